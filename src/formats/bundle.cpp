#include "runlog/formats/bundle.hpp"

#include "entries.hpp"
#include "folder.hpp"
#include "input.hpp"
#include "open_file.hpp"
#include "zip.hpp"

#include <array>
#include <utility>

namespace runlog::formats {

namespace {

/// One file that can be read as often as one likes.
class OneFile final : public Bundle {
public:
    OneFile(const std::filesystem::path& path, std::shared_ptr<const OpenFile> file)
        : path_(path.string()), file_(std::move(file)), entries_{{path.filename().string(), file_->size()}} {}

    const std::vector<Entry>& entries() const override { return entries_; }
    std::string place_of(const Entry&) const override { return path_; }

    std::unique_ptr<Input> open(const Entry& entry) const override {
        index_of(entries_, entry.name);
        return input_from(source_of(file_));
    }

private:
    std::string path_;
    std::shared_ptr<const OpenFile> file_;
    std::vector<Entry> entries_;
};

/// What comes in but once.
class OneStream final : public Bundle {
public:
    OneStream(std::string name, std::string place, std::unique_ptr<Source> source)
        : place_(std::move(place)), source_(std::move(source)), entries_{{std::move(name), 0}} {}

    const std::vector<Entry>& entries() const override { return entries_; }
    std::string place_of(const Entry&) const override { return place_; }

    std::unique_ptr<Input> open(const Entry& entry) const override {
        index_of(entries_, entry.name);
        if (!source_) throw BadFile("It comes in as a stream, and was read before.", "Save it as a file first.");
        auto input = input_from(std::move(source_));
        if (is_zip(input->beginning()))
            throw BadFile("It is a zip, which cannot be read while it comes in.", "Save it as a file first.");
        return input;
    }

private:
    std::string place_;
    mutable std::unique_ptr<Source> source_; ///< until it is opened
    std::vector<Entry> entries_;
};

class StreamSource final : public Source {
public:
    explicit StreamSource(std::istream& in) : in_(in) {}

    std::size_t read(char* to, std::size_t size) override {
        const auto got = static_cast<std::size_t>(in_.rdbuf()->sgetn(to, static_cast<std::streamsize>(size)));
        consumed_ += got;
        return got;
    }

    std::uint64_t consumed() const override { return consumed_; }

private:
    std::istream& in_;
    std::uint64_t consumed_ = 0;
};

} // namespace

std::unique_ptr<Bundle> open_bundle(const std::filesystem::path& path) {
    auto file = std::make_shared<const OpenFile>(path);
    if (file->is_folder()) return open_folder(path);
    if (!file->is_ordinary())
        return std::make_unique<OneStream>(path.filename().string(), path.string(), source_of(std::move(file)));
    std::array<char, 4> beginning{};
    const std::size_t size = file->read_at(0, beginning.data(), beginning.size());
    if (is_zip({beginning.data(), size})) return open_zip(path, std::move(file));
    return std::make_unique<OneFile>(path, std::move(file));
}

std::unique_ptr<Bundle> bundle_of(std::istream& in, std::string name) {
    return std::make_unique<OneStream>(name, name, std::make_unique<StreamSource>(in));
}

} // namespace runlog::formats
