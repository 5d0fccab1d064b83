#include "folder.hpp"

#include "entries.hpp"
#include "open_file.hpp"
#include "runlog/domain/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <system_error>
#include <utility>

#include <sys/stat.h>

namespace runlog::formats {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t deepest = 20;
constexpr std::size_t most_links = 1000; ///< to folders: two in each of twenty folders make a million

/// Goes through a folder and those within, without going round in circles.
class Walk {
public:
    explicit Walk(const fs::path& root) : root_(root) {
        std::error_code trouble;
        real_root_ = fs::canonical(root, trouble);
        if (trouble) refuse("", trouble.message());
        if (const auto found = look("", ::stat)) todo_.push_back({"", {identity(*found)}});
    }

    std::vector<Bundle::Entry> entries() && {
        while (!todo_.empty()) {
            const Folder folder = std::move(todo_.back());
            todo_.pop_back();
            list(folder);
        }
        std::sort(entries_.begin(), entries_.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
        return std::move(entries_);
    }

private:
    using Identity = std::pair<dev_t, ino_t>;

    struct Folder {
        std::string name;               ///< with a slash behind it; empty for the root
        std::vector<Identity> way_here; ///< the folders that it lies in, and itself
    };

    static Identity identity(const struct stat& found) { return {found.st_dev, found.st_ino}; }

    [[noreturn]] static void refuse(const std::string& name, const std::string& why) {
        if (name.empty()) throw BadFile(fmt::format("It cannot be read: {}.", why));
        throw BadFile(fmt::format("'{}' within it cannot be read: {}.", fit(printable(name), 60, "..."), why));
    }

    void list(const Folder& folder) {
        std::error_code trouble;
        fs::directory_iterator file(root_ / folder.name, trouble);
        for (; !trouble && file != fs::directory_iterator(); file.increment(trouble))
            if (const auto name = file->path().filename().string(); !is_hidden(name)) take(folder, name);
        if (trouble) refuse(folder.name, trouble.message());
    }

    void take(const Folder& folder, const std::string& file) {
        if (++seen_ > most_entries) refuse_so_many();
        const std::string name = folder.name + file;
        auto found = look(name, ::lstat);
        if (found && S_ISLNK(found->st_mode)) found = follow(name);
        if (!found) return;
        if (S_ISREG(found->st_mode)) entries_.push_back({name, static_cast<std::uint64_t>(found->st_size)});
        if (S_ISDIR(found->st_mode)) enter(folder, name, identity(*found));
    }

    void enter(const Folder& from, const std::string& name, Identity folder) {
        Folder inner{name + '/', from.way_here};
        if (std::find(inner.way_here.begin(), inner.way_here.end(), folder) != inner.way_here.end()) return;
        inner.way_here.push_back(folder);
        if (inner.way_here.size() > deepest + 1) refuse(name, "it lies more than 20 levels deep");
        todo_.push_back(std::move(inner));
    }

    /// What stands there; nothing where it has just been removed.
    std::optional<struct stat> look(const std::string& name, int (*ask)(const char*, struct stat*)) const {
        struct stat found {};
        if (ask((root_ / name).c_str(), &found) == 0) return found;
        if (errno == ENOENT) return std::nullopt;
        refuse(name, std::generic_category().message(errno));
    }

    /// What a link leads to within the root.
    std::optional<struct stat> follow(const std::string& link) {
        if (!leads_within(link)) return std::nullopt;
        const auto found = look(link, ::stat);
        if (found && S_ISDIR(found->st_mode) && ++links_ > most_links)
            throw BadFile("Links in it lead to folders in it again and again.", "Import those folders one by one.");
        return found;
    }

    bool leads_within(const std::string& link) const {
        std::error_code trouble;
        const fs::path target = fs::canonical(root_ / link, trouble);
        if (trouble) return false;
        return std::mismatch(real_root_.begin(), real_root_.end(), target.begin(), target.end()).first ==
               real_root_.end();
    }

    fs::path root_;
    fs::path real_root_;
    std::vector<Folder> todo_;
    std::vector<Bundle::Entry> entries_;
    std::size_t seen_ = 0;
    std::size_t links_ = 0; ///< to folders, that were followed
};

class FolderBundle final : public Bundle {
public:
    explicit FolderBundle(fs::path path) : path_(std::move(path)), entries_(Walk(path_).entries()) {}

    const std::vector<Entry>& entries() const override { return entries_; }
    std::string place_of(const Entry& entry) const override { return (path_ / entry.name).string(); }

    std::unique_ptr<Input> open(const Entry& entry) const override {
        const auto& listed = entries_[index_of(entries_, entry.name)];
        auto file = std::make_shared<const OpenFile>(path_ / listed.name);
        if (!file->is_ordinary()) throw BadFile("It is no longer the file that it was.");
        return input_from(source_of(std::move(file)));
    }

private:
    fs::path path_;
    std::vector<Entry> entries_;
};

} // namespace

std::unique_ptr<Bundle> open_folder(const fs::path& path) {
    return std::make_unique<FolderBundle>(path);
}

} // namespace runlog::formats
