#include "repository.hpp"

#include "runlog/domain/error.hpp"
#include "runlog/system/lock.hpp"

#include <fmt/format.h>

#include <vector>

namespace runlog::share {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::minutes patience{30};

/// Whether a program that was killed may have left this file, and nobody else.
bool is_left_over(const fs::path& path) {
    const auto name = path.filename().string();
    return path.extension() == ".lock" || name.starts_with("tmp_") || name == "gc.pid";
}

/// Takes away leftovers of `folder` itself, or of all folders in it too.
template <class Iterator>
void remove_left_overs(const fs::path& folder) {
    std::vector<fs::path> found;
    std::error_code trouble;
    for (const auto& entry : Iterator(folder, trouble))
        if (is_left_over(entry.path()) && !entry.is_directory(trouble)) found.push_back(entry.path());
    for (const auto& path : found) fs::remove(path, trouble);
}

/// What receives objects keeps them apart until they are whole.
void remove_half_received(const fs::path& objects) {
    std::vector<fs::path> found;
    std::error_code trouble;
    for (const auto& entry : fs::directory_iterator(objects, trouble)) {
        const auto name = entry.path().filename().string();
        if (name.starts_with("incoming-") || name.starts_with("tmp_objdir-") || name.starts_with("bulk-fsync-"))
            found.push_back(entry.path());
    }
    for (const auto& path : found) fs::remove_all(path, trouble);
}

bool is_whole(const fs::path& repository) {
    std::error_code ignored;
    for (const char* part : {"HEAD", "config", "objects", "refs"})
        if (!fs::exists(repository / part, ignored)) return false;
    return fs::file_size(repository / "config", ignored) > 0;
}

} // namespace

void take_lock(system::Lock& lock, const fs::path& path, std::chrono::seconds limit) {
    std::error_code trouble;
    const auto folder = path.parent_path();
    if (fs::create_directories(folder, trouble)) fs::permissions(folder, fs::perms::owner_all, trouble);
    if (trouble)
        throw Error(fmt::format("{} cannot be made: {}.", folder.string(), trouble.message()),
                    "Check the permissions of the folder that it is in.");
    if (!lock.take(path.string() + ".lock", limit))
        throw Error("Another runlog is exchanging the records of this group.",
                    "Wait until it is through, and try again.");
    lock.pass_on();
}

void make_ready(const Git& git) {
    const auto& repository = git.repository();
    remove_left_overs<fs::directory_iterator>(repository);
    remove_left_overs<fs::recursive_directory_iterator>(repository / "refs");
    remove_left_overs<fs::directory_iterator>(repository / "objects/pack");
    remove_left_overs<fs::directory_iterator>(repository / "objects/info");
    remove_half_received(repository / "objects");
    if (!is_whole(repository)) git.init();
}

void tidy_up(const Git& git) {
    // Hundreds of names in a file each take ten times as long to read as in one.
    git.attempt({"pack-refs", "--all"}, {}, patience);
    git.attempt({"-c", "gc.auto=5000", "-c", "gc.autoPackLimit=50", "gc", "--auto", "--quiet"}, {}, patience);
}

} // namespace runlog::share
