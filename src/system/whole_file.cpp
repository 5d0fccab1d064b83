#include "runlog/system/whole_file.hpp"

#include "runlog/domain/error.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>

namespace runlog::system {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& path, std::string_view why) {
    throw Error(fmt::format("{} cannot be written: {}.", path.string(), why), "Choose another place.");
}

/// A file beside its place that goes again unless it took it.
class Draft {
public:
    explicit Draft(const fs::path& place) : place_(place), name_(place.string() + ".new-XXXXXX") {
        descriptor_ = ::mkstemp(name_.data());
        if (descriptor_ < 0) refuse(place_, std::strerror(errno));
    }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;
    ~Draft() {
        if (descriptor_ >= 0) ::close(descriptor_);
        if (!name_.empty()) ::unlink(name_.c_str());
    }

    void write(std::string_view text) {
        while (!text.empty()) {
            const auto written = ::write(descriptor_, text.data(), text.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) refuse(place_, std::strerror(errno));
            text.remove_prefix(static_cast<std::size_t>(written));
        }
    }

    void take_its_place(mode_t mode) {
        const bool done = ::fchmod(descriptor_, mode) == 0 && ::fsync(descriptor_) == 0 &&
                          ::rename(name_.c_str(), place_.c_str()) == 0;
        if (!done) refuse(place_, std::strerror(errno));
        name_.clear();
    }

private:
    const fs::path& place_;
    std::string name_;
    int descriptor_ = -1;
};

/// What a new file may be opened by, as a shell would make it.
mode_t usual_mode() {
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return 0666 & ~mask;
}

bool is_database(const fs::path& path) {
    constexpr std::string_view beginning = "SQLite format 3";
    std::string found(beginning.size(), '\0');
    std::ifstream file(path, std::ios::binary);
    return file.read(found.data(), static_cast<std::streamsize>(found.size())) && found == beginning;
}

} // namespace

void write_whole_file(const fs::path& path, std::string_view text) {
    std::error_code trouble;
    fs::path place = fs::weakly_canonical(path, trouble);
    if (trouble || place.empty()) place = path;
    struct stat status {};
    const bool exists = ::stat(place.c_str(), &status) == 0;
    if (exists && S_ISDIR(status.st_mode)) refuse(path, "it is a folder");
    if (exists && !S_ISREG(status.st_mode)) refuse(path, "it is no plain file");
    if (exists && is_database(place)) refuse(path, "it is a database");
    Draft draft(place);
    draft.write(text);
    draft.take_its_place(exists ? status.st_mode & 07777 : usual_mode());
}

} // namespace runlog::system
