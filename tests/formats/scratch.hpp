#pragma once

#include "runlog/formats/bundle.hpp"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include <unistd.h>

/// What the tests of files on their way in share.
namespace runlog::formats::testing {

/// A folder that removes itself.
class Scratch {
public:
    Scratch() {
        std::string name = (std::filesystem::temp_directory_path() / "runlog-test-XXXXXX").string();
        if (!::mkdtemp(name.data())) throw std::system_error(errno, std::generic_category(), name);
        path_ = name;
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    const std::filesystem::path& path() const { return path_; }

    /// Makes a file, and the folders that it lies in.
    std::filesystem::path write(const std::string& name, std::string_view bytes) const {
        const auto path = path_ / name;
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << bytes;
        return path;
    }

private:
    std::filesystem::path path_;
};

inline std::vector<std::string> names_of(const Bundle& bundle) {
    std::vector<std::string> names;
    for (const auto& entry : bundle.entries()) names.push_back(entry.name);
    return names;
}

/// All that is left to read.
inline std::string rest_of(Input& input) {
    return {std::istreambuf_iterator<char>(input.stream()), {}};
}

inline std::string contents_of(const Bundle& bundle, const std::string& name) {
    return rest_of(*bundle.open({name, 0}));
}

/// A few lines of which no two are alike, as tables have them, `size` bytes of them.
inline std::string table_of(std::size_t size) {
    std::string text;
    for (std::size_t i = 0; text.size() < size; ++i)
        text += "2026-11-" + std::to_string(1 + i % 30) + ',' + std::to_string(i * 2654435761U % 99991) + '\n';
    text.resize(size);
    return text;
}

} // namespace runlog::formats::testing
