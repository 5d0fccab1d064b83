#include "fuzz/property.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

namespace {

void replay(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string input{std::istreambuf_iterator<char>(file), {}};
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

} // namespace

/// Gives the target every file of the folders that are named. The last one told is the one that broke it.
int main(int argc, char** argv) {
    int count = 0;
    for (int i = 1; i < argc; ++i)
        for (const auto& entry : std::filesystem::recursive_directory_iterator(std::filesystem::absolute(argv[i]))) {
            std::cout << entry.path().string() << std::endl;
            replay(entry.path());
            ++count;
        }
    return count > 0 ? 0 : 1;
}
