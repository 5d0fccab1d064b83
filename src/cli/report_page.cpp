#include "report_page.hpp"

#include "attendance_words.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/store/people.hpp"
#include "session_words.hpp"
#include "wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>

namespace runlog::cli {

namespace {

using namespace formats;

constexpr std::size_t most_promised = 12; ///< names, before the rest is counted

std::string names_of(const std::vector<Member>& members) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < std::min(members.size(), most_promised); ++i) names.push_back(name_of(members[i]));
    return joined(std::move(names), members.size());
}

/// By the session's own clocks, which are named where those here show another time.
std::string when_words(const Session& session, const Zone& here, Day today) {
    const Day day = session.day();
    const std::string text =
        fmt::format("{}, {}", short_text(day, today), clock_text(session.start.local - LocalTime{day}));
    const bool is_ours = place(here, session.start.instant()).local == session.start.local;
    return is_ours ? text : fmt::format("{} in {}", text, session.rule->zone);
}

std::string remark_on(const Session& session, Day today) {
    if (!session.change) return "";
    const std::string why = session.change->reason.empty() ? "" : ": " + printable(session.change->reason);
    if (session.cancelled()) return "Cancelled" + why;
    return session.moved() ? fmt::format("Moved from {}{}", planned_text(session, today), why) : "";
}

PageSession session_for(Context& context, const ComingSession& coming, Day today) {
    const Session& session = coming.session;
    const Rule& rule = *session.rule;
    PageSession one;
    one.when = when_words(session, here(context, context.log()), today);
    one.start = iso(session.start);
    one.title = printable(rule.title);
    one.where = rule.place ? printable(*rule.place) : "";
    if (rule.purpose) one.where += (one.where.empty() ? "" : ", ") + printable(*rule.purpose);
    one.remark = remark_on(session, today);
    one.cancelled = session.cancelled();
    if (!coming.promised.empty() && !one.cancelled) one.who = names_of(coming.promised) + " will be there.";
    return one;
}

PageSection next_section(Context& context, const ReportFacts& facts) {
    PageSection section{"next", "The next session", {}};
    const Day today = facts.roll->today();
    PageSessions later{"More sessions", {}};
    bool found = false;
    for (const auto& coming : facts.coming) {
        const auto session = session_for(context, coming, today);
        if (!found && !session.cancelled)
            section.blocks.emplace_back(PageNext{session});
        else
            later.sessions.push_back(session);
        found = found || !session.cancelled;
    }
    if (!found) section.blocks.emplace_back(PageText{"No session is planned in the next four weeks."});
    if (!found) later.title = "Not taking place";
    if (!later.sessions.empty()) section.blocks.emplace_back(std::move(later));
    return section;
}

PageFigures::Figure figure_for(const StreakReport& report) {
    const Streak& streak = report.streak;
    const bool by_crew = streak.by == By::crew;
    PageFigures::Figure figure;
    figure.what = by_crew ? "Weeks in a row in which at least half kept their plan"
                          : "Sessions in a row with enough people there";
    figure.value = streak.length() > 0 ? length_text(streak.step, streak.length()) : "None now";
    figure.detail = streak_detail(streak, report.today, report.is_now);
    if (streak.length() > 0) figure.detail = fmt::format("{}, {}", to_text(streak.state), figure.detail);
    if (report.crew && report.crew->of > 0)
        figure.detail += fmt::format("; {} of {} kept their plan this week", report.crew->kept_plan, report.crew->of);
    return figure;
}

constexpr std::size_t most_rows = 60; ///< of a table before it is folded away

std::string part_of(int part, int whole) {
    return whole == 0 ? "" : fmt::format("{} of {}", part, whole);
}

PageTable::Tone tone_on_page(Presence presence) {
    switch (tone_of(presence)) {
    case Tone::good: return PageTable::Tone::good;
    case Tone::warning: return PageTable::Tone::warning;
    case Tone::bad: return PageTable::Tone::bad;
    case Tone::faint: return PageTable::Tone::faint;
    case Tone::plain: break;
    }
    return PageTable::Tone::plain;
}

