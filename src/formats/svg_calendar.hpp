#pragma once

#include "markup.hpp"
#include "runlog/formats/page.hpp"

namespace runlog::formats {

/// Draws a year at the end of `parent`. `id` makes the names of its parts differ from any other's in one document.
void draw_year(markup::Node parent, const PageYear& year, const std::string& id);

/// Draws one of its days at the end of `parent`, as an image of its own that readers of screens pass over.
void draw_sample(markup::Node parent, const PageDay& day);

/// How it looks in light and dark: a style sheet, to stand in the document once.
extern const char* const year_style;

} // namespace runlog::formats
