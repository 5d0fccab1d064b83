#include "commands.hpp"
#include "context.hpp"
#include "lookup.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/reminders.hpp"
#include "wording.hpp"

#include <fmt/format.h>

#include <algorithm>

/// `remind off`, `remind on` and `remind quiet-hours`: what somebody wants of reminders.
namespace runlog::cli {

namespace {

struct Words {
    std::vector<std::string> kinds;
    std::string hours;
    std::string on_behalf_of;
};

std::vector<Member> asked(const store::Log& log, const Words& words) {
    return words.on_behalf_of.empty() ? std::vector{store::owner(log)} : members_called(log, words.on_behalf_of);
}

std::vector<ReminderKind> kinds_of(const Words& words) {
    std::vector<ReminderKind> kinds;
    for (const auto& word : words.kinds)
        for (const auto& name : split_list(word)) kinds.push_back(parse_reminder_kind(name));
    return kinds;
}

std::string off_words(const ReminderWishes& wishes) {
    if (wishes.off.empty()) return "all kinds of reminders";
    if (wishes.off.size() == reminder_kinds.size()) return "no reminders";
    std::vector<std::string> names;
    for (const auto kind : wishes.off) names.emplace_back(to_text(kind));
    return fmt::format("reminders, but not {}", joined(names));
}

/// Changes the wishes of everybody asked for, and says them.
int change_wishes(Context& context, const Words& words, const std::function<void(ReminderWishes&)>& wish,
                  const std::function<std::string(const ReminderWishes&)>& say) {
    std::vector<std::string> lines;
    const auto change = context.change("remind", [&](store::Writer& writer) {
        lines.clear();
        for (const auto& member : asked(writer.log(), words)) {
            auto wishes = store::reminder_wishes(writer.log(), member.id);
            wish(wishes);
            store::set_reminder_wishes(writer, member.id, wishes);
            lines.push_back(fmt::format("{} {}", name_of(member), say(wishes)));
        }
        return fmt::format("{}", fmt::join(lines, "; "));
    });
    for (const auto& line : lines) context.say(change ? line : line + ", as before");
    if (change) context.say_how_to_take_it_back();
    return 0;
}

int turn(Context& context, const Words& words, bool on) {
    const auto kinds = kinds_of(words);
    const auto is_named = [&](ReminderKind kind) { return std::find(kinds.begin(), kinds.end(), kind) != kinds.end(); };
    return change_wishes(
        context, words,
        [&](ReminderWishes& wishes) {
            std::vector<ReminderKind> off;
            for (const auto kind : reminder_kinds)
                if (is_named(kind) ? !on : !wishes.allow(kind)) off.push_back(kind);
            wishes.off = off;
        },
        [](const ReminderWishes& wishes) { return "gets " + off_words(wishes); });
}

int turn_off(Context& context, const Words& words) {
    return turn(context, words, false);
}

int turn_on(Context& context, const Words& words) {
    return turn(context, words, true);
}

int quiet_hours(Context& context, const Words& words) {
    const auto hours = words.hours == "none" ? std::nullopt : std::optional(parse_quiet_hours(words.hours));
    return change_wishes(
        context, words, [&](ReminderWishes& wishes) { wishes.quiet = hours; },
        [](const ReminderWishes& wishes) {
            return wishes.quiet ? fmt::format("is left alone {}", to_text(*wishes.quiet))
                                : std::string("hears of things at any hour");
        });
}

void declare_kinds(CLI::App& app, Words& words) {
    app.add_option("KINDS", words.kinds, "Which: upcoming, log_it, streak_at_risk ...")->type_name("")->required();
    app.add_option("--for", words.on_behalf_of, "Whose, if not yours")->type_name(kind::members)->join(',');
}

} // namespace

Action declare_remind_off(CLI::App& app) {
    auto words = std::make_shared<Words>();
    declare_kinds(app, *words);
    app.footer("The kinds: upcoming, log_it, streak_at_risk, missed_you, welcome_back, promise,\ncrew.\n"
               "Examples:\n"
               "  runlog remind off crew\n"
               "  runlog remind off promise streak_at_risk --for anna");
    return acting(turn_off, words);
}

Action declare_remind_on(CLI::App& app) {
    auto words = std::make_shared<Words>();
    declare_kinds(app, *words);
    app.footer("Example:\n  runlog remind on crew");
    return acting(turn_on, words);
}

Action declare_remind_quiet_hours(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("HOURS", words->hours, "From when to when: 22:00-6:30; none for none")->type_name("")->required();
    app.add_option("--for", words->on_behalf_of, "Whose, if not yours")->type_name(kind::members)->join(',');
    app.footer("By the member's own clocks. What comes up meanwhile is told afterwards, where it\n"
               "still matters.\n"
               "Examples:\n"
               "  runlog remind quiet-hours 22:00-6:30\n"
               "  runlog remind quiet-hours none --for anna");
    return acting(quiet_hours, words);
}

} // namespace runlog::cli
