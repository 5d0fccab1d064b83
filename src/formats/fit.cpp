#include "fields.hpp"
#include "fit_records.hpp"
#include "measured.hpp"
#include "readers.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace runlog::formats {

namespace {

constexpr Instant fit_epoch{Seconds{631'065'600}}; // 1989-12-31T00:00:00Z

/// Below it a watch means seconds since it was switched on. From it (July 1998) to the largest (2126) any is believed.
constexpr std::uint32_t first_moment = 0x1000'0000;

/// By their numbers, from 0 to 48; few follow that anybody records.
constexpr auto sports = std::to_array<std::string_view>({
    "generic",
    "running",
    "cycling",
    "transition",
    "fitness_equipment",
    "swimming",
    "basketball",
    "soccer",
    "tennis",
    "american_football",
    "training",
    "walking",
    "cross_country_skiing",
    "alpine_skiing",
    "snowboarding",
    "rowing",
    "mountaineering",
    "hiking",
    "multisport",
    "paddling",
    "flying",
    "e_biking",
    "motorcycling",
    "boating",
    "driving",
    "golf",
    "hang_gliding",
    "horseback_riding",
    "hunting",
    "fishing",
    "inline_skating",
    "rock_climbing",
    "sailing",
    "ice_skating",
    "sky_diving",
    "snowshoeing",
    "snowmobiling",
    "stand_up_paddleboarding",
    "surfing",
    "wakeboarding",
    "water_skiing",
    "kayaking",
    "rafting",
    "windsurfing",
    "kitesurfing",
    "tactical",
    "jumpmaster",
    "boxing",
    "floor_climbing",
});
constexpr std::uint32_t fitness_equipment = 4;
constexpr std::uint32_t wheelchair_push_walk = 65;
constexpr std::uint32_t wheelchair_push_run = 66;
constexpr std::uint32_t treadmill = 1; ///< a sub sport

std::string sport_word(const FitSession& session) {
    const auto sport = session.sport.value_or(0);
    // What else is done on equipment is no run, so that here the finer word is the one that counts.
    if (sport == fitness_equipment && session.sub_sport == treadmill) return "treadmill";
    if (sport == wheelchair_push_walk) return "wheelchair_push_walk";
    if (sport == wheelchair_push_run) return "wheelchair_push_run";
    return sport < sports.size() ? std::string(sports[sport]) : fmt::format("sport {}", sport);
}

/// In whole units; 0 is as good as absent.
std::optional<std::int64_t> rounded(FitSession::Value value, std::int64_t parts_per_unit) {
    const auto whole = (value.value_or(0) + parts_per_unit / 2) / parts_per_unit;
    return whole > 0 ? std::optional(whole) : std::nullopt;
}

Instant moment_of(const FitSession& session) {
    if (!session.start) throw BadField("", "it does not say when it began");
    if (*session.start < first_moment) throw BadField("", "its start is unknown: the watch's clock was not set");
    return fit_epoch + Seconds{*session.start};
}

ReadRun run_from(const FitSession& session) {
    ReadRun read;
    read.program = "fit";
    read.sport = sport_word(session);
    read.moment = moment_of(session);
    if (const auto distance = rounded(session.distance, 100)) read.run.distance = Metres{*distance};
    if (const auto timer = rounded(session.timer, 1000)) read.run.duration = Seconds{*timer};
    if (const auto elapsed = rounded(session.elapsed, 1000); elapsed && !read.run.duration)
        read.run.duration = Seconds{*elapsed};
    check_effort(read.run);
    if (read.run.distance > longest_distance)
        throw BadField("", fmt::format("{} m is more than 1,000 km", read.run.distance->value));
    if (read.run.duration > longest_duration)
        throw BadField("", fmt::format("{} s is more than 7 days", read.run.duration->count()));
    return read;
}

void hand_over(const FitSession& session, const RowVisitor& visit) {
    ReadRun read;
    try {
        read = run_from(session);
    } catch (const BadField& bad) {
        return visit.bad({0, fmt::format("byte {}", session.offset), bad.what()});
    }
    visit.run(std::move(read));
}

} // namespace

void read_fit(std::istream& in, const RowVisitor& visit) {
    bool holds_activity = false;
    read_fit_records(in, [&](const FitSession& session) {
        holds_activity = true;
        hand_over(session, visit);
    });
    if (!holds_activity)
        throw BadFile("It holds no activity.", "A course, settings and a recording that was cut off hold none.");
}

} // namespace runlog::formats
