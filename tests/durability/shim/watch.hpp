#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

/// What the shim knows of the folder that DISK_WATCHED names, and what it leaves of each call there in the file that
/// DISK_RECORD names.
namespace disk {

/// One change: a line of fields parted by tabs, and after it `length` bytes of data.
struct Event {
    const char* what;
    ino_t inode = 0;
    off_t offset = 0;
    std::string name = {};
    std::string other_name = {};
    const void* data = nullptr;
    std::size_t length = 0;
};

void record(const Event& event);

/// The whole path, where it leads into the watched folder; a relative one begins at the open folder `at`.
std::optional<std::string> watched(int at, const char* path);

/// Whether the open file stands, or stood, in the watched folder.
bool is_watched(int descriptor);

ino_t inode_of(int descriptor);
ino_t inode_of(const std::string& path);

} // namespace disk
