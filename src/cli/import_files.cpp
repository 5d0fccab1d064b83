#include "import_files.hpp"

#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/formats/bundle.hpp"
#include "wording.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <set>
#include <utility>

namespace runlog::cli {

namespace {

using formats::Bundle;
using formats::FileKind;

/// Tables list runs, and the file that each was recorded in.
bool is_table(FileKind kind) {
    return kind == FileKind::strava || kind == FileKind::runkeeper || kind == FileKind::apple;
}

/// The name of a track within the bundle of the table that names it, or nothing where it leads elsewhere. Whether it is
/// compressed differs between what a table says and what people keep.
std::optional<std::string> track_name(const std::string& table, const std::string& track) {
    if (track.empty() || track.front() == '/') return std::nullopt;
    auto name = (std::filesystem::path(table).parent_path() / track).lexically_normal().string();
    if (name.starts_with("..")) return std::nullopt;
    if (name.ends_with(".gz")) name.resize(name.size() - 3);
    return name;
}

std::string plain_name(std::string name) {
    if (name.ends_with(".gz")) name.resize(name.size() - 3);
    return name;
}

/// The files of one path on their way through the importer.
class BundleImport {
public:
    BundleImport(const Bundle& bundle, std::string path, const FileWords& words, Importer& importer, Progress& progress)
        : bundle_(bundle), path_(std::move(path)), words_(words), importer_(importer), progress_(progress) {
        for (const auto& entry : bundle.entries()) by_plain_name_.emplace(plain_name(entry.name), &entry);
    }

    /// Returns how many files are no histories.
    std::int64_t run() {
        const bool alone = bundle_.entries().size() == 1;
        std::vector<const Bundle::Entry*> later;
        for (const auto& entry : bundle_.entries()) {
            guarded(entry, [&] {
                const auto input = bundle_.open(entry);
                const auto kind = alone ? kind_alone(*input) : formats::recognise(input->beginning());
                if (!kind) return void(++passed_over_);
                if (alone || is_table(*kind)) return read(entry, *input, *kind);
                later.push_back(&entry);
            });
        }
        for (const auto* entry : later) {
            if (named_by_tables_.contains(plain_name(entry->name))) continue;
            guarded(*entry, [&] {
                const auto input = bundle_.open(*entry);
                if (const auto kind = formats::recognise(input->beginning())) read(*entry, *input, *kind);
            });
        }
        return passed_over_;
    }

private:
    template <class Work>
    void guarded(const Bundle::Entry& entry, Work work) {
        try {
            work();
        } catch (const formats::BadFile& bad) {
            importer_.open_file(bundle_.place_of(entry));
            importer_.refuse(bad);
        }
    }

    /// A text that is nothing else may be meant for runlog CSV, and is told what it lacks.
    FileKind kind_alone(formats::Input& input) const {
        if (words_.kind) return *words_.kind;
        const auto beginning = input.beginning();
        if (beginning.empty()) throw formats::BadFile("The file is empty.");
        if (const auto kind = formats::recognise(beginning)) return *kind;
        if (beginning.find('\0') == std::string_view::npos && is_utf8(beginning.substr(0, beginning.find('\n'))))
            return FileKind::runlog_csv;
        throw formats::BadFile("It is none of the files that runlog reads.",
                               "See: man runlog. If it is one, say which with --format.");
    }

    void read(const Bundle::Entry& entry, formats::Input& input, FileKind kind) {
        importer_.open_file(bundle_.place_of(entry));
        formats::read_history(input.stream(), kind, words_.settled,
                              {[&](formats::ReadRun run) {
                                   if (!run.track.empty()) take_track(entry, run);
                                   importer_.take(std::move(run));
                                   progress_.tell(importer_.tally().added + importer_.tally().known, input.consumed());
                               },
                               [&](formats::BadRow row) { importer_.refuse(row); }});
        progress_.finish_file(input.consumed());
    }

    /// Remembers that a table names the file, and reads it where the table lacks how far and how long.
    void take_track(const Bundle::Entry& table, formats::ReadRun& run) {
        const auto name = track_name(table.name, run.track);
        if (!name) return;
        named_by_tables_.insert(*name);
        if (run.run.distance || run.run.duration) return;
        if (const auto found = by_plain_name_.find(*name); found != by_plain_name_.end())
            complete(run, bundle_, *found->second);
        else if (bundle_.entries().size() == 1)
            complete_from_beside(run);
    }

    /// The files of a table that was named alone stand beside it.
    void complete_from_beside(formats::ReadRun& run) {
        try {
            const auto track = formats::open_bundle(std::filesystem::path(path_).parent_path() / run.track);
            if (track->entries().size() == 1) complete(run, *track, track->entries().front());
        } catch (const formats::BadFile&) {
            // The run then says itself what it lacks.
        }
    }

    void complete(formats::ReadRun& run, const Bundle& bundle, const Bundle::Entry& track) {
        const auto input = bundle.open(track);
        const auto kind = formats::recognise(input->beginning());
        if (!kind || is_table(*kind)) return;
        bool is_first = true;
        const auto take = [&](const formats::ReadRun& read) {
            if (!std::exchange(is_first, false)) return;
            run.run.distance = read.run.distance;
            run.run.duration = read.run.duration;
        };
        formats::read_history(input->stream(), *kind, words_.settled, {take, [](const formats::BadRow&) {}});
    }

    const Bundle& bundle_;
    std::string path_; ///< as it was typed
    const FileWords& words_;
    Importer& importer_;
    Progress& progress_;
    std::map<std::string, const Bundle::Entry*> by_plain_name_;
    std::set<std::string> named_by_tables_;
    std::int64_t passed_over_ = 0;
};

/// The bundle at `path`; where it cannot be opened, who brings it hears of that.
std::unique_ptr<Bundle> bundle_at(Context& context, const std::string& path, Importer& importer) {
    try {
        return path == "-" ? formats::bundle_of(context.in(), "standard input") : formats::open_bundle(path);
    } catch (const formats::BadFile& bad) {
        importer.open_file(path);
        importer.refuse(bad);
        return nullptr;
    }
}

} // namespace

std::int64_t import_files(Context& context, const FileWords& words, Importer& importer, Progress& progress) {
    std::vector<std::pair<std::string, std::unique_ptr<Bundle>>> bundles;
    std::uint64_t size = 0;
    for (const auto& path : words.paths)
        if (auto bundle = bundle_at(context, path, importer)) {
            for (const auto& entry : bundle->entries()) size += entry.size;
            if (words.kind && bundle->entries().size() > 1)
                throw Error(fmt::format("--format says what one file is, and {} holds {}.", printable(path),
                                        counted(static_cast<std::int64_t>(bundle->entries().size()), "file", "files")),
                            "Name the file itself.");
            bundles.emplace_back(path, std::move(bundle));
        }
    progress.expect(size);
    std::int64_t passed_over = 0;
    for (const auto& [path, bundle] : bundles)
        passed_over += BundleImport(*bundle, path, words, importer, progress).run();
    return passed_over;
}

} // namespace runlog::cli
