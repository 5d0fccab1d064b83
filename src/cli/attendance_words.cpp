#include "attendance_words.hpp"

#include "runlog/domain/text.hpp"
#include "session_words.hpp"
#include "wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace runlog::cli {

namespace {

struct Glyph {
    Presence presence;
    std::string_view unicode;
    std::string_view ascii;
};

constexpr std::array glyph_table{
    Glyph{Presence::present, "●", "#"},   Glyph{Presence::remote, "○", "o"},       Glyph{Presence::made_up, "◐", "m"},
    Glyph{Presence::excused, "–", "e"},   Glyph{Presence::missed, "×", "x"},       Glyph{Presence::pending, "?", "?"},
    Glyph{Presence::cancelled, "∅", "c"}, Glyph{Presence::not_expected, "·", "."},
};

std::string moment_text(Context& context, const Member& member, Instant instant) {
    const Placed placed = place(context.zone_of(member), instant);
    const Day day = date::floor<date::days>(placed.local);
    return fmt::format("{}, {}", long_text(day),
                       clock_text(std::chrono::floor<std::chrono::minutes>(placed.local - day)));
}

std::string promise_words(const Membership& membership, Day today) {
    const std::string since = short_text(membership.when.from, today);
    switch (membership.commitment.kind) {
    case Commitment::Kind::all: return fmt::format("promised all sessions since {}", since);
    case Commitment::Kind::per_week:
        return fmt::format("promised {} a week since {}",
                           counted(membership.commitment.per_week, "session", "sessions"), since);
    case Commitment::Kind::promised: break;
    }
    return fmt::format("comes when promised, since {}", since);
}

std::string makeup_words(const Roll& roll, const Attendance& one, const Membership* membership) {
    const Makeup makeup = terms_on(roll.terms(), one.day()).makeup.value_or(Makeup::day);
    const bool usual = !terms_on(roll.terms(), one.day()).makeup && membership && membership->remote;
    return fmt::format("a run {} makes it up{}", makeup == Makeup::week ? "of that week" : "of that day",
                       usual ? " for remote members" : "");
}

} // namespace

std::string_view glyph_of(Presence presence, bool unicode) {
    const auto found = std::find_if(glyph_table.begin(), glyph_table.end(),
                                    [&](const Glyph& glyph) { return glyph.presence == presence; });
    return unicode ? found->unicode : found->ascii;
}

std::string legend(const std::vector<Presence>& shown, bool unicode) {
    std::string text;
    for (const auto& glyph : glyph_table) {
        if (std::find(shown.begin(), shown.end(), glyph.presence) == shown.end()) continue;
        text += fmt::format("{}{} {}", text.empty() ? "" : "  ", unicode ? glyph.unicode : glyph.ascii,
                            to_text(glyph.presence));
    }
    return text;
}

Tone tone_of(Presence presence) {
    switch (presence) {
    case Presence::present:
    case Presence::remote:
    case Presence::made_up: return Tone::good;
    case Presence::missed: return Tone::bad;
    case Presence::pending: return Tone::warning;
    case Presence::excused:
    case Presence::cancelled:
    case Presence::not_expected: break;
    }
    return Tone::faint;
}

std::string why_words(Context& context, Roll& roll, const Member& member, const Attendance& one) {
    const Membership* membership = membership_on(roll.participant(member).memberships, one.day());
    const std::string run = one.run ? fmt::format("run {}", one.run->value) : "";
    const std::string promised = one.promised ? "promised " + moment_text(context, member, *one.promised)
                                 : membership ? promise_words(*membership, roll.today())
                                              : "not in the group that day";
    switch (one.presence) {
    case Presence::cancelled: return fmt::format("told {}", moment_text(context, member, *one.announced));
    case Presence::present: return run;
    case Presence::remote: return run + ", run elsewhere";
    case Presence::made_up: return fmt::format("{}: {}", run, makeup_words(roll, one, membership));
    case Presence::excused:
        return fmt::format("told {}, {} it began{}", moment_text(context, member, *one.announced),
                           one.beforehand ? "before" : "after",
                           one.recorded_by ? ", by " + printable(*one.recorded_by) : "");
    case Presence::pending: return fmt::format("{}; open until {}", promised, moment_text(context, member, one.closes));
    case Presence::missed: return fmt::format("{}; nothing by {}", promised, moment_text(context, member, one.closes));
    case Presence::not_expected: break;
    }
    return promised;
}

} // namespace runlog::cli
