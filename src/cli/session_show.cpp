#include "attendance_words.hpp"
#include "commands.hpp"
#include "context.hpp"
#include "json.hpp"
#include "lookup.hpp"
#include "roll.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/runs.hpp"
#include "session_words.hpp"
#include "table.hpp"
#include "wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

/// `session show`: one session's attendance sheet.
namespace runlog::cli {

namespace {

struct Words {
    std::string session;
    std::optional<std::string> as_of;
    bool why = false;
    bool json = false;
};

struct Line {
    Member member;
    Attendance attendance;
    bool is_guest = false;
};

/// What became of one member; nobody who was not expected and did not come is told of.
std::optional<Attendance> attendance_at(Roll& roll, const Member& member, const Session& session) {
    for (const auto& one : roll.attendance_of(member, session.day(), session.day()))
        if (one.session == session) return one;
    return std::nullopt;
}

std::vector<Line> sheet(Context& context, Roll& roll, const Session& session) {
    std::vector<Line> lines;
    for (const auto& member : members_in(context.log(), roll.group(), session.day()))
        if (const auto one = attendance_at(roll, member, session)) lines.push_back({member, *one});
    for (const auto& member : roll.guests(session))
        if (const auto one = attendance_at(roll, member, session)) lines.push_back({member, *one, true});
    return lines;
}

std::string said(const Line& line, Instant now) {
    const Attendance& one = line.attendance;
    if (line.is_guest) return fmt::format("{}, a guest", presence_words(one));
    if (one.presence != Presence::pending && one.presence != Presence::not_expected) return presence_words(one);
    if (one.promised) return "promised";
    if (one.presence == Presence::not_expected) return presence_words(one);
    return now < one.session.start.instant() ? "expected" : "nothing logged yet";
}

/// Who told another machine's log that the member was there, where that was somebody else.
std::optional<std::string> vouched_by(const store::Log& log, const Line& line) {
    if (!line.attendance.run) return std::nullopt;
    const auto run = store::find_run(log, *line.attendance.run);
    return run && run->said_by != line.member.handle ? run->said_by : std::nullopt;
}

/// Why, where that was asked for; who told it for them, always.
std::string remark(Context& context, Roll& roll, const Line& line, const Words& words) {
    std::vector<std::string> parts;
    const auto add = [&](const std::string& text) {
        if (!text.empty()) parts.push_back(text);
    };
    if (words.why) add(why_words(context, roll, line.member, line.attendance));
    if (const auto& by = line.attendance.recorded_by; by && !words.why) add("recorded by " + printable(*by));
    if (const auto by = vouched_by(context.log(), line)) add(printable(*by) + " says so");
    return fmt::format("{}", fmt::join(parts, ", "));
}

void print_head(Context& context, const NamedSession& named) {
    const Session& session = named.session;
    const Rule& rule = *session.rule;
    context.say(fmt::format("{}  {}{}", named.name(), printable(rule.title),
                            rule.purpose ? ", " + printable(*rule.purpose) : ""));
    context.say(fmt::format("  {}, {}{}", session_when(session, here(context, context.log())),
                            length_words(rule.length), rule.place ? ", " + printable(*rule.place) : ""));
    if (rule.note) context.say("  " + printable(*rule.note));
    if (!session.change) return;
    const std::string why = session.change->reason.empty() ? "" : ": " + printable(session.change->reason);
    if (session.cancelled()) context.say("  Cancelled" + why);
    if (session.moved())
        context.say(
            fmt::format("  Moved from {}{}", planned_text(session, session.day()), session.cancelled() ? "" : why));
}

/// `9 there, 1 excused, 2 missed`
std::string totals(const std::vector<Line>& lines) {
    std::map<std::string_view, int> counts;
    for (const auto& line : lines) {
        const Presence presence = line.attendance.presence;
        const bool there = presence == Presence::present || presence == Presence::remote;
        ++counts[there ? "there" : presence == Presence::pending ? "open" : to_text(presence)];
    }
    std::vector<std::string> parts;
    for (const auto* what : {"there", "made up", "excused", "missed", "open"})
        if (counts[what] > 0) parts.push_back(fmt::format("{} {}", counts[what], what));
    return fmt::format("{}", fmt::join(parts, ", "));
}

int show(Context& context, const Words& words) {
    context.set_as_of(words.as_of);
    const auto& log = context.log();
    context.settings();
    const NamedSession named = session_called(context, log, words.session, Tense::past);
    Roll roll(context, log, named.group);
    const auto lines = sheet(context, roll, named.session);
    if (words.json) {
        Json list = Json::array();
        for (const auto& line : lines) {
            Json one = to_json(line.member, line.attendance);
            one["guest"] = line.is_guest;
            one["said_by"] = maybe(vouched_by(log, line));
            if (words.why) one["why"] = why_words(context, roll, line.member, line.attendance);
            list.push_back(one);
        }
        print_json(context, Json{{"as_of", iso(roll.today())},
                                 {"session", to_json(named.group, *named.schedule, named.session)},
                                 {"members", list}});
        return 0;
    }
    print_head(context, named);
    if (named.session.cancelled()) return 0;
    if (lines.empty()) context.say("  Nobody is in the group.");
    Table table({{"", Table::Align::left, 26}, {"", Table::Align::left, 40}, {""}});
    for (const auto& line : lines)
        table.add({"  " + name_of(line.member),
                   {said(line, roll.as_of()), tone_of(line.attendance.presence)},
                   remark(context, roll, line, words)});
    context.print(table.render(context.around().colour, context.glyphs().ellipsis));
    const auto sum = totals(lines);
    if (!sum.empty()) context.say(sum);
    return 0;
}

} // namespace

Action declare_session_show(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("SESSION", words->session, "Which: momma (its latest), momma/sat")->type_name("")->required();
    app.add_option("--as-of", words->as_of, "As it stood at the end of this day")->type_name(kind::day);
    app.add_flag("--why", words->why, "Say which run, excuse and deadline decide");
    app.add_flag("--json", words->json, "Answer in JSON");
    app.footer("Examples:\n"
               "  runlog session show momma\n"
               "  runlog session show momma/2026-11-21 --why");
    return acting(show, words);
}

} // namespace runlog::cli
