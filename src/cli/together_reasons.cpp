#include "table.hpp"
#include "together_words.hpp"
#include "wording.hpp"

#include <fmt/format.h>

#include <cmath>

/// Why a difference is told, or none: which runs were held against each other.
namespace runlog::cli {

namespace {

void say_wrapped(Context& context, const std::string& text) {
    context.print(wrapped(text, context.width(), 2));
}

/// `5:44`, without the unit.
std::string pace_number(const ComparedRun& run, Unit unit) {
    const std::string text = pace_text(run.distance, run.duration, unit);
    return text.substr(0, text.find(' '));
}

std::string balance_sentence(const InCompany& one) {
    double days = 0;
    double length = 0;
    for (const auto& pair : one.pairs) {
        days += static_cast<double>((pair.alone.day - pair.together.day).count());
        length += std::log(static_cast<double>(pair.alone.distance.value) /
                           static_cast<double>(pair.together.distance.value));
    }
    const auto pairs = static_cast<double>(one.pairs.size());
    const double longer = percent(length / pairs);
    return fmt::format("On average the run alone came {:.1f} days {} and was {:.1f} % {}.", std::abs(days / pairs),
                       days < 0 ? "before" : "after", std::abs(longer), longer < 0 ? "shorter" : "longer");
}

std::string pairing_sentence(const InCompany& one) {
    return fmt::format("Of {} together with distance and time, {} found a run alone to be held against: at most a "
                       "fifth longer or shorter and six weeks away, the closest in days first, then in length.",
                       counted(one.together_measured, "run", "runs"), one.pairs.size());
}

std::string interval_sentence(std::size_t rank, std::size_t pairs) {
    return fmt::format(
        "The middle difference is told, and beside it numbers {} and {} of them in their order: the true "
        "one lies between two such in at least 95 of 100 cases.",
        rank, pairs + 1 - rank);
}

void print_pairs(Context& context, const Told& told, const InCompany& one) {
    const auto right = Table::Align::right;
    const std::string pace = told.unit == Unit::km ? "/KM" : "/MI";
    Table table({{"TOGETHER"}, {"", right}, {pace, right}, {"ALONE"}, {"", right}, {pace, right}, {"FASTER", right}});
    for (const auto& pair : one.pairs)
        table.add({short_text(pair.together.day, told.today), to_text(pair.together.distance, told.unit),
                   pace_number(pair.together, told.unit), short_text(pair.alone.day, told.today),
                   to_text(pair.alone.distance, told.unit), pace_number(pair.alone, told.unit),
                   fmt::format("{:+.1f} %", percent(pair.faster))});
    context.print(table.render(context.around().colour, context.glyphs().ellipsis, context.width()));
}

} // namespace

void print_reasons(Context& context, const Told& told, const InCompany& one) {
    say_wrapped(context, counts_sentence(told, one));
    if (one.together_measured > 0) say_wrapped(context, pairing_sentence(one));
    if (one.pairs.empty()) return;
    say_wrapped(context, balance_sentence(one));
    const auto rank = interval_rank(one.pairs.size(), coverage_of_members);
    if (one.comparison.difference && rank) say_wrapped(context, interval_sentence(*rank, one.pairs.size()));
    print_pairs(context, told, one);
}

} // namespace runlog::cli
