#include "open_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <limits>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace runlog::formats {

namespace {

BadFile unreadable(int error) {
    return BadFile(fmt::format("It cannot be read: {}.", std::generic_category().message(error)));
}

BadFile unopened(const std::filesystem::path& path, int error) {
    if (error != ENOENT && error != ENOTDIR) return unreadable(error);
    std::error_code ignored;
    const bool is_link = std::filesystem::is_symlink(std::filesystem::symlink_status(path, ignored));
    return BadFile(is_link ? "It is a link to a file that is not there." : "There is no such file.");
}

/// Calls until no signal comes in between.
template <class Call>
std::size_t bytes_read(const Call& call) {
    for (;;) {
        const auto got = call();
        if (got >= 0) return static_cast<std::size_t>(got);
        if (errno != EINTR) throw unreadable(errno);
    }
}

class FileSource final : public Source {
public:
    explicit FileSource(std::shared_ptr<const OpenFile> file) : file_(std::move(file)) {}

    std::size_t read(char* to, std::size_t size) override {
        const std::size_t got = file_->is_ordinary() ? file_->read_at(position_, to, size) : file_->read(to, size);
        position_ += got;
        return got;
    }

    std::uint64_t consumed() const override { return position_; }

private:
    std::shared_ptr<const OpenFile> file_;
    std::uint64_t position_ = 0;
};

} // namespace

OpenFile::OpenFile(const std::filesystem::path& path) : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (descriptor_ < 0) throw unopened(path, errno);
    struct stat found {};
    if (::fstat(descriptor_, &found) != 0) {
        const int error = errno;
        ::close(descriptor_);
        throw unreadable(error);
    }
    mode_ = found.st_mode;
    size_ = is_ordinary() ? static_cast<std::uint64_t>(found.st_size) : 0;
}

OpenFile::~OpenFile() {
    ::close(descriptor_);
}

bool OpenFile::is_folder() const {
    return S_ISDIR(mode_);
}

bool OpenFile::is_ordinary() const {
    return S_ISREG(mode_);
}

std::uint64_t OpenFile::size() const {
    return size_;
}

std::size_t OpenFile::read(char* to, std::size_t size) const {
    return bytes_read([&] { return ::read(descriptor_, to, size); });
}

std::size_t OpenFile::read_at(std::uint64_t position, char* to, std::size_t size) const {
    if (position > static_cast<std::uint64_t>(std::numeric_limits<off_t>::max())) return 0;
    return bytes_read([&] { return ::pread(descriptor_, to, size, static_cast<off_t>(position)); });
}

std::unique_ptr<Source> source_of(std::shared_ptr<const OpenFile> file) {
    return std::make_unique<FileSource>(std::move(file));
}

} // namespace runlog::formats
