#include "commands.hpp"
#include "context.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/store/attendance.hpp"
#include "runlog/store/schedule.hpp"
#include "session_words.hpp"
#include "wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

/// `session cancel` and `session move`: one session that does not take place as the rules have it.
namespace runlog::cli {

namespace {

struct Words {
    std::string session;
    std::string to;
    std::string reason;
    bool withdraw = false;
};

std::string told(const NamedSession& named, const Zone& here) {
    return fmt::format("{} ({}, {})", named.name(), printable(named.session.rule->title),
                       session_when(named.session, here));
}

/// The same session, looked up again after a change.
NamedSession again(const Context& context, const store::Log& log, const NamedSession& named) {
    return session_called(context, log, fmt::format("{}/{}", named.group.handle, session_text(named.session.planned)),
                          Tense::future);
}

std::string why(const std::string& reason) {
    return reason.empty() ? "" : ": " + printable(reason);
}

/// What is kept of the session so far, as it stands to be changed.
SessionChange change_of(const NamedSession& named, Instant now) {
    SessionChange change;
    if (named.session.change) change = *named.session.change;
    change.session = named.session.planned;
    change.announced = now;
    return change;
}

int take_place(Context& context, const Words& words) {
    std::string sentence;
    context.change("session", [&](store::Writer& writer) {
        const NamedSession named = session_called(context, writer.log(), words.session, Tense::future);
        if (!named.session.cancelled())
            throw Error(fmt::format("{} is not cancelled.", named.name()),
                        fmt::format("See: runlog session show {}", named.name()));
        SessionChange change = change_of(named, writer.now());
        change.cancelled = false;
        if (change.moved_to)
            store::set_session_change(writer, named.group.id, change);
        else
            store::remove_session_change(writer, named.group.id, named.session.planned);
        sentence =
            fmt::format("{} takes place", told(again(context, writer.log(), named), here(context, writer.log())));
        return sentence;
    });
    context.say(sentence);
    context.say_how_to_take_it_back();
    return 0;
}

/// How many runs name the session.
int count_there(const store::Log& log, const NamedSession& named) {
    const Day day = named.session.planned_day();
    const auto all = store::attendees(log, named.group.id, day - tagged_within, day + tagged_within);
    return static_cast<int>(std::count_if(all.begin(), all.end(), [&](const store::Attendee& one) {
        return one.session && names(*one.session, named.session);
    }));
}

int cancel(Context& context, const Words& words) {
    if (words.withdraw) return take_place(context, words);
    std::string sentence;
    int there = 0;
    context.change("session", [&](store::Writer& writer) {
        const NamedSession named = session_called(context, writer.log(), words.session, Tense::future);
        if (named.session.cancelled() && (words.reason.empty() || words.reason == named.session.change->reason))
            throw Error(fmt::format("{} is cancelled already.", named.name()),
                        fmt::format("If it takes place: runlog session cancel {} --withdraw", named.name()));
        there = count_there(writer.log(), named);
        SessionChange change = change_of(named, writer.now());
        change.cancelled = true;
        change.reason = words.reason;
        store::set_session_change(writer, named.group.id, change);
        sentence = fmt::format("cancelled {}{}", told(named, here(context, writer.log())), why(words.reason));
        return sentence;
    });
    sentence.front() = 'C';
    context.say(sentence);
    if (there > 0)
        context.say(fmt::format("{} there; it counts for nobody now.",
                                there == 1 ? std::string("1 was") : fmt::format("{} were", there)));
    context.say_how_to_take_it_back();
    return 0;
}

/// A time alone is of the session's own day, and a weekday is the next one from there; any other day is counted from
/// now, as everywhere.
LocalTime new_start(const Session& session, const std::string& word, Instant now) {
    static constexpr std::array<std::string_view, 7> weekdays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    const bool is_time = !word.empty() && word.find_first_not_of("0123456789:apm ") == std::string::npos;
    const bool is_weekday = std::any_of(weekdays.begin(), weekdays.end(), [&](std::string_view day) {
        return handle_key(word.substr(0, day.size())) == day;
    });
    const LocalTime there{now.time_since_epoch() + session.start.offset};
    const When when = parse_when(word, is_time || is_weekday ? session.start.local : there, Tense::future);
    return LocalTime{when.day} + when.time.value_or(session.start.local - session.day());
}

int move(Context& context, const Words& words) {
    std::string sentence;
    const auto changed = context.change("session", [&](store::Writer& writer) {
        const NamedSession named = session_called(context, writer.log(), words.session, Tense::future);
        if (named.session.cancelled())
            throw Error(fmt::format("{} is cancelled.", named.name()),
                        fmt::format("If it takes place: runlog session cancel {} --withdraw", named.name()));
        if (named.session.start.instant() <= writer.now())
            throw Error(fmt::format("{} has begun: that stays as it was.", named.name()),
                        fmt::format("If it did not take place: runlog session cancel {}", named.name()));
        SessionChange change = change_of(named, writer.now());
        change.moved_to = new_start(named.session, words.to, writer.now());
        change.reason = words.reason;
        const bool stays = *change.moved_to == named.session.start.local;
        if (*change.moved_to == named.session.planned)
            store::remove_session_change(writer, named.group.id, named.session.planned);
        else if (!stays)
            store::set_session_change(writer, named.group.id, change);
        const NamedSession moved = again(context, writer.log(), named);
        const std::string when = session_when(moved.session, here(context, writer.log()));
        if (moved.session.start.instant() <= writer.now())
            throw Error(fmt::format("{} is over.", when), "Say a day to come with --to.");
        sentence = stays ? fmt::format("{} is on {} already", named.name(), when)
                         : fmt::format("{} is moved to {}{}", named.name(), when, why(words.reason));
        return sentence;
    });
    context.say(sentence);
    if (changed) context.say_how_to_take_it_back();
    return 0;
}

} // namespace

Action declare_session_cancel(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("SESSION", words->session, "Which: momma/sat, momma/2026-11-28")->type_name("")->required();
    auto* reason = app.add_option("--why", words->reason, "The reason: ice")->type_name(kind::text);
    app.add_flag("--withdraw", words->withdraw, "It takes place after all")->excludes(reason);
    app.footer("A cancelled session is neither a miss nor a break for anybody.\n"
               "Example:\n  runlog session cancel momma/2026-11-28 --why ice");
    return acting(cancel, words);
}

Action declare_session_move(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("SESSION", words->session, "Which: momma/sat, momma/2026-11-28")->type_name("")->required();
    app.add_option("--to", words->to, "The new day, time, or both")->type_name(kind::day)->required();
    app.add_option("--why", words->reason, "The reason: ice")->type_name(kind::text);
    app.footer("It keeps its name.\n"
               "Example:\n  runlog session move momma/2026-11-28 --to \"2026-11-29 7:00\"");
    return acting(move, words);
}

} // namespace runlog::cli
