#pragma once

#include "packed.hpp"
#include "scratch.hpp"

#include <utility>
#include <vector>

/// What the tests of zips share.
namespace runlog::formats::testing {

/// A zip as it stands on the disk.
struct ZipFile {
    explicit ZipFile(const std::string& bytes) : path(scratch.write("export.zip", bytes)), bundle(open_bundle(path)) {}
    explicit ZipFile(const Zip& zip) : ZipFile(zip.bytes()) {}

    std::string read(const std::string& name) const { return contents_of(*bundle, name); }

    Scratch scratch;
    std::filesystem::path path;
    std::unique_ptr<Bundle> bundle;
};

inline Zip zip_of(const std::vector<ZipEntry>& entries) {
    Zip zip;
    for (const auto& entry : entries) zip.add(entry);
    return zip;
}

inline std::vector<std::string> names_in(const std::vector<ZipEntry>& entries) {
    return names_of(*ZipFile(zip_of(entries)).bundle);
}

} // namespace runlog::formats::testing