/// `Sat 14 Nov` without the weekday.
std::string day_title(Day day, Day today) {
    return short_text(day, today).substr(4);
}

PageTable sheet_table(const ReportFacts& facts, bool unicode) {
    const Day today = facts.roll->today();
    PageTable table;
    table.caption = "Who was there: of the sessions expected, and in each of them";
    table.columns = {{"Name"}, {"Came"}, {"Kept word"}};
    for (const auto& session : facts.sheet.columns)
        table.columns.push_back({day_title(session.day(), today), PageTable::Align::centre});
    std::set<Presence> shown;
    for (const auto& line : facts.sheet.lines) {
        auto& row = table.rows.emplace_back();
        row.push_back({name_of(line.member), "", {}});
        row.push_back({part_of(line.attended, line.expected), "", {}});
        row.push_back({part_of(line.kept_word, line.expected), "", {}});
        for (const auto& one : line.sessions) {
            shown.insert(one.presence);
            row.push_back({std::string(to_text(one.presence)), std::string(glyph_of(one.presence, unicode)),
                           tone_on_page(one.presence)});
        }
    }
    table.legend = legend({shown.begin(), shown.end()}, unicode);
    table.newest_last = true;
    if (table.rows.size() > most_rows)
        table.folded = fmt::format("Show all {}", grouped(static_cast<std::int64_t>(table.rows.size())));
    return table;
}

PageSection sheet_section(const ReportFacts& facts, bool unicode) {
    PageSection section{"attendance", "Attendance", {}};
    const auto& sheet = facts.sheet;
    if (!sheet.lines.empty()) {
        section.blocks.emplace_back(PageText{fmt::format(
            "The last {}.", counted(static_cast<std::int64_t>(sheet.columns.size()), "session", "sessions"))});
        section.blocks.emplace_back(sheet_table(facts, unicode));
    }
    if (sheet.lines.empty()) section.blocks.emplace_back(PageText{"Nobody was there in the last eight weeks."});
    if (sheet.absent > 0 && !sheet.lines.empty())
        section.blocks.emplace_back(PageText{fmt::format(
            "{} not there in these weeks.", counted(sheet.absent, "other member was", "other members were"))});
    return section;
}

/// A square for each week, the newest last: full where the plan was kept.
std::string squares(const PlanKept& kept, bool unicode) {
    std::string text;
    for (auto week = kept.weeks.rbegin(); week != kept.weeks.rend(); ++week)
        text += week->neutral() ? (unicode ? "·" : ".") : week->kept() ? (unicode ? "■" : "#") : (unicode ? "□" : "-");
    return text;
}

PageTable board_table(std::span<const BoardLine> lines, bool unicode) {
    PageTable table;
    table.caption = "Who keeps their own plan";
    table.columns = {{"Name"}, {"Weeks"}, {"Kept"}, {"Their plan"}, {"In a row"}};
    for (const auto& line : lines) {
        const auto& streak = line.streak.streak;
        table.rows.push_back(
            {{name_of(line.member), "", {}},
             {kept_text(line.kept), squares(line.kept, unicode), PageTable::Tone::good},
             {kept_text(line.kept), "", {}},
             {line.plan ? fmt::format("{} a week", counted(line.plan->days_per_week, "day", "days")) : "a run a week",
              "",
              {}},
             {length_text(streak.step, streak.length()), "", {}}});
    }
    return table;
}

PageSection board_section(const ReportFacts& facts, bool unicode) {
    constexpr std::size_t most_at_once = 20;
    PageSection section{"board", "Who keeps their plan", {}};
    const std::span<const BoardLine> lines(facts.board);
    if (lines.empty()) section.blocks.emplace_back(PageText{"Nobody kept a week of their plan in the last eight."});
    const bool is_long = lines.size() > 2 * most_at_once;
    const auto first = is_long ? lines.first(most_at_once) : lines;
    if (!lines.empty()) {
        section.blocks.emplace_back(PageText{"In the last eight weeks, by what they promised themselves; "
                                             "never by pace or distance."});
        section.blocks.emplace_back(board_table(first, unicode));
    }
    if (is_long) {
        auto rest = board_table(lines.subspan(most_at_once), unicode);
        rest.caption += ", continued";
        rest.folded = fmt::format("Show {} more", grouped(static_cast<std::int64_t>(rest.rows.size())));
        section.blocks.emplace_back(std::move(rest));
    }
    return section;
}

