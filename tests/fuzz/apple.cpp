#include "fuzz/activities.hpp"

using namespace runlog;

/// Once as a whole file, and once within a workout and its attributes, so that those are reached without finding them.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(fuzz::text_of(data, size));
    const std::string workout = "<HealthData><Workout startDate='2026-11-21 06:00:00 +0100' ";
    const std::string end = "</Workout></HealthData>";
    fuzz::check_activities(formats::read_apple, text, "apple");
    fuzz::check_activities(formats::read_apple, workout + "duration='9' durationUnit='min'>" + text + end, "apple");
    fuzz::check_activities(formats::read_apple, workout + text + end, "apple");
    return 0;
}
