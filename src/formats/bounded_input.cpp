#include "bounded_input.hpp"

#include <utility>

namespace runlog::formats {

BoundedInput::BoundedInput(std::istream& in, std::size_t most, std::function<BadFile()> refusal)
    : in_(in), most_(most), refusal_(std::move(refusal)) {}

/// What is at hand, and no more: where the rest is damaged, what stands before it has been handed on.
std::size_t BoundedInput::fill() {
    if (at_end_ || traits_type::eq_int_type(in_.peek(), traits_type::eof())) return 0;
    const auto size = in_.readsome(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    if (size > 0) return static_cast<std::size_t>(size);
    buffer_[0] = static_cast<char>(in_.get());
    return 1;
}

BoundedInput::int_type BoundedInput::underflow() {
    if (gptr() < egptr()) return traits_type::to_int_type(*gptr());
    if (since_ > most_) throw refusal_();
    const std::size_t size = fill();
    if (size == 0) {
        at_end_ = true;
        return traits_type::eof();
    }
    since_ += size;
    setg(buffer_.data(), buffer_.data(), buffer_.data() + size);
    return traits_type::to_int_type(*gptr());
}

} // namespace runlog::formats
