#pragma once

#include "runlog/formats/read_run.hpp"

#include <cstdint>
#include <filesystem>
#include <istream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace runlog::formats {

/// A file on its way in. What was compressed (`.gz`, an entry of a zip) comes out as it was before. Reading throws
/// BadFile where it is damaged, cut short, compressed twice, or swells beyond all measure; where the stream is told not
/// to throw, it goes bad instead.
class Input {
public:
    virtual ~Input() = default;

    /// Throws what goes wrong while reading (its `exceptions()` has badbit set).
    virtual std::istream& stream() = 0;

    /// The first `beginning_size` bytes (history.hpp), or all of a shorter file, as often as one likes: `stream` yields
    /// them all the same. Of a damaged file it is what came before the damage; throws BadFile where that is nothing.
    virtual std::string_view beginning() = 0;

    /// How many bytes of what is stored were read so far; goes up to the entry's `size`.
    virtual std::uint64_t consumed() const = 0;
};

/// Files that came together: a folder, a zip, or one file alone.
class Bundle {
public:
    virtual ~Bundle() = default;

    /// One file of it.
    struct Entry {
        std::string name; ///< within the bundle, with `/` between folders; of a file alone its name without folders
        std::uint64_t size = 0; ///< as it is stored, in bytes; 0 where that is unknown
    };

    /// Its files in the order of their names, bytewise. Hidden ones, and what zips of one system keep for itself
    /// (`__MACOSX/`), are left out, and so is what is no ordinary file, or a link that leads out of the folder, a link
    /// in a zip, and an entry of a zip whose name leads out of it (`../`, `/`, a backslash). Of several entries of one
    /// name the first is kept.
    virtual const std::vector<Entry>& entries() const = 0;

    /// How a person finds the entry again: `export.zip: activities/1.fit.gz`, `runs/1.gpx`, `run.fit`. Not yet
    /// printable.
    virtual std::string place_of(const Entry& entry) const = 0;

    /// Opens the entry of that name, one of `entries()`, as often as one likes; what comes in as a stream but once. It
    /// may outlive the bundle. Throws BadFile where there is no such entry, or where it cannot be opened, is encrypted,
    /// or compressed twice.
    virtual std::unique_ptr<Input> open(const Entry& entry) const = 0;
};

/// The folder, zip, file or pipe at `path`, recognised by content. Throws BadFile where it cannot be read, or holds
/// more than 1,000,000 files.
std::unique_ptr<Bundle> open_bundle(const std::filesystem::path& path);

/// One file that is a stream: standard input. It must outlive the bundle and what is opened of it. A zip that comes
/// this way is refused when it is opened: it is read from its end.
std::unique_ptr<Bundle> bundle_of(std::istream& in, std::string name);

} // namespace runlog::formats
