#pragma once

#include <string_view>

namespace runlog::share {

/// Throws Error unless `address` is one that records may be exchanged with: a folder from / on, `file:///folder`,
/// `ssh://[user@]host[:port]/folder`, `[user@]host:folder` or `https://host/folder`. Whatever git would take for a
/// switch or a command is none, nor is one that holds a password.
void check_address(std::string_view address);

} // namespace runlog::share
