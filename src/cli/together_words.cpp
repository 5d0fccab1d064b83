#include "together_words.hpp"

#include "table.hpp"
#include "wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace runlog::cli {

namespace {

constexpr std::size_t most_shown = 10;
constexpr std::string_view caution = "It goes with company, which does not make company the cause.";
constexpr std::string_view no_difference = "no difference that shows";

/// Half a difference would be another one: names give way.
const Table::Column difference_column{"TOGETHER", Table::Align::left, 40, Table::Wide::stays};

std::string_view direction(double faster) {
    return faster < 0 ? "slower" : "faster";
}

double size_of(double faster) {
    return std::abs(percent(faster));
}

/// `1.1 to 5.0 %`, the smaller difference first.
std::string range_words(const Median& difference) {
    const auto [least, most] = std::minmax({size_of(difference.low), size_of(difference.high)});
    return fmt::format("{:.1f} to {:.1f} %", least, most);
}

/// `3.2 % faster`, and how sure that is; or that there is nothing to tell.
std::string difference_words(const Comparison& comparison) {
    if (!comparison.difference) return "";
    const Median& difference = *comparison.difference;
    if (!shows(difference)) return std::string(no_difference);
    return fmt::format("{:.1f} % {} ({})", size_of(difference.value), direction(difference.value),
                       range_words(difference));
}

std::string pairs_words(std::size_t pairs) {
    const std::string count = pairs == 0 ? "no pair" : counted(static_cast<std::int64_t>(pairs), "pair", "pairs");
    return count + " of runs alike in length and season";
}

/// The difference in a sentence, told of `who`; `gain` is what it makes for a kilometre.
std::string difference_sentence(const std::string& who, const Median& difference,
                                const std::optional<std::string>& gain) {
    if (!shows(difference))
        return fmt::format("Together {} ran from {:.1f} % {} to {:.1f} % {} than alone: {}.", who,
                           size_of(difference.low), difference.low > 0 ? "faster" : "slower", size_of(difference.high),
                           difference.high < 0 ? "slower" : "faster", no_difference);
    return fmt::format("Together {} ran {:.1f} % {} than alone ({}){}.", who, size_of(difference.value),
                       direction(difference.value), range_words(difference), gain ? ", " + *gain : "");
}

/// What more would be needed to tell a difference.
std::string_view lacking(const InCompany& one) {
    constexpr int enough = fewest_pairs;
    const bool alone = one.alone_measured < enough;
    const bool together = one.together_measured < enough;
    if (alone && together) return "runs both alone and together, with distance and time";
    if (alone) return "runs alone, with distance and time";
    if (together) return "runs together, with distance and time";
    return "runs alone as long as those together, at most six weeks apart";
}

std::string too_few_sentence(std::size_t pairs) {
    return fmt::format("Too few to tell a difference: {}, and it takes {}.", pairs_words(pairs), fewest_pairs);
}

void say_wrapped(Context& context, const std::string& text) {
    context.print(wrapped(text, context.width(), 0));
}

void print_table(Context& context, const Table& table) {
    context.print(table.render(context.around().colour, context.glyphs().ellipsis, context.width()));
}

/// Tells that a list goes on, where it does.
void print_rest(Context& context, std::size_t all, std::string_view one, std::string_view many) {
    if (all <= most_shown) return;
    context.say(
        fmt::format("{} not shown here: see --json.", counted(static_cast<std::int64_t>(all - most_shown), one, many)));
}

void print_companions(Context& context, const Told& told, const InCompany& one) {
    if (one.with.empty()) return;
    Table table({{"WITH", Table::Align::left, 30}, {"RUNS", Table::Align::right}, {"LAST"}, difference_column});
    for (std::size_t i = 0; i < std::min(one.with.size(), most_shown); ++i) {
        const Companion& other = one.with[i];
        table.add({name_of(told.people.at(other.member)), grouped(other.runs), short_text(other.last, told.today),
                   difference_words(other.comparison)});
    }
    context.say("");
    print_table(context, table);
    print_rest(context, one.with.size(), "more person is", "more people are");
}

bool tells_difference(const Comparison& comparison) {
    return comparison.difference && shows(*comparison.difference);
}

bool has_run(const InCompany& one) {
    return one.together + one.alone > 0;
}

/// A line for each who ran.
void print_lines(Context& context, const std::vector<InCompany>& members) {
    const auto right = Table::Align::right;
    Table table({{"WHO", Table::Align::left, 30},
                 {"IN COMPANY", right},
                 {"ALONE", right},
                 {"PAIRS", right},
                 difference_column});
    for (const auto& one : members)
        if (has_run(one))
            table.add({name_of(one.member), grouped(one.together), grouped(one.alone),
                       grouped(static_cast<std::int64_t>(one.pairs.size())), difference_words(one.comparison)});
    if (table.empty()) return;
    context.say("");
    print_table(context, table);
    const auto without =
        members.size() - static_cast<std::size_t>(std::count_if(members.begin(), members.end(), has_run));
    if (without > 0)
        context.say(fmt::format("{} without a run.",
                                counted(static_cast<std::int64_t>(without), "more person", "more people")));
}

} // namespace

