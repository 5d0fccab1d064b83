#include "zip.hpp"

#include "entries.hpp"
#include "inflater.hpp"
#include "zip_end.hpp"
#include "zip_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace runlog::formats {

namespace {

constexpr unsigned encrypted = 1; // a flag
constexpr unsigned as_it_is = 0;  // methods
constexpr unsigned deflated = 8;

/// The bytes of one entry, unpacked.
class EntrySource final : public Source {
public:
    EntrySource(std::shared_ptr<const OpenFile> zip, const ZipPlace& place) : zip_(std::move(zip)), place_(place) {
        if ((place_.flags & encrypted) != 0) throw BadFile("It is encrypted.", unpack_first);
        if (place_.method != as_it_is && place_.method != deflated)
            throw BadFile("It is compressed in a way that runlog does not know.", unpack_first);
        find_bytes();
        if (place_.method == deflated)
            inflater_.emplace(Inflater::Kind::bare, [this](char* to, std::size_t size) { return stored(to, size); });
    }

    std::size_t read(char* to, std::size_t size) override {
        const std::size_t got = inflater_ ? inflater_->read(to, size) : stored(to, size);
        out_ += got;
        crc_ = crc32(crc_, reinterpret_cast<const Bytef*>(to), static_cast<uInt>(got));
        if (got == 0) check_end();
        check_swelling(out_, consumed_);
        return got;
    }

    std::uint64_t consumed() const override { return consumed_; }

private:
    /// They stand behind a header of their own, which the list repeats but for the length of two texts.
    void find_bytes() {
        constexpr std::size_t header_size = 30;
        const std::string header = bytes_at(*zip_, place_.header, header_size);
        if (header.size() < header_size || !header.starts_with("PK\3\4")) throw damaged();
        position_ = place_.header + header_size + number_at(header, 26, 2) + number_at(header, 28, 2);
    }

    static BadFile damaged() { return BadFile("It is damaged.", fetch_again); }

    std::size_t stored(char* to, std::size_t size) {
        const auto left = place_.stored_size - consumed_;
        const std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(size, left));
        if (wanted == 0) return 0;
        const std::size_t got = zip_->read_at(position_ + consumed_, to, wanted);
        if (got == 0) throw BadFile("It ends in the middle.", fetch_again);
        consumed_ += got;
        return got;
    }

    void check_end() const {
        if (out_ != place_.unpacked_size) throw damaged();
        if (crc_ != place_.crc) throw BadFile("It is damaged: its check sum is wrong.", fetch_again);
    }

    std::shared_ptr<const OpenFile> zip_;
    ZipPlace place_;
    std::uint64_t position_ = 0; ///< of the stored bytes
    std::uint64_t consumed_ = 0;
    std::uint64_t out_ = 0;
    uLong crc_ = 0;
    std::optional<Inflater> inflater_;
};

class Zip final : public Bundle {
public:
    Zip(std::string path, std::shared_ptr<const OpenFile> file) : path_(std::move(path)), file_(std::move(file)) {
        for (auto& found : entries_of_zip(*file_)) {
            entries_.push_back(std::move(found.entry));
            places_.push_back(found.place);
        }
    }

    const std::vector<Entry>& entries() const override { return entries_; }
    std::string place_of(const Entry& entry) const override { return fmt::format("{}: {}", path_, entry.name); }

    std::unique_ptr<Input> open(const Entry& entry) const override {
        return input_from(std::make_unique<EntrySource>(file_, places_[index_of(entries_, entry.name)]));
    }

private:
    std::string path_;
    std::shared_ptr<const OpenFile> file_;
    std::vector<Entry> entries_;
    std::vector<ZipPlace> places_; ///< of the entries, in their order
};

} // namespace

bool is_zip(std::string_view beginning) {
    return beginning.starts_with("PK\3\4") || beginning.starts_with("PK\5\6");
}

std::unique_ptr<Bundle> open_zip(const std::filesystem::path& path, std::shared_ptr<const OpenFile> file) {
    return std::make_unique<Zip>(path.string(), std::move(file));
}

} // namespace runlog::formats
