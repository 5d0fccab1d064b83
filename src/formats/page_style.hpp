#pragma once

namespace runlog::formats {

/// How a page looks: on phones, screens and paper, in light and dark.
extern const char* const page_style;

/// Its small picture in a browser's tab, as an address.
extern const char* const page_icon;

} // namespace runlog::formats
