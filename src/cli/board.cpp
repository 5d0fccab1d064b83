#include "board_ahead.hpp"
#include "board_facts.hpp"
#include "commands.hpp"
#include "context.hpp"
#include "json.hpp"
#include "lookup.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/store/people.hpp"
#include "table.hpp"
#include "wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <span>

namespace runlog::cli {

namespace {

constexpr int most_weeks = 104;

struct Words {
    std::string group;
    std::string member;
    int weeks = board_weeks;
    std::optional<std::string> as_of;
    bool chapters = false;
    bool ahead = false;
    bool why = false;
    bool json = false;
};

std::string remark(const BoardLine& line, int weeks, Day today) {
    const auto until = line.streak.streak.until;
    if (line.away) return until ? "on leave until " + short_text(*until, today) : "on leave";
    if (line.joined > today - date::days{7 * weeks}) return "here since " + short_text(line.joined, today);
    return "";
}

void print_weeks(Context& context, const BoardLine& line, Day today) {
    for (const auto& week : line.kept.weeks) context.say("      " + week_text(week, today, context.glyphs()));
}

void print_board(Context& context, Roll& roll, const Words& words) {
    const auto lines = board_of(context, roll, words.weeks);
    context.say(fmt::format("{}, {}", name_of(roll.group()), weeks_text(words.weeks)));
    const auto render = [&](std::span<const BoardLine> some) {
        const auto right = Table::Align::right;
        Table table({{"", right}, {"WHO", Table::Align::left, 20}, {"KEPT"}, {"THEIR PLAN"}, {"IN A ROW"}, {""}});
        for (const auto& line : some) {
            const auto& streak = line.streak.streak;
            table.add({line.place ? fmt::format("{}.", *line.place) : "", name_of(line.member), kept_text(line.kept),
                       line.plan ? fmt::format("{} a week", counted(line.plan->days_per_week, "day", "days"))
                                 : "a run a week",
                       length_text(streak.step, streak.length()), remark(line, words.weeks, roll.today())});
        }
        context.print(table.render(context.around().colour, context.glyphs().ellipsis, context.width()));
    };
    if (!words.why) return render(lines);
    for (const auto& line : lines) {
        render(std::span(&line, 1));
        print_weeks(context, line, roll.today());
    }
}

Json line_json(const BoardLine& line) {
    Json weeks = Json::array();
    for (const auto& week : line.kept.weeks) weeks.push_back(to_json(week));
    return Json{{"place", line.place ? Json(*line.place) : Json(nullptr)},
                {"member", line.member.handle},
                {"kept", line.kept.kept},
                {"of", line.kept.of},
                {"share", line.kept.share() ? Json(*line.kept.share()) : Json(nullptr)},
                {"joined", iso(line.joined)},
                {"plan", line.plan ? to_json(*line.plan) : Json(nullptr)},
                {"streak", to_json(line.streak)},
                {"weeks", weeks}};
}

int show_board(Context& context, const Words& words) {
    auto rolls = rolls_of(context, words.group, words.chapters);
    if (rolls.empty()) throw Error("There is no group yet.", "Add one: runlog group add NAME");
    if (!words.json) {
        for (auto& roll : rolls) {
            if (roll->roster().empty())
                context.say(fmt::format("Nobody is in {} yet.", name_of(roll->group())));
            else
                print_board(context, *roll, words);
        }
        return 0;
    }
    JsonAnswer answer(context, Json{{"as_of", iso(rolls.front()->today())}, {"weeks", words.weeks}});
    answer.begin_list("groups");
    for (auto& roll : rolls) {
        answer.begin_element(Json{{"group", roll->group().handle}});
        answer.begin_list("members");
        for (const auto& line : board_of(context, *roll, words.weeks)) answer.add(line_json(line));
        answer.end_list();
        answer.end_element();
    }
    answer.end_list();
    return 0;
}

int board(Context& context, const Words& words) {
    if (words.weeks < 1 || words.weeks > most_weeks)
        throw Error(fmt::format("--weeks must be from 1 to {}.", most_weeks), "Leave it out for the last eight.");
    if (!words.member.empty() && !words.ahead)
        throw Error("--member says whom to look ahead for.", "Use it with --ahead.");
    context.set_as_of(words.as_of);
    if (!words.ahead) return show_board(context, words);
    const auto& log = context.log();
    const Member me = words.member.empty() ? store::owner(log) : member_called(log, words.member);
    auto rolls = words.group.empty() ? rolls_of_members(context, {me}) : rolls_of(context, words.group, words.chapters);
    const Ahead ahead = ahead_of(context, me, rolls, words.weeks);
    if (words.json)
        print_json(context, to_json(context, ahead));
    else
        print_ahead(context, ahead);
    return 0;
}

} // namespace

Action declare_board(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("GROUP", words->group, "Which group: yours if none is named")->type_name("");
    app.add_flag("--ahead", words->ahead, "Who is a little ahead of me, and what it takes");
    app.add_option("--member", words->member, "Ahead of whom, if not of me")->type_name(kind::member);
    app.add_option("--weeks", words->weeks, "How many weeks to look at (8)")->type_name(kind::number);
    app.add_option("--as-of", words->as_of, "As it stood at the end of this day")->type_name(kind::day);
    app.add_flag("--chapters", words->chapters, "Its chapters too");
    app.add_flag("--why", words->why, "Say what was run in each week");
    app.add_flag("--json", words->json, "Answer in JSON");
    app.footer("Examples:\n"
               "  runlog board momma\n"
               "  runlog board --ahead");
    return acting(board, words);
}

} // namespace runlog::cli
