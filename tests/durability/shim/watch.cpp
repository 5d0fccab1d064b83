#include "watch.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>

namespace disk {

namespace {

std::string setting(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

const std::string& folder() {
    static const std::string path = setting("DISK_WATCHED");
    return path;
}

/// Opened by a plain system call: the shim's own `open` asks for it.
int record_file() {
    static const auto descriptor = static_cast<int>(::syscall(SYS_openat, AT_FDCWD, setting("DISK_RECORD").c_str(),
                                                              O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600));
    return descriptor;
}

bool is_within(const std::string& path) {
    return !folder().empty() && path.starts_with(folder()) &&
           (path.size() == folder().size() || path[folder().size()] == '/');
}

std::string path_of(int descriptor) {
    char path[4096];
    const auto length = ::readlink(("/proc/self/fd/" + std::to_string(descriptor)).c_str(), path, sizeof path);
    return length < 0 ? std::string{} : std::string(path, static_cast<std::size_t>(length));
}

} // namespace

void record(const Event& event) {
    const int trouble = errno;
    const std::string line = std::string(event.what) + '\t' + std::to_string(event.inode) + '\t' +
                             std::to_string(event.offset) + '\t' + std::to_string(event.length) + '\t' + event.name +
                             '\t' + event.other_name + '\n';
    const iovec parts[] = {{const_cast<char*>(line.data()), line.size()},
                           {const_cast<void*>(event.data), event.length}};
    if (::syscall(SYS_writev, record_file(), parts, 2) < 0) std::abort();
    errno = trouble;
}

std::optional<std::string> watched(int at, const char* path) {
    const std::filesystem::path whole =
        *path == '/' ? path : (at == AT_FDCWD ? std::filesystem::current_path().string() : path_of(at)) + '/' + path;
    std::string plain = whole.lexically_normal().string();
    if (!is_within(plain)) return std::nullopt;
    return plain;
}

bool is_watched(int descriptor) {
    const int trouble = errno;
    const bool within = is_within(path_of(descriptor));
    errno = trouble;
    return within;
}

ino_t inode_of(int descriptor) {
    struct stat status {};
    return ::fstat(descriptor, &status) == 0 ? status.st_ino : 0;
}

ino_t inode_of(const std::string& path) {
    struct stat status {};
    return ::lstat(path.c_str(), &status) == 0 ? status.st_ino : 0;
}

} // namespace disk
