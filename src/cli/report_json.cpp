#include "report_json.hpp"

#include "json.hpp"
#include "session_words.hpp"
#include "wording.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace runlog::cli {

namespace {

Json coming_json(const Roll& roll, const ComingSession& coming) {
    Json session = to_json(roll.group(), roll.schedule(), coming.session);
    session.erase("note");
    session["promised"] = Json::array();
    for (const auto& member : coming.promised) session["promised"].push_back(member.handle);
    return session;
}

/// Of an attendance nothing but what became of it: no run, no reason, nobody's word.
Json state_of(const Attendance& one) {
    std::string state(to_text(one.presence));
    std::replace(state.begin(), state.end(), ' ', '_');
    return state;
}

Json sheet_json(const Roll& roll, const Sheet& sheet) {
    Json sessions = Json::array();
    for (const auto& session : sheet.columns) sessions.push_back(session_name(roll.group(), roll.schedule(), session));
    Json members = Json::array();
    for (const auto& line : sheet.lines) {
        Json states = Json::array();
        for (const auto& one : line.sessions) states.push_back(state_of(one));
        members.push_back(Json{{"member", line.member.handle},
                               {"expected", line.expected},
                               {"attended", line.attended},
                               {"kept_word", line.kept_word},
                               {"states", states}});
    }
    return Json{{"sessions", sessions}, {"members", members}, {"absent", sheet.absent}};
}

Json missed_json(const std::optional<std::vector<MissedMember>>& missed) {
    if (!missed) return nullptr;
    Json members = Json::array();
    for (const auto& one : *missed)
        members.push_back(Json{{"member", one.member.handle},
                               {"state", to_text(one.report.state)},
                               {"in_a_row", one.report.in_a_row},
                               {"missed", one.report.missed},
                               {"last_seen", maybe(one.last_seen)},
                               {"last_ran_with", one.company}});
    return members;
}

} // namespace

void print_report_json(Context& context, const ReportFacts& facts) {
    const Roll& roll = *facts.roll;
    const Group& group = roll.group();
    Json answer{{"as_of", iso(roll.today())},
                {"since", iso(facts.since)},
                {"group", Json{{"handle", group.handle},
                               {"title", group.title.empty() ? Json(nullptr) : Json(group.title)},
                               {"about", maybe(group.about)},
                               {"url", maybe(group.url)},
                               {"place", maybe(group.place)}}}};
    for (const auto* list : {"coming", "streaks", "days"}) answer[list] = Json::array();
    for (const auto& coming : facts.coming) answer["coming"].push_back(coming_json(roll, coming));
    for (const auto& streak : facts.streaks) answer["streaks"].push_back(to_json(streak));
    for (const auto& day : facts.year.days) {
        if (day.mark == GroupMark::none || day.mark == GroupMark::to_come) continue;
        answer["days"].push_back(Json{{"day", iso(day.day)},
                                      {"state", to_text(day.mark)},
                                      {"sessions", day.facts.sessions},
                                      {"cancelled", day.facts.cancelled},
                                      {"came", day.facts.came}});
    }
    answer["attendance"] = sheet_json(roll, facts.sheet);
    answer["board"] = Json::array();
    for (const auto& line : facts.board)
        answer["board"].push_back(Json{{"member", line.member.handle},
                                       {"kept", line.kept.kept},
                                       {"of", line.kept.of},
                                       {"in_a_row", line.streak.streak.length()}});
    answer["not_on_board"] = facts.not_on_board;
    answer["missed"] = missed_json(facts.missed);
    answer["contacts"] = Json::array();
    for (const auto& contact : facts.contacts) answer["contacts"].push_back(to_json(contact));
    print_json(context, answer);
}

} // namespace runlog::cli
