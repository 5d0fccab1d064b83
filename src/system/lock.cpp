#include "runlog/system/lock.hpp"

#include "runlog/domain/error.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <thread>

namespace runlog::system {

namespace {

constexpr std::chrono::milliseconds pause{20};
constexpr mode_t for_the_user_alone = 0600;

int open_or_make(const std::filesystem::path& path) {
    return ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, for_the_user_alone);
}

} // namespace

bool Lock::take(const std::filesystem::path& path, std::chrono::seconds limit) {
    if (descriptor_ < 0) descriptor_ = open_or_make(path);
    if (descriptor_ < 0)
        throw Error(fmt::format("{} cannot be made: {}.", path.string(), std::strerror(errno)),
                    "Check the folder's permissions.");
    for (auto waited = pause; ::flock(descriptor_, LOCK_EX | LOCK_NB) != 0; waited += pause) {
        if (waited > limit) return false;
        std::this_thread::sleep_for(pause);
    }
    return true;
}

void Lock::pass_on() const {
    ::fcntl(descriptor_, F_SETFD, 0);
}

Lock::~Lock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

void stamp(const std::filesystem::path& path, Instant moment) {
    const int descriptor = open_or_make(path);
    if (descriptor < 0) return;
    const timespec time{moment.time_since_epoch().count(), 0};
    const timespec both[] = {time, time};
    ::futimens(descriptor, both);
    ::close(descriptor);
}

std::optional<Instant> stamped(const std::filesystem::path& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) return std::nullopt;
    return Instant{std::chrono::seconds{status.st_mtim.tv_sec}};
}

} // namespace runlog::system
