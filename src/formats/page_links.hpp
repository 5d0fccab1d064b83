#pragma once

#include <string>

namespace runlog::formats {

/// The address behind what a contact's detail says: `tel:` for a telephone number, `mailto:` for a mail address; empty
/// where it could be anything else.
std::string reached_by(const std::string& detail);

} // namespace runlog::formats
