/// Stands between a program and its disk (LD_PRELOAD): records what the program does in one folder, and spoils what it
/// is told to spoil. The program's threads, if it had any, would have to take turns.
#include "fault.hpp"
#include "watch.hpp"

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstdio>

namespace {

using disk::Event;
using disk::record;

int call(long number, auto... arguments) {
    return static_cast<int>(::syscall(number, arguments...));
}

int open_at(int at, const char* path, int flags, mode_t mode) {
    const auto name = disk::watched(at, path);
    const bool may_change = (flags & (O_WRONLY | O_RDWR | O_CREAT)) != 0;
    if (name && disk::fails("open", may_change)) return -1;
    const int descriptor = call(SYS_openat, at, path, flags, mode);
    if (name && descriptor >= 0 && (flags & O_CREAT))
        record({.what = "make", .inode = disk::inode_of(descriptor), .name = *name});
    if (name && descriptor >= 0 && (flags & O_TRUNC)) record({.what = "size", .inode = disk::inode_of(descriptor)});
    return descriptor;
}

/// Where a plain write begins.
off_t position(int descriptor) {
    return ::lseek(descriptor, 0, (::fcntl(descriptor, F_GETFL) & O_APPEND) ? SEEK_END : SEEK_CUR);
}

template <class Write>
ssize_t write_to(int descriptor, const void* data, std::size_t length, off_t offset, Write write) {
    const std::size_t left = disk::length_left("write", length);
    if (left == 0 && length > 0) return -1;
    const ssize_t done = write(left);
    if (done > 0)
        record({.what = "write",
                .inode = disk::inode_of(descriptor),
                .offset = offset,
                .data = data,
                .length = static_cast<std::size_t>(done)});
    return done;
}

int sync(int descriptor, long number) {
    if (!disk::is_watched(descriptor)) return call(number, descriptor);
    if (disk::is_unsynced()) return 0;
    if (disk::fails("sync")) return -1;
    const int status = call(number, descriptor);
    if (status == 0) record({.what = "sync", .inode = disk::inode_of(descriptor)});
    return status;
}

int make_temporary(const char* function, char* name) {
    if (!disk::watched(AT_FDCWD, name)) return reinterpret_cast<int (*)(char*)>(::dlsym(RTLD_NEXT, function))(name);
    if (disk::fails("open")) return -1;
    const int descriptor = reinterpret_cast<int (*)(char*)>(::dlsym(RTLD_NEXT, function))(name);
    if (descriptor >= 0)
        record({.what = "make", .inode = disk::inode_of(descriptor), .name = *disk::watched(AT_FDCWD, name)});
    return descriptor;
}

/// A call that changes the names in folders: `link`, `unlink`, `mkdir` and the like.
template <class Change>
int change_names(const char* what, const char* path, const char* other_path, Change change) {
    const auto name = disk::watched(AT_FDCWD, path);
    const auto other_name = other_path ? disk::watched(AT_FDCWD, other_path) : std::nullopt;
    if (!name && !other_name) return change();
    if (disk::fails(what)) return -1;
    const int status = change();
    const std::string newest = other_name.value_or(name.value_or(""));
    if (status == 0)
        record({.what = what, .inode = disk::inode_of(newest), .name = name.value_or(""), .other_name = newest});
    return status;
}

} // namespace

extern "C" {

int open(const char* path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    const mode_t mode = (flags & O_CREAT) ? va_arg(more, mode_t) : 0;
    va_end(more);
    return open_at(AT_FDCWD, path, flags, mode);
}
int open64(const char* path, int flags, ...) __attribute__((alias("open")));
int __open_2(const char* path, int flags) {
    return open_at(AT_FDCWD, path, flags, 0);
}
int __open64_2(const char* path, int flags) {
    return open_at(AT_FDCWD, path, flags, 0);
}
int mkstemp(char* name) {
    return make_temporary("mkstemp", name);
}
int mkstemp64(char* name) {
    return make_temporary("mkstemp64", name);
}

ssize_t write(int descriptor, const void* data, std::size_t length) {
    const auto plain = [&](std::size_t left) { return ::syscall(SYS_write, descriptor, data, left); };
    if (disk::is_watched(descriptor)) return write_to(descriptor, data, length, position(descriptor), plain);
    const ssize_t done = plain(length);
    if (done > 0 && descriptor == STDOUT_FILENO)
        record({.what = "say", .data = data, .length = static_cast<std::size_t>(done)});
    return done;
}
ssize_t pwrite(int descriptor, const void* data, std::size_t length, off_t offset) {
    const auto placed = [&](std::size_t left) { return ::syscall(SYS_pwrite64, descriptor, data, left, offset); };
    return disk::is_watched(descriptor) ? write_to(descriptor, data, length, offset, placed) : placed(length);
}
ssize_t pwrite64(int descriptor, const void* data, std::size_t length, off_t offset) __attribute__((alias("pwrite")));

int ftruncate(int descriptor, off_t size) {
    if (disk::is_watched(descriptor) && disk::fails("truncate")) return -1;
    const int status = call(SYS_ftruncate, descriptor, size);
    if (status == 0 && disk::is_watched(descriptor))
        record({.what = "size", .inode = disk::inode_of(descriptor), .offset = size});
    return status;
}
int ftruncate64(int descriptor, off_t size) __attribute__((alias("ftruncate")));

int fsync(int descriptor) {
    return sync(descriptor, SYS_fsync);
}
int fdatasync(int descriptor) {
    return sync(descriptor, SYS_fdatasync);
}

int link(const char* from, const char* to) {
    return change_names("link", from, to, [&] { return call(SYS_link, from, to); });
}
int rename(const char* from, const char* to) {
    return change_names("rename", from, to, [&] { return call(SYS_rename, from, to); });
}
int unlink(const char* path) {
    return change_names("unlink", path, nullptr, [&] { return call(SYS_unlink, path); });
}
int rmdir(const char* path) {
    return change_names("unlink", path, nullptr, [&] { return call(SYS_rmdir, path); });
}
int remove(const char* path) {
    return ::unlink(path) == 0 ? 0 : errno == EISDIR ? ::rmdir(path) : -1;
}
int mkdir(const char* path, mode_t mode) {
    return change_names("folder", path, nullptr, [&] { return call(SYS_mkdir, path, mode); });
}
}
