#include "commands.hpp"
#include "context.hpp"
#include "json.hpp"
#include "lookup.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/promises.hpp"
#include "table.hpp"
#include "wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace runlog::cli {

namespace {

struct Words {
    std::string from;
    std::string until;
    std::string reason;
    std::string on_behalf_of;
    std::string group;
    std::string back;
    bool json = false;
};

Member whose(const store::Log& log, const Words& words) {
    return words.on_behalf_of.empty() ? store::owner(log) : member_called(log, words.on_behalf_of);
}

int show_leaves(Context& context, const Words& words) {
    const Member member = whose(context.log(), words);
    const auto leaves = store::leaves(context.log(), member.id);
    if (words.json) {
        Json list = Json::array();
        for (const auto& leave : leaves) list.push_back(to_json(leave));
        print_json(context, Json{{"leaves", list}});
        return 0;
    }
    if (leaves.empty()) {
        context.say(fmt::format("{} has no days off.", name_of(member)));
        return 0;
    }
    const Day today = context.today_for(member);
    Table table({{""}, {"", Table::Align::left, 30}, {""}, {""}});
    for (const auto& leave : leaves)
        table.add({"  " + range_text(leave.when, today, context.glyphs()), leave.reason,
                   leave.group ? fmt::format("from {} only", *leave.group) : "",
                   leave.when.contains(today) ? "now" : ""});
    context.say(name_of(member));
    context.print(table.render(context.around().colour, context.glyphs().ellipsis));
    return 0;
}

Leave leave_from(const Context& context, const store::Log& log, const Member& member, const Words& words) {
    const LocalTime now = context.now_for(member);
    const Day from = parse_when(words.from, now, Tense::future).day;
    const Day last =
        parse_when(words.until, LocalTime{std::max(from, date::floor<date::days>(now))}, Tense::future).day;
    if (last < from)
        throw Error(fmt::format("The last day off, {}, comes before the first, {}.", long_text(last), long_text(from)),
                    "Say the first day, then the last: runlog away 2026-11-19 2026-11-25");
    Leave leave;
    leave.when = DayRange{from, last + date::days{1}};
    leave.reason = words.reason;
    leave.announced = context.around().now;
    if (!words.group.empty()) leave.group = group_called(log, words.group).handle;
    return leave;
}

std::string told(const Member& member, const Leave& leave, const Glyphs& glyphs) {
    const Day last = *leave.when.until - date::days{1};
    std::string text = fmt::format("{} is away {}", name_of(member), long_text(leave.when.from));
    if (last > leave.when.from) text += fmt::format(" {} {}", glyphs.dash, long_text(last));
    if (!leave.reason.empty()) text += fmt::format(": {}", printable(leave.reason));
    if (leave.group) text += fmt::format(" ({} only)", *leave.group);
    return text;
}

int add_leave(Context& context, const Words& words) {
    std::string sentence;
    bool holds_today = false;
    context.change("away", [&](store::Writer& writer) {
        const Member member = whose(writer.log(), words);
        const Leave leave = leave_from(context, writer.log(), member, words);
        store::add_leave(writer, member.id, leave);
        holds_today = leave.when.contains(context.today_for(member));
        sentence = told(member, leave, context.glyphs());
        const Member owner = store::owner(writer.log());
        if (member.id != owner.id) sentence += fmt::format(", recorded by {}", name_of(owner));
        return sentence;
    });
    if (words.json) return show_leaves(context, words);
    context.say(sentence);
    if (holds_today)
        context.say("Back early: " + context.typed("away --back today") +
                    (words.on_behalf_of.empty() ? "" : " --for " + shell_word(words.on_behalf_of)) +
                    (words.group.empty() ? "" : " --group " + shell_word(words.group)));
    context.say_how_to_take_it_back();
    return 0;
}

/// Ends every leave that holds on the day somebody came back.
int come_back(Context& context, const Words& words) {
    std::string sentence;
    context.change("away", [&](store::Writer& writer) {
        const Member member = whose(writer.log(), words);
        const Day back = parse_when(words.back, context.now_for(member), Tense::past).day;
        const auto group =
            words.group.empty() ? std::nullopt : std::optional(group_called(writer.log(), words.group).handle);
        bool found = false;
        for (const auto& leave : store::leaves(writer.log(), member.id)) {
            if (!leave.when.contains(back) || (group && leave.group != *group)) continue;
            store::end_leave(writer, leave, back);
            found = true;
        }
        if (!found)
            throw Error(fmt::format("{} is not away on {}.", name_of(member), long_text(back)), "See: runlog away");
        sentence = fmt::format("{} is back on {}", name_of(member), long_text(back));
        return sentence;
    });
    context.say(sentence);
    context.say_how_to_take_it_back();
    return 0;
}

int away(Context& context, const Words& words) {
    if (!words.back.empty()) {
        if (!words.from.empty()) throw Error("--back ends days off; it takes no first and last day.");
        return come_back(context, words);
    }
    if (words.from.empty()) return show_leaves(context, words);
    if (words.until.empty())
        throw Error("Until when?", "Say the last day off too: runlog away tomorrow \"in 10 days\" --why travel");
    return add_leave(context, words);
}

} // namespace

Action declare_away(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("FIRST", words->from, "The first day off; shows the days off without")->type_name("");
    app.add_option("LAST", words->until, "The last day off")->type_name("");
    app.add_option("--why", words->reason, "The reason: injury, travel, a baby")->type_name(kind::text);
    app.add_option("--for", words->on_behalf_of, "Somebody else's days off")->type_name(kind::member);
    app.add_option("--group", words->group, "Off from this group only")->type_name(kind::group);
    app.add_option("--back", words->back, "The day of coming back early")->type_name(kind::day);
    app.add_flag("--json", words->json, "Answer in JSON");
    app.footer("Examples:\n"
               "  runlog away 2026-11-19 2026-11-25 --why injury\n"
               "  runlog away today \"in 3 days\" --for anna\n"
               "  runlog away --back today");
    return acting(away, words);
}

} // namespace runlog::cli
