#include "runlog/system/output.hpp"

#include "runlog/domain/error.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace runlog::system {

namespace {

constexpr std::size_t a_lot = 256 * 1024;

} // namespace

void Output::write(std::string_view text) {
    collected_ += text;
    if (collected_.size() >= a_lot) flush();
}

void Output::flush() {
    std::string_view rest = collected_;
    while (!rest.empty() && !closed_) {
        const auto written = ::write(descriptor_, rest.data(), rest.size());
        if (written >= 0) {
            rest.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno == EPIPE) {
            closed_ = true;
        } else if (errno != EINTR) {
            const int trouble = errno;
            collected_.clear();
            throw Error(fmt::format("The answer cannot be written: {}.", std::strerror(trouble)));
        }
    }
    collected_.clear();
}

} // namespace runlog::system
