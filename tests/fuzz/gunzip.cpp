#include "formats/packed.hpp"
#include "formats/scratch.hpp"
#include "fuzz/property.hpp"

#include <algorithm>
#include <sstream>

using namespace runlog;
namespace testing = formats::testing;

namespace {

/// Whether a stream that holds it is refused, be it packed or not: a zip cannot be read so.
bool is_zip(std::string_view text) {
    return text.starts_with("PK\3\4") || text.starts_with("PK\5\6");
}

bool is_gzip(std::string_view text) {
    return text.starts_with("\x1f\x8b");
}

/// What came of a stream until it ended, well or not.
struct Read {
    std::string text;
    bool refused = false;
    bool operator==(const Read&) const = default;
};

/// Reads pieces of that many bytes, and not what cannot be had without failing.
Read read(const std::string& bytes, std::size_t piece) {
    std::istringstream in(bytes);
    const auto bundle = formats::bundle_of(in, "stream");
    Read read;
    std::string some(piece, '\0');
    read.refused = !fuzz::accepted([&] {
        const auto input = bundle->open(bundle->entries().front());
        auto& stream = *input->stream().rdbuf();
        while (stream.sgetc() != std::streambuf::traits_type::eof()) {
            const auto got =
                stream.sgetn(some.data(), std::min(stream.in_avail(), static_cast<std::streamsize>(piece)));
            read.text.append(some, 0, static_cast<std::size_t>(got));
        }
        fuzz::require(read.text.starts_with(input->beginning()), "a file begins with its beginning");
        fuzz::require(input->consumed() == bytes.size(), "at its end all was consumed");
        return true;
    });
    return read;
}

/// The same by plain zlib, all at once; without the text where it is refused.
Read unpacked(const std::string& bytes) {
    Read read;
    z_stream inflater{};
    fuzz::require(inflateInit2(&inflater, testing::as_gzip) == Z_OK, "zlib is there");
    inflater.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    inflater.avail_in = static_cast<uInt>(bytes.size());
    std::string some(1 << 20, '\0');
    for (bool ended = false; !ended && !read.refused;) {
        inflater.next_out = reinterpret_cast<Bytef*>(some.data());
        inflater.avail_out = static_cast<uInt>(some.size());
        const int told = inflate(&inflater, Z_NO_FLUSH);
        read.text.append(some, 0, some.size() - inflater.avail_out);
        read.refused = told != Z_OK && told != Z_STREAM_END;
        if (told != Z_STREAM_END) continue;
        const auto* end = inflater.next_in + inflater.avail_in;
        const auto* next = std::find_if(inflater.next_in, const_cast<Bytef*>(end), [](Bytef b) { return b != 0; });
        inflater.avail_in = static_cast<uInt>(end - next);
        inflater.next_in = const_cast<Bytef*>(next);
        ended = next == end;
        inflateReset(&inflater);
    }
    inflateEnd(&inflater);
    return read;
}

void check_as_file(const std::string& bytes) {
    const Read whole = read(bytes, 1 << 16);
    fuzz::require(read(bytes, 1000) == whole, "it does not matter how a stream is read");
    if (!is_gzip(bytes)) {
        fuzz::require(whole.refused == is_zip(bytes), "what is not compressed is no trouble");
        fuzz::require(whole.refused || whole.text == bytes, "and left as it is");
        return;
    }
    const Read expected = unpacked(bytes);
    if (expected.text.size() > 60'000'000) return; // a bomb
    if (is_gzip(expected.text) || is_zip(expected.text))
        fuzz::require(whole.refused, "what is compressed twice is refused");
    else
        fuzz::require(whole.refused == expected.refused, "what zlib refuses is refused, and nothing else");
    fuzz::require(expected.text.starts_with(whole.text), "nothing is yielded but what was packed");
    fuzz::require(whole.refused || whole.text == expected.text, "and all of that");
}

void check_as_contents(const std::string& text) {
    const std::size_t middle = text.size() / 2;
    const std::string bytes = testing::gzip(text.substr(0, middle)) + testing::gzip(text.substr(middle));
    const bool twice = is_gzip(text) || is_zip(text);
    const Read whole = read(bytes, 1 << 16);
    fuzz::require(whole.refused == twice, "what was packed can be unpacked");
    fuzz::require(twice || whole.text == text, "and is the same");
    const Read cut = read(bytes.substr(0, bytes.size() - 1 - text.size() % 8), 1 << 16);
    fuzz::require(cut.refused, "a file cut short is refused");
    fuzz::require(text.starts_with(cut.text), "of which the beginning is yielded");
}

} // namespace

/// Once as a file that comes in, and once as what such a file holds.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(fuzz::text_of(data, size));
    check_as_file(bytes);
    check_as_contents(bytes);
    return 0;
}
