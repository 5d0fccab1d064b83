#pragma once

#include <cstddef>

/// What DISK_FAULT asks for: `17 EIO once` spoils the 17th call in the watched folder, `17 EIO on` every one from there
/// on. Besides EIO, ENOSPC and EROFS there are `short`, which writes half of what it should, `kill`, which ends the
/// process before the call, and `unsynced`, under which nothing is synced though it says so (whatever the number).
namespace disk {

/// Counts a call; true where it must fail, and then errno is set. A process that must die does not come back.
bool fails(const char* call, bool changes_something = true);

/// The same for a write, which may be cut to the length that comes back; nothing is left of one that fails.
std::size_t length_left(const char* call, std::size_t length);

bool is_unsynced();

} // namespace disk