std::string counts_sentence(const Told& told, const InCompany& one) {
    std::string text = fmt::format("Since {}: {} together, {} alone", short_text(told.since, told.today),
                                   counted(one.together, "run", "runs"), grouped(one.alone));
    if (one.unmeasured() > 0) text += fmt::format("; {} of them without distance or time", grouped(one.unmeasured()));
    return text + ".";
}

void print_one(Context& context, const Told& told, const InCompany& one, bool is_reader, bool why) {
    const std::string who = is_reader ? "you" : name_of(one.member);
    if (!has_run(one)) {
        context.say(fmt::format("No runs since {}.", short_text(told.since, told.today)));
        return;
    }
    if (const auto& difference = one.comparison.difference) {
        say_wrapped(context, difference_sentence(who, *difference, pace_gain_text(one, told.unit)));
        say_wrapped(context,
                    fmt::format("{}, since {}.", pairs_words(one.pairs.size()), short_text(told.since, told.today)));
        if (shows(*difference)) say_wrapped(context, std::string(caution));
    } else {
        say_wrapped(context, too_few_sentence(one.pairs.size()));
        if (!why) say_wrapped(context, counts_sentence(told, one));
        say_wrapped(context, fmt::format("Lacking: {}.", lacking(one)));
    }
    if (why) print_reasons(context, told, one);
    print_companions(context, told, one);
}

void print_all(Context& context, const Told& told, const std::vector<InCompany>& members, bool why) {
    const Comparison all = all_of(members);
    if (all.difference) {
        say_wrapped(context, difference_sentence("they", *all.difference, std::nullopt));
        say_wrapped(context, fmt::format("{}, each pair of one person, since {}.", pairs_words(all.pairs),
                                         short_text(told.since, told.today)));
    } else {
        say_wrapped(context, too_few_sentence(all.pairs));
    }
    if (tells_difference(all)) say_wrapped(context, std::string(caution));
    print_lines(context, members);
    const bool somebody_differs = std::any_of(members.begin(), members.end(),
                                              [](const InCompany& one) { return tells_difference(one.comparison); });
    if (somebody_differs && !tells_difference(all)) say_wrapped(context, std::string(caution));
    if (!why) return;
    for (const auto& one : members) {
        if (!has_run(one)) continue;
        context.say("");
        context.say(name_of(one.member));
        print_reasons(context, told, one);
    }
}

void print_duos(Context& context, const Told& told, const std::vector<Duo>& duos) {
    if (duos.empty()) return;
    Table table(
        {{"WHO", Table::Align::left, 30}, {"WITH", Table::Align::left, 30}, {"RUNS", Table::Align::right}, {"LAST"}});
    for (std::size_t i = 0; i < std::min(duos.size(), most_shown); ++i)
        table.add({name_of(told.people.at(duos[i].one)), name_of(told.people.at(duos[i].other)), grouped(duos[i].runs),
                   short_text(duos[i].last, told.today)});
    context.say("");
    print_table(context, table);
    print_rest(context, duos.size(), "more pair of people is", "more pairs of people are");
}

void print_long_alone(Context& context, const Told& told, const std::vector<LongAlone>& all) {
    if (all.empty()) return;
    Table table({{"LONG WITHOUT COMPANY", Table::Align::left, 30}, {"LAST"}, {""}});
    for (const auto& one : all) {
        std::string last =
            fmt::format("none since {}", short_text(std::min(told.since, told.today - a_while), told.today));
        if (one.last)
            last = fmt::format("{}, {} weeks ago", short_text(*one.last, told.today),
                               (told.today - *one.last).count() / 7);
        std::string remark = one.remote ? "runs elsewhere" : "";
        if (one.on_leave)
            remark =
                one.leave_ends ? fmt::format("on leave until {}", short_text(*one.leave_ends, told.today)) : "on leave";
        table.add({name_of(one.member), last, remark});
    }
    context.say("");
    print_table(context, table);
    const bool somebody_could =
        std::any_of(all.begin(), all.end(), [](const LongAlone& one) { return !one.remote && !one.on_leave; });
    if (somebody_could) context.say("Ask them along?");
}

} // namespace runlog::cli
