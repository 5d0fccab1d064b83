#include "input.hpp"

#include "gunzip.hpp"
#include "runlog/formats/history.hpp"

#include <exception>
#include <optional>
#include <streambuf>

namespace runlog::formats {

namespace {

/// Reads ahead from a source. The beginning stays where it is, so that it can be looked at whenever.
class Buffer final : public std::streambuf {
public:
    explicit Buffer(Source& source) : source_(source) {}

    std::string_view beginning() {
        if (!first_) {
            auto bytes = room();
            const std::size_t size = fill(bytes.get());
            first_ = std::move(bytes);
            beginning_ = {first_.get(), size};
            setg(first_.get(), first_.get(), first_.get() + size);
        }
        return beginning_;
    }

protected:
    int_type underflow() override {
        if (!first_)
            beginning();
        else if (!ended_)
            read_on();
        return gptr() == egptr() ? traits_type::eof() : traits_type::to_int_type(*gptr());
    }

private:
    static std::unique_ptr<char[]> room() { return std::make_unique_for_overwrite<char[]>(beginning_size); }

    void read_on() {
        if (!rest_) rest_ = room();
        const std::size_t size = fill(rest_.get());
        setg(rest_.get(), rest_.get(), rest_.get() + size);
    }

    /// As many bytes as there is room for. What goes wrong behind the first of them is told once they are read: until
    /// there the file is sound.
    std::size_t fill(char* to) {
        if (trouble_) std::rethrow_exception(trouble_);
        std::size_t size = 0;
        try {
            while (size < beginning_size && !ended_) {
                const std::size_t got = source_.read(to + size, beginning_size - size);
                ended_ = got == 0;
                size += got;
            }
        } catch (...) {
            trouble_ = std::current_exception();
            if (size == 0) throw;
        }
        return size;
    }

    Source& source_;
    std::unique_ptr<char[]> first_;
    std::unique_ptr<char[]> rest_;
    std::string_view beginning_;
    bool ended_ = false;
    std::exception_ptr trouble_;
};

class SourceInput final : public Input {
public:
    explicit SourceInput(std::unique_ptr<Source> source)
        : source_(std::move(source)), buffer_(*source_), stream_(&buffer_) {
        // Else a stream would keep to itself what was thrown, and end like a file that is read.
        stream_.exceptions(std::ios::badbit);
    }

    std::istream& stream() override { return stream_; }
    std::string_view beginning() override { return buffer_.beginning(); }
    std::uint64_t consumed() const override { return source_->consumed(); }

private:
    std::unique_ptr<Source> source_;
    Buffer buffer_;
    std::istream stream_;
};

} // namespace

std::unique_ptr<Input> input_from(std::unique_ptr<Source> source) {
    auto stored = std::make_unique<SourceInput>(std::move(source));
    if (!is_gzip(stored->beginning())) return stored;
    auto unpacked = std::make_unique<SourceInput>(gunzip(std::move(stored)));
    if (is_gzip(unpacked->beginning()))
        throw BadFile("It is compressed twice.", "Unpack it, and import what comes out.");
    return unpacked;
}

void check_swelling(std::uint64_t out, std::uint64_t stored) {
    constexpr std::uint64_t harmless = 64 * 1024 * 1024;
    constexpr std::uint64_t honest = 250; // times; tables of runs shrink to a tenth, the most even ones to a fiftieth
    if (out > harmless && out / honest > stored)
        throw BadFile("It swells beyond all measure.", "Unpack it, and look what comes out, before you import it.");
}

} // namespace runlog::formats
