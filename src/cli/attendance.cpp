#include "attendance_words.hpp"
#include "commands.hpp"
#include "context.hpp"
#include "filter_words.hpp"
#include "json.hpp"
#include "lookup.hpp"
#include "roll.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/store/people.hpp"
#include "session_words.hpp"
#include "table.hpp"
#include "wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace runlog::cli {

namespace {

constexpr std::size_t name_width = 20;
constexpr std::size_t totals_width = 28;
constexpr std::size_t column_width = 3;

struct Words {
    std::string group;
    std::string members;
    WindowWords window;
    std::optional<std::string> as_of;
    bool chapters = false;
    bool why = false;
    bool json = false;
};

/// One member's line of the grid.
struct Line {
    Member member;
    std::vector<Attendance> sessions; ///< one for each column
    MissedReport sums;
};

/// A group's grid: a column for each session, a line for each member, worked out as it is told.
struct Grid {
    Roll* roll;
    Day since;
    std::vector<Session> columns;
    std::vector<Member> members;
};

Grid grid_of(Context& context, Roll& roll, const Words& words, Day since) {
    return {&roll, since, roll.schedule().between(since, roll.today()),
            words.members.empty() ? roll.members_between(since, roll.today())
                                  : members_called(context.log(), words.members)};
}

Line line_for(const Grid& grid, const Member& member) {
    return {member, grid.roll->attendance_at(member, grid.columns), grid.roll->missed_by(member, grid.since)};
}

std::string share(int part, int whole) {
    if (whole == 0) return "";
    return fmt::format("{}/{} {:3}%", part, whole, (100 * part + whole / 2) / whole);
}

date::month month_of(const Session& session) {
    return date::year_month_day{session.day()}.month();
}

/// Whether the session is the first of its month among those from `first` on, where its month is named.
bool begins_month(const std::vector<Session>& columns, std::size_t first, std::size_t i) {
    return i == first || month_of(columns[i]) != month_of(columns[i - 1]);
}

/// The first of the newest columns that fit beside names and totals. A column takes a glyph and a blank at each side,
/// and one more blank where a month begins, so that its name has room.
std::size_t first_that_fits(const Context& context, const std::vector<Session>& columns) {
    std::size_t width = name_width + column_width + totals_width;
    for (std::size_t i = columns.size(); i-- > 1;) {
        width += column_width + (begins_month(columns, 0, i) ? 1 : 0);
        if (width > context.width()) return i;
    }
    return 0;
}

/// A line of the grid: `cell` writes what stands in a column, three wide.
template <class Cell>
std::string line_of(const std::vector<Session>& columns, std::size_t first, Cell cell) {
    std::string line;
    for (std::size_t i = first; i < columns.size(); ++i) {
        if (i > first && begins_month(columns, first, i)) line += ' ';
        line += cell(i);
    }
    return line;
}

std::string padded(const std::string& text, std::size_t width) {
    return text + std::string(width - std::min(width, display_width(text)), ' ');
}

void say_trimmed(Context& context, std::string line) {
    while (line.ends_with(' ')) line.pop_back();
    context.say(line);
}

void print_titles(Context& context, const std::vector<Session>& columns, std::size_t first) {
    const std::string indent(name_width, ' ');
    say_trimmed(context, indent + line_of(columns, first, [&](std::size_t i) {
                             return begins_month(columns, first, i) ? std::string(short_name(month_of(columns[i])))
                                                                    : std::string(column_width, ' ');
                         }));
    const std::string days = line_of(columns, first, [&](std::size_t i) {
        return fmt::format("{:02} ", static_cast<unsigned>(date::year_month_day{columns[i].day()}.day()));
    });
    say_trimmed(context, indent + days + " " + padded("CAME", 12) + "KEPT WORD");
}

/// Returns what is shown of presences, for the legend.
std::set<Presence> print_grid(Context& context, const Grid& grid) {
    std::set<Presence> shown;
    const std::size_t first = first_that_fits(context, grid.columns);
    print_titles(context, grid.columns, first);
    for (const auto& member : grid.members) {
        const Line line = line_for(grid, member);
        const auto& sums = line.sums;
        for (const auto& one : line.sessions) shown.insert(one.presence);
        const std::string name = fit(name_of(line.member), name_width - 1, context.glyphs().ellipsis);
        const std::string marks = line_of(grid.columns, first, [&](std::size_t i) {
            const Presence presence = line.sessions[i].presence;
            return fmt::format(" {} ", toned(glyph_of(presence, context.around().unicode), tone_of(presence),
                                             context.around().colour));
        });
        say_trimmed(context, padded(name, name_width) + marks + " " + padded(share(sums.attended, sums.expected), 12) +
                                 share(sums.attended + sums.beforehand, sums.expected));
    }
    if (first > 0)
        context.note(fmt::format("{} are left out: widen the terminal to see them.",
                                 counted(static_cast<std::int64_t>(first), "earlier session", "earlier sessions")));
    return shown;
}

void print_reasons(Context& context, const Grid& grid) {
    for (const auto& member : grid.members) {
        const Line line = line_for(grid, member);
        context.say(name_of(member));
        Table table({{""}, {"", Table::Align::left, 24}, {"", Table::Align::left, 40}, {""}});
        for (const auto& one : line.sessions)
            table.add({"  " + short_text(one.day(), grid.roll->today()),
                       one.session.rule->title,
                       {presence_words(one), tone_of(one.presence)},
                       why_words(context, *grid.roll, line.member, one)});
        context.print(table.render(context.around().colour, context.glyphs().ellipsis));
    }
}

void print(Context& context, const std::vector<Grid>& grids, const Words& words, Day since) {
    std::set<Presence> shown;
    for (const auto& grid : grids) {
        if (grids.size() > 1 && !grid.columns.empty()) context.say(name_of(grid.roll->group()));
        if (grid.columns.empty()) {
            context.say(fmt::format("{} has had no sessions since {}.", name_of(grid.roll->group()),
                                    short_text(since, grid.roll->today())));
            continue;
        }
        if (words.why)
            print_reasons(context, grid);
        else
            shown.merge(print_grid(context, grid));
    }
    if (!shown.empty()) {
        context.say(legend({shown.begin(), shown.end()}, context.around().unicode));
        context.say("CAME: of the sessions expected. KEPT WORD: came, or told the group before.");
    }
}

Json line_json(Context& context, const Grid& grid, const Line& line, const Words& words) {
    Json list = Json::array();
    for (const auto& one : line.sessions) {
        Json entry = to_json(line.member, one);
        entry.erase("member");
        entry["session"] = session_name(grid.roll->group(), grid.roll->schedule(), one.session);
        if (words.why) entry["why"] = why_words(context, *grid.roll, line.member, one);
        list.push_back(entry);
    }
    const auto& sums = line.sums;
    const auto part = [&](int count) {
        return sums.expected > 0 ? Json(static_cast<double>(count) / sums.expected) : Json(nullptr);
    };
    return Json{{"member", line.member.handle},
                {"expected", sums.expected},
                {"attended", sums.attended},
                {"made_up", sums.made_up},
                {"excused", sums.excused},
                {"excused_beforehand", sums.beforehand},
                {"missed", sums.missed},
                {"attendance", part(sums.attended)},
                {"commitment", part(sums.attended + sums.beforehand)},
                {"sessions", list}};
}

void print_json(Context& context, const std::vector<Grid>& grids, const Words& words, Json fields) {
    JsonAnswer answer(context, fields);
    answer.begin_list("groups");
    for (const auto& grid : grids) {
        Json sessions = Json::array();
        for (const auto& session : grid.columns)
            sessions.push_back(to_json(grid.roll->group(), grid.roll->schedule(), session));
        answer.begin_element(Json{{"group", grid.roll->group().handle}, {"sessions", sessions}});
        answer.begin_list("members");
        for (const auto& member : grid.members) answer.add(line_json(context, grid, line_for(grid, member), words));
        answer.end_list();
        answer.end_element();
    }
    answer.end_list();
}

int attendance(Context& context, const Words& words) {
    context.set_as_of(words.as_of);
    const auto& log = context.log();
    context.settings();
    auto rolls = rolls_of(context, words.group, words.chapters);
    const Day today = rolls.front()->today();
    const Day since = window_from(words.window, context.now_for(store::owner(log)), today, usual_sessions_window);
    std::vector<Grid> grids;
    for (auto& roll : rolls) grids.push_back(grid_of(context, *roll, words, since));
    if (words.json) {
        print_json(context, grids, words, Json{{"as_of", iso(today)}, {"since", iso(since)}});
    } else {
        print(context, grids, words, since);
    }
    return 0;
}

} // namespace

Action declare_attendance(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("GROUP", words->group, "Which group")->type_name("")->required();
    app.add_option("--member", words->members, "Only these people")->type_name(kind::members)->join(',');
    declare_window(app, words->window);
    app.add_option("--as-of", words->as_of, "As it stood at the end of this day")->type_name(kind::day);
    app.add_flag("--chapters", words->chapters, "Its chapters too");
    app.add_flag("--why", words->why, "Say which run, excuse and deadline decide");
    app.add_flag("--json", words->json, "Answer in JSON");
    app.footer("Examples:\n"
               "  runlog attendance momma\n"
               "  runlog attendance momma --member anna --last 4w --why");
    return acting(attendance, words);
}

} // namespace runlog::cli
