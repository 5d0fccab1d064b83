#include "progress.hpp"

#include "wording.hpp"

#include <fmt/format.h>

#include <cmath>

namespace runlog::cli {

namespace {

constexpr double pause = 0.2; // seconds

std::string time_text(double seconds) {
    const auto whole = static_cast<std::int64_t>(std::ceil(seconds));
    return whole < 120 ? fmt::format("{} s", whole) : fmt::format("{} min", (whole + 59) / 60);
}

} // namespace

std::string progress_text(std::int64_t runs, std::uint64_t done, std::uint64_t expected, double seconds) {
    std::string text = counted(runs, "run", "runs");
    if (seconds > 0) text += fmt::format(", {} a second", grouped(std::llround(static_cast<double>(runs) / seconds)));
    if (done > 0 && done < expected && seconds > 0) {
        const double left = static_cast<double>(expected - done) / static_cast<double>(done) * seconds;
        // What nobody waits for is not worth a number.
        if (left < 100 * 3600.0) text += fmt::format(", {} left", time_text(left));
    }
    return text;
}

void Progress::tell(std::int64_t runs, std::uint64_t bytes) {
    if (!context_.around().error_terminal) return;
    const double seconds = watch_.elapsed().count();
    if (seconds < next_) return;
    next_ = seconds + pause;
    context_.overwrite(progress_text(runs, finished_ + bytes, expected_, seconds));
    shown_ = true;
}

Progress::~Progress() {
    if (!shown_) return;
    try {
        context_.overwrite("");
    } catch (const std::exception&) {
        // Nobody reads there any more, and nothing is lost.
    }
}

} // namespace runlog::cli
