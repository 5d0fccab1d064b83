#pragma once

#include "report_facts.hpp"
#include "runlog/formats/page.hpp"

/// What is said on a group's page.
namespace runlog::cli {

/// `unicode` tells whether what the page goes to shows more than ASCII.
formats::Page report_page(Context& context, ReportFacts& facts, bool unicode);

/// The picture of the year alone.
formats::PageYear report_year(const ReportFacts& facts, date::weekday week_begins);

} // namespace runlog::cli
