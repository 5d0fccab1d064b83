#include "commands.hpp"
#include "context.hpp"
#include "json.hpp"
#include "lookup.hpp"
#include "roll.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/promises.hpp"
#include "streak_words.hpp"
#include "streaks.hpp"
#include "wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace runlog::cli {

namespace {

struct Words {
    std::vector<std::string> names;
    std::string group;
    std::string by;
    std::optional<std::string> as_of;
    bool chapters = false;
    bool why = false;
    bool json = false;

    Details details() const { return {json || why, why}; }
};

std::vector<By> cadences(const Words& words) {
    const std::vector<By> all{By::day, By::week, By::session, By::group, By::crew};
    if (words.by.empty()) return all;
    for (const By by : all)
        if (words.by == to_text(by)) return {by};
    throw Error(fmt::format("'{}' is no way to count a streak.", words.by),
                "Use --by day, week or session; group or crew for a group's own.");
}

/// Collects the streaks that were asked for, each group's roll read once.
class Collector {
public:
    Collector(Context& context, const Words& words)
        : context_(context), words_(words), by_(cadences(words)), settings_(settings_of(context)) {}

    std::vector<StreakReport> collect() {
        if (words_.group.empty()) {
            for (const auto& member : people()) add_member(member, groups_of(member));
            if (words_.by == "group" || words_.by == "crew")
                for (auto& roll : rolls_of(context_, "", words_.chapters)) add_own(*roll);
        } else {
            for (auto& roll : rolls_of(context_, words_.group, words_.chapters)) add_group(*roll);
        }
        return std::move(reports_);
    }

private:
    static const store::Settings& settings_of(Context& context) {
        context.log();
        return context.settings();
    }

    bool wants(By by) const { return std::find(by_.begin(), by_.end(), by) != by_.end(); }

    std::vector<Member> people() {
        const auto& log = context_.log();
        if (words_.names.empty()) return {store::owner(log)};
        std::vector<std::string> handles;
        for (const auto& name : words_.names)
            for (const auto& handle : split_list(name)) handles.push_back(handle);
        return members_called(log, handles);
    }

    std::vector<Roll*> groups_of(const Member& member) {
        std::vector<Roll*> all;
        if (!wants(By::session)) return all;
        for (const auto& row : store::memberships_of_member(context_.log(), member.id)) {
            if (!row.when.contains(context_.today_for(member))) continue;
            auto& roll = rolls_[row.group];
            if (!roll) roll = std::make_unique<Roll>(context_, context_.log(), group_called(context_.log(), row.group));
            if (roll->has_sessions()) all.push_back(roll.get());
        }
        return all;
    }

    void add_member(const Member& member, const std::vector<Roll*>& groups) {
        const auto& log = context_.log();
        const Day today = context_.today_for(member);
        auto own = by_;
        std::erase_if(own, [](By by) { return by != By::day && by != By::week; });
        const auto runs = runs_back(log, member, today);
        for (auto& report : streaks_of(*runs, member, store::promises(log, member.id), own, today, settings_)) {
            if (words_.details().best) add_best(report, log, settings_);
            if (words_.why) add_reasons(report, log, settings_, context_.glyphs());
            add(std::move(report), today == date::floor<date::days>(context_.now_for(member)));
        }
        for (Roll* roll : groups) add(session_streak_of(context_, *roll, member, words_.details()), is_now());
    }

    void add_group(Roll& roll) {
        auto members = roll.roster();
        if (!words_.names.empty()) {
            const auto named = people();
            std::erase_if(members, [&](const Member& member) {
                return std::none_of(named.begin(), named.end(), [&](const Member& one) { return one.id == member.id; });
            });
        }
        if (members.empty() && !words_.chapters)
            throw Error(
                fmt::format("{} is in {}.", words_.names.empty() ? "Nobody" : "None of them", name_of(roll.group())),
                fmt::format("Put people in: runlog group join {} NAMES", roll.group().handle));
        std::vector<Roll*> sessions;
        if (wants(By::session) && roll.has_sessions()) sessions.push_back(&roll);
        for (const auto& member : members) add_member(member, sessions);
        if (!members.empty() && words_.names.empty()) add_own(roll);
    }

    void add_own(Roll& roll) {
        if (wants(By::group) && roll.has_sessions()) add(group_streak_of(context_, roll, words_.details()), is_now());
        if (wants(By::crew)) add(crew_streak_of(context_, roll, settings_, words_.details()), is_now());
    }

    bool is_now() const {
        const Member owner = store::owner(context_.log());
        return context_.today_for(owner) == date::floor<date::days>(context_.now_for(owner));
    }

    void add(StreakReport report, bool is_now) {
        report.is_now = is_now;
        reports_.push_back(std::move(report));
    }

    Context& context_;
    const Words& words_;
    std::vector<By> by_;
    const store::Settings& settings_;
    std::map<std::string, std::unique_ptr<Roll>> rolls_;
    std::vector<StreakReport> reports_;
};

void print_reasons(Context& context, const StreakReport& report) {
    for (const auto& sentence : report.why) context.print(wrapped(sentence, context.width(), 2));
    if (report.best)
        context.say(fmt::format("  The best was {}, {} to {}.", length_text(report.streak.step, report.best->length),
                                long_text(report.best->start), long_text(report.best->end)));
}

int streak(Context& context, const Words& words) {
    context.set_as_of(words.as_of);
    const auto reports = Collector(context, words).collect();
    if (words.json) {
        const Day today = reports.empty() ? context.today_for(store::owner(context.log())) : reports.front().today;
        JsonAnswer answer(context, Json{{"as_of", iso(today)}});
        answer.begin_list("streaks");
        for (const auto& report : reports) answer.add(to_json(report));
        answer.end_list();
    } else if (reports.empty()) {
        context.say("No sessions to count. Plan them: runlog session add GROUP \"Trail run\" --every sat --at 6:00");
    } else if (words.why) {
        for (const auto& report : reports) {
            print_streaks(context, {report});
            print_reasons(context, report);
        }
    } else {
        print_streaks(context, reports);
    }
    return 0;
}

} // namespace

Action declare_streak(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("NAMES", words->names, "Whose: yours if nobody is named")->type_name("");
    app.add_option("--group", words->group, "Everybody's in this group, and its own")->type_name(kind::group);
    app.add_option("--by", words->by, "Count one way alone")->type_name("day|week|session|group|crew");
    app.add_option("--as-of", words->as_of, "As it stood at the end of this day")->type_name(kind::day);
    app.add_flag("--chapters", words->chapters, "Those of its chapters too");
    app.add_flag("--why", words->why, "Say which rule, days and deadline decide");
    app.add_flag("--json", words->json, "Answer in JSON");
    app.footer("Examples:\n"
               "  runlog streak\n"
               "  runlog streak anna beth --by week\n"
               "  runlog streak --why --as-of sun");
    return acting(streak, words);
}

} // namespace runlog::cli