/// As many as one reads at once; the others are folded away.
void add_list(PageSection& section, std::vector<std::string> sentences) {
    constexpr std::size_t most_at_once = 15;
    PageList rest;
    if (sentences.size() > most_at_once + 5) {
        rest.items.assign(sentences.begin() + most_at_once, sentences.end());
        rest.folded = fmt::format("Show {} more", grouped(static_cast<std::int64_t>(rest.items.size())));
        sentences.resize(most_at_once);
    }
    section.blocks.emplace_back(PageList{std::move(sentences), ""});
    if (!rest.items.empty()) section.blocks.emplace_back(std::move(rest));
}

PageSection missed_section(Context& context, const std::vector<MissedMember>& missed) {
    PageSection section{"missed", "Missed", {}};
    std::vector<std::string> now;
    PageList long_gone;
    for (const auto& one : missed)
        (one.report.state == MissedState::long_gone ? long_gone.items : now).push_back(missed_sentence(context, one));
    if (now.empty())
        section.blocks.emplace_back(PageText{"Nobody is missed: everybody was there, or said why not."});
    else
        add_list(section, std::move(now));
    if (!long_gone.items.empty()) {
        long_gone.folded = counted(static_cast<std::int64_t>(long_gone.items.size()),
                                   "has been gone for eight weeks or more", "have been gone for eight weeks or more");
        section.blocks.emplace_back(std::move(long_gone));
    }
    return section;
}

PageSection more_section(const ReportFacts& facts) {
    PageSection section{"more", facts.contacts.empty() ? "More about the group" : "Who can help", {}};
    const Group& group = facts.roll->group();
    PageContacts contacts;
    for (const auto& contact : facts.contacts)
        contacts.contacts.push_back({contact.kind, contact.name, contact.detail.value_or("")});
    if (!contacts.contacts.empty()) section.blocks.emplace_back(std::move(contacts));
    if (group.url) section.blocks.emplace_back(PageLink{"The group's own page:", *group.url});
    return section;
}

std::vector<std::string> lead_of(const Group& group) {
    std::vector<std::string> lead;
    if (group.about) lead.push_back(printable(*group.about));
    if (group.place) lead.push_back(printable(*group.place));
    return lead;
}

std::string made_words(Context& context, Day today) {
    const LocalTime now = context.now_for(store::owner(context.log()));
    const Day day = date::floor<date::days>(now);
    const std::string as_of =
        today < day ? fmt::format(" It tells how things stood at the end of {}.", long_text(today)) : "";
    return fmt::format("Made with runlog on {}, {}.{}", long_text(day),
                       clock_text(date::floor<std::chrono::minutes>(now - LocalTime{day})), as_of);
}

} // namespace

Page report_page(Context& context, ReportFacts& facts, bool unicode) {
    Page page;
    const Group& group = facts.roll->group();
    page.title = name_of(group);
    page.lead = lead_of(group);
    page.sections.push_back(next_section(context, facts));
    if (!facts.streaks.empty()) {
        PageFigures figures;
        for (const auto& report : facts.streaks) figures.figures.push_back(figure_for(report));
        page.sections.push_back({"streaks", "Streaks", {std::move(figures)}});
    }
    if (facts.roll->has_sessions()) {
        page.sections.push_back({"year", "How many came", {report_year(facts, context.settings().week_begins)}});
        page.sections.push_back(sheet_section(facts, unicode));
    }
    if (!facts.board.empty() || facts.not_on_board > 0) page.sections.push_back(board_section(facts, unicode));
    if (facts.missed) page.sections.push_back(missed_section(context, *facts.missed));
    auto more = more_section(facts);
    if (!more.blocks.empty()) page.sections.push_back(std::move(more));
    page.footer.push_back(made_words(context, facts.roll->today()));
    page.footer.emplace_back("Runs that somebody marked private are left out.");
    return page;
}

} // namespace runlog::cli
