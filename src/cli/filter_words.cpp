#include "filter_words.hpp"

#include "lookup.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/store/people.hpp"

#include <fmt/format.h>

namespace runlog::cli {

namespace {

void check_one_beginning(const std::string& since, const std::string& last) {
    if (!last.empty() && !since.empty())
        throw Error("--since and --last both say where to begin.", "Leave one of them out.");
}

} // namespace

void declare_filters(CLI::App& app, FilterWords& words) {
    app.add_option("--member", words.members, "Only runs of these people")->type_name(kind::members)->join(',');
    app.add_option("--group", words.group, "Only runs with this group")->type_name(kind::group);
    app.add_option("--tag", words.tag, "Only runs with this tag")->type_name(kind::tags);
    app.add_option("--since", words.since, "From this day on")->type_name(kind::day);
    app.add_option("--until", words.until, "Up to and on this day")->type_name(kind::day);
    app.add_option("--last", words.last, "The last while: 30d, 4w, 6m, 1y")->type_name("LENGTH");
}

void declare_window(CLI::App& app, WindowWords& words, std::string_view usual) {
    app.add_option("--since", words.since, "From this day on")->type_name(kind::day);
    app.add_option("--last", words.last, fmt::format("The last while: 30d, 4w, 6m ({} if not said)", usual))
        ->type_name("LENGTH");
}

Day window_from(const WindowWords& words, LocalTime now, Day today, std::string_view usual) {
    check_one_beginning(words.since, words.last);
    if (words.since.empty()) return window_start(words.last.empty() ? usual : std::string_view(words.last), today);
    const Day since = parse_when(words.since, now, Tense::past).day;
    if (since > today)
        throw Error(fmt::format("{} comes after {}, so no day is left.", long_text(since), long_text(today)),
                    "Say an earlier day with --since.");
    return since;
}

store::RunFilter filter_from(Context& context, const FilterWords& words) {
    const auto& log = context.log();
    const LocalTime now = context.now_for(store::owner(log));
    store::RunFilter filter;
    for (const auto& member : members_called(log, words.members)) filter.members.push_back(member.id);
    if (!words.group.empty()) filter.group = group_called(log, words.group).id;
    if (!words.tag.empty()) filter.tag = words.tag;
    if (!words.since.empty()) filter.since = parse_when(words.since, now, Tense::past).day;
    if (!words.until.empty()) filter.until = parse_when(words.until, now, Tense::past).day;
    check_one_beginning(words.since, words.last);
    if (!words.last.empty()) filter.since = window_start(words.last, date::floor<date::days>(now));
    if (filter.since && filter.until && *filter.since > *filter.until)
        throw Error("--since lies after --until, so no day is left.", "Swap them.");
    return filter;
}

} // namespace runlog::cli
