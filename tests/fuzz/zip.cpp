#include "formats/packed.hpp"
#include "formats/scratch.hpp"
#include "fuzz/property.hpp"

#include <algorithm>

#include <sys/mman.h>

using namespace runlog;
namespace testing = formats::testing;

namespace {

constexpr std::size_t most_read = 1 << 20; ///< of one entry
constexpr std::size_t most_opened = 50;    ///< entries
constexpr std::size_t longest_name = 0xffff;

/// A file without a place on any disk.
class MemoryFile {
public:
    explicit MemoryFile(const std::string& bytes) : descriptor_(::memfd_create("runlog-fuzz", MFD_CLOEXEC)) {
        fuzz::require(descriptor_ >= 0 &&
                          ::write(descriptor_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()),
                      "there is memory for a file");
    }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    ~MemoryFile() { ::close(descriptor_); }

    std::filesystem::path path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

private:
    int descriptor_;
};

/// What the entry yields; nothing where it is refused.
std::optional<std::string> contents(const formats::Bundle& bundle, const formats::Bundle::Entry& entry) {
    return fuzz::accepted([&] {
        const auto input = bundle.open(entry);
        std::string text;
        auto& stream = *input->stream().rdbuf();
        while (text.size() < most_read && stream.sgetc() != std::streambuf::traits_type::eof()) {
            const auto begin = text.size();
            text.resize(begin + static_cast<std::size_t>(stream.in_avail()));
            stream.sgetn(text.data() + begin, stream.in_avail());
        }
        fuzz::require(text.starts_with(input->beginning()), "a file begins with its beginning");
        fuzz::require(input->consumed() <= entry.size, "no more is consumed than is there");
        return text;
    });
}

void check_name(const std::string& name) {
    for (const auto& part : fuzz::split(name, '/'))
        fuzz::require(!part.empty() && part[0] != '.' && part != "__MACOSX", "a name leads to a place within the zip");
    fuzz::require(name.find('\\') == std::string::npos, "on every system");
}

void check_zip(const std::string& bytes) {
    const MemoryFile file(bytes);
    const auto bundle = fuzz::accepted([&] { return formats::open_bundle(file.path()); });
    if (!bundle || !bytes.starts_with("PK")) return;
    const auto& entries = (*bundle)->entries();
    std::uint64_t stored = 0;
    for (const auto& entry : entries) {
        check_name(entry.name);
        stored += entry.size;
    }
    fuzz::require(stored <= bytes.size(), "no two entries share their bytes");
    const auto in_order = [](const auto& a, const auto& b) { return a.name < b.name; };
    fuzz::require(std::is_sorted(entries.begin(), entries.end(), in_order), "entries are in order");
    for (std::size_t i = 0; i < std::min(entries.size(), most_opened); ++i) {
        fuzz::require(i == 0 || entries[i - 1].name != entries[i].name, "and have names of their own");
        fuzz::require(contents(**bundle, entries[i]) == contents(**bundle, entries[i]), "and stay as they are");
    }
}

std::string without_dots(std::string name) {
    while (name.starts_with("./")) name.erase(0, 2);
    return name;
}

/// A zip whose entries hold their own names.
void check_names(const std::vector<std::string>& names) {
    testing::Zip zip;
    for (const auto& name : names)
        zip.add(name.size() % 2 == 0 ? testing::stored(name, name) : testing::deflated(name, name));
    const std::string bytes = zip.bytes();
    const MemoryFile file(bytes);
    const auto bundle = formats::open_bundle(file.path());
    for (const auto& entry : bundle->entries()) {
        if (entry.name.starts_with("\x1f\x8b")) continue;
        const auto text = contents(*bundle, entry);
        fuzz::require(text.has_value(), "what was packed can be unpacked");
        fuzz::require(without_dots(*text) == entry.name, "and is the same");
    }
    const auto is_plain = [](char c) { return c >= 'a' && c <= 'z'; };
    for (const auto& name : names)
        if (!name.empty() && std::all_of(name.begin(), name.end(), is_plain))
            fuzz::require(contents(*bundle, {name, bytes.size()}).has_value(), "a plain name is found");
}

} // namespace

/// Once as a zip, and once as the names of what is in one.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(fuzz::text_of(data, size));
    check_zip(bytes);
    auto names = fuzz::split(bytes, '\n');
    if (names.size() > most_opened) names.resize(most_opened);
    for (auto& name : names) name.resize(std::min(name.size(), longest_name));
    check_names(names);
    return 0;
}
