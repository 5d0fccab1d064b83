#pragma once

#include "input.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>

namespace runlog::formats {

/// Something that is open for reading: a file, a folder, a pipe.
class OpenFile {
public:
    /// Throws BadFile saying why it cannot be opened. A pipe is waited for.
    explicit OpenFile(const std::filesystem::path& path);
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    ~OpenFile();

    bool is_folder() const;
    /// Whether it can be read at any position.
    bool is_ordinary() const;
    std::uint64_t size() const; ///< of an ordinary file, when it was opened

    /// Both put at most `size` bytes at `to`, say how many, which is 0 at the end alone, and throw BadFile.
    std::size_t read(char* to, std::size_t size) const;
    std::size_t read_at(std::uint64_t position, char* to, std::size_t size) const;

private:
    int descriptor_;
    unsigned mode_ = 0;
    std::uint64_t size_ = 0;
};

/// Its bytes from first to last. An ordinary file may have several sources at a time, anything else one for ever.
std::unique_ptr<Source> source_of(std::shared_ptr<const OpenFile> file);

} // namespace runlog::formats
