#include "bars.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace runlog::cli {

namespace {

constexpr std::size_t steps = 8;
constexpr std::array<std::string_view, steps> lying{"▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"};
constexpr std::array<std::string_view, steps> standing{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
constexpr std::array<std::string_view, steps> plain{"1", "2", "3", "4", "5", "6", "7", "8"};

/// From 0, only for nothing, to `most`.
std::size_t step_of(double part, std::size_t most) {
    if (part <= 0) return 0;
    const auto step = static_cast<std::size_t>(std::lround(part * static_cast<double>(most)));
    return std::clamp(step, std::size_t{1}, most);
}

} // namespace

std::string bar(double part, std::size_t width, bool unicode) {
    if (!unicode) return std::string(step_of(part, width), '#');
    const std::size_t eighths = step_of(part, width * steps);
    std::string text;
    for (std::size_t i = 0; i < eighths / steps; ++i) text += lying.back();
    if (eighths % steps > 0) text += lying[eighths % steps - 1];
    return text;
}

std::string sparkline(std::span<const double> values, bool unicode) {
    const double most = values.empty() ? 0 : *std::max_element(values.begin(), values.end());
    std::string text;
    for (const double value : values) {
        const std::size_t step = most > 0 ? step_of(value / most, steps) : 0;
        if (step == 0)
            text += unicode ? "·" : ".";
        else
            text += unicode ? standing[step - 1] : plain[step - 1];
    }
    return text;
}

} // namespace runlog::cli
