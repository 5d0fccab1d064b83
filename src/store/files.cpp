#include "files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <optional>

namespace runlog::store {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::hours longest_writing{1};

std::optional<struct stat> status_of(const fs::path& path) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) return std::nullopt;
    return status;
}

/// `runlog.db.new-a1B2c3`, and what SQLite may have kept beside it.
bool is_draft_name(std::string_view name, std::string_view log) {
    constexpr std::string_view mark = ".new-";
    constexpr std::size_t random_letters = 6;
    for (const std::string_view beside : {"-journal", "-wal", "-shm"})
        if (name.ends_with(beside)) name.remove_suffix(beside.size());
    const bool ours = name.starts_with(log) || name.starts_with("runlog-");
    const auto at = name.rfind(mark);
    return ours && at != std::string_view::npos && name.size() == at + mark.size() + random_letters;
}

} // namespace

fs::path folder_of(const fs::path& path) {
    return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

void sync_folder(const fs::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    ::fsync(descriptor);
    ::close(descriptor);
}

std::vector<fs::path> open_to_others(const fs::path& log) {
    std::vector<fs::path> open;
    for (const char* part : {"", "-wal", "-shm", "-remind"}) {
        const fs::path path = log.string() + part;
        const auto status = status_of(path);
        if (status && S_ISREG(status->st_mode) && (status->st_mode & 077) != 0) open.push_back(path);
    }
    return open;
}

bool others_can_replace_in(const fs::path& folder) {
    const auto status = status_of(folder);
    return status && (status->st_mode & 022) != 0 && (status->st_mode & S_ISVTX) == 0;
}

std::vector<fs::path> abandoned_drafts(const fs::path& log, Instant now) {
    std::vector<fs::path> drafts;
    std::error_code trouble;
    for (const auto& entry : fs::directory_iterator(folder_of(log), trouble)) {
        if (!is_draft_name(entry.path().filename().string(), log.filename().string())) continue;
        const auto status = status_of(entry.path());
        const auto latest = (now - longest_writing).time_since_epoch().count();
        if (status && S_ISREG(status->st_mode) && status->st_mtime < latest) drafts.push_back(entry.path());
    }
    std::sort(drafts.begin(), drafts.end());
    return drafts;
}

} // namespace runlog::store
