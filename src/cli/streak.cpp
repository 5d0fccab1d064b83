#include "commands.hpp"
#include "context.hpp"
#include "json.hpp"
#include "lookup.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/promises.hpp"
#include "streaks.hpp"
#include "table.hpp"
#include "wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace runlog::cli {

namespace {

struct Words {
    std::vector<std::string> names;
    std::string group;
    std::string by;
    std::optional<std::string> as_of;
    bool why = false;
    bool json = false;
};

std::vector<By> cadences(const Words& words) {
    if (words.by == "day") return {By::day};
    if (words.by == "week") return {By::week};
    if (!words.by.empty())
        throw Error(fmt::format("'{}' is no way to count a streak.", words.by), "Use --by day or --by week.");
    return {By::day, By::week};
}

std::vector<Member> people(Context& context, const Words& words) {
    const auto& log = context.log();
    if (!words.group.empty()) {
        const Group group = group_called(log, words.group);
        auto members = members_in(log, group, context.today_for(store::owner(log)));
        if (members.empty())
            throw Error(fmt::format("Nobody is in {}.", name_of(group)),
                        fmt::format("Put people in: runlog group join {} NAMES", group.handle));
        return members;
    }
    if (words.names.empty()) return {store::owner(log)};
    std::vector<std::string> handles;
    for (const auto& name : words.names)
        for (const auto& handle : split_list(name)) handles.push_back(handle);
    return members_called(log, handles);
}

std::vector<StreakReport> reports_on(Context& context, const Member& member, const Words& words) {
    const auto& log = context.log();
    const auto& settings = context.settings();
    const Day today = context.today_for(member);
    auto reports = streaks_of(log, member, store::promises(log, member.id), cadences(words), today, settings);
    for (auto& report : reports) {
        report.is_now = today == date::floor<date::days>(context.now_for(member));
        if (words.json || words.why) add_best(report, log, settings);
        if (words.why) add_reasons(report, log, settings, context.glyphs());
    }
    return reports;
}

Tone tone_of(StreakState state) {
    switch (state) {
    case StreakState::kept: return Tone::good;
    case StreakState::open: return Tone::warning;
    case StreakState::lost: return Tone::bad;
    case StreakState::paused:
    case StreakState::broken: break;
    }
    return Tone::faint;
}

void print_table(Context& context, const std::vector<StreakReport>& reports) {
    Table table({{"", Table::Align::left, 20}, {""}, {"", Table::Align::right}, {""}, {""}});
    const Member* last = nullptr;
    for (const auto& report : reports) {
        const bool again = last && last->id == report.member.id;
        last = &report.member;
        const Streak& streak = report.streak;
        table.add({again ? "" : name_of(report.member),
                   std::string(to_text(streak.by)),
                   length_text(streak.by, streak.length()),
                   {std::string(to_text(streak.state)), tone_of(streak.state)},
                   streak_detail(streak, report.today, report.is_now)});
    }
    context.print(table.render(context.around().colour, context.glyphs().ellipsis));
}

void print_reasons(Context& context, const StreakReport& report) {
    for (const auto& sentence : report.why) context.say("  " + sentence);
    if (report.best)
        context.say(fmt::format("  The best was {}, {} to {}.", length_text(report.streak.by, report.best->length),
                                long_text(report.best->start), long_text(report.best->end)));
}

int streak(Context& context, const Words& words) {
    context.set_as_of(words.as_of);
    std::vector<StreakReport> reports;
    const auto members = people(context, words);
    context.settings();
    for (const auto& member : members)
        for (auto& report : reports_on(context, member, words)) reports.push_back(std::move(report));
    if (words.json) {
        Json list = Json::array();
        for (const auto& report : reports) list.push_back(to_json(report));
        print_json(context, Json{{"as_of", iso(reports.front().today)}, {"streaks", list}});
    } else if (words.why) {
        for (const auto& report : reports) {
            print_table(context, {report});
            print_reasons(context, report);
        }
    } else {
        print_table(context, reports);
    }
    return 0;
}

} // namespace

Action declare_streak(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("NAMES", words->names, "Whose: yours if nobody is named")->type_name("");
    app.add_option("--group", words->group, "Everybody's in this group")->type_name(kind::group);
    app.add_option("--by", words->by, "Count by day or by week alone")->type_name("day|week");
    app.add_option("--as-of", words->as_of, "As it stood at the end of this day")->type_name(kind::day);
    app.add_flag("--why", words->why, "Say which rule, days and deadline decide");
    app.add_flag("--json", words->json, "Answer in JSON");
    app.footer("Examples:\n"
               "  runlog streak\n"
               "  runlog streak anna beth --by week\n"
               "  runlog streak --why --as-of sun");
    return acting(streak, words);
}

} // namespace runlog::cli
