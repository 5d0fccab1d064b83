#pragma once

#include "runlog/domain/quantities.hpp"
#include "runlog/store/journal.hpp"

#include <date/date.h>

namespace runlog::store {

/// How this log is told; all of it can be changed with `runlog config`.
struct Settings {
    date::weekday week_begins = date::Monday;
    Unit units = Unit::km;

    bool operator==(const Settings&) const = default;
};

Settings settings(const Log& log);
void set_settings(Writer& writer, const Settings& settings);

} // namespace runlog::store
