#include "inflater.hpp"

#include "input.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace runlog::formats {

namespace {

BadFile no_memory() {
    return BadFile("There is no memory left to unpack it.");
}

} // namespace

Inflater::Inflater(Kind kind, Refill refill) : refill_(std::move(refill)) {
    constexpr int with_gzip_header = 16;
    const int window = kind == Kind::gzip ? MAX_WBITS + with_gzip_header : -MAX_WBITS;
    if (inflateInit2(&stream_, window) != Z_OK) throw no_memory();
}

Inflater::~Inflater() {
    inflateEnd(&stream_);
}

std::size_t Inflater::read(char* to, std::size_t size) {
    const auto room = static_cast<uInt>(std::min<std::size_t>(size, std::numeric_limits<uInt>::max()));
    stream_.next_out = reinterpret_cast<Bytef*>(to);
    stream_.avail_out = room;
    while (stream_.avail_out == room && !ended_) step();
    return room - stream_.avail_out;
}

bool Inflater::begin_another() {
    if (stream_.avail_in == 0) refill();
    while (stream_.avail_in > 0 && *stream_.next_in == 0) {
        ++stream_.next_in;
        if (--stream_.avail_in == 0) refill();
    }
    if (stream_.avail_in == 0) return false;
    ended_ = false;
    return inflateReset(&stream_) == Z_OK;
}

void Inflater::refill() {
    stream_.avail_in = static_cast<uInt>(refill_(packed_.data(), packed_.size()));
    stream_.next_in = reinterpret_cast<Bytef*>(packed_.data());
}

void Inflater::step() {
    if (stream_.avail_in == 0) refill();
    switch (inflate(&stream_, Z_NO_FLUSH)) {
    case Z_OK: return;
    case Z_STREAM_END: ended_ = true; return;
    case Z_BUF_ERROR: throw BadFile("It ends in the middle.", fetch_again); // it wants more, and there is none
    case Z_MEM_ERROR: throw no_memory();
    default: throw BadFile("It is damaged.", fetch_again);
    }
}

} // namespace runlog::formats
