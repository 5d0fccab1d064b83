#include "fuzz/activities.hpp"

using namespace runlog;

/// Once as a whole file, and once within an activity and a lap of it, so that those are reached without finding them.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(fuzz::text_of(data, size));
    const std::string beginning = "<TrainingCenterDatabase><Activities><Activity Sport='Running'>";
    const std::string end = "</Activity></Activities></TrainingCenterDatabase>";
    fuzz::check_activities(formats::read_tcx, text, "tcx");
    fuzz::check_activities(formats::read_tcx, beginning + text + end, "tcx");
    fuzz::check_activities(formats::read_tcx,
                           beginning + "<Id>2026-11-21T06:00:00Z</Id><Lap><TotalTimeSeconds>" + text +
                               "</TotalTimeSeconds><DistanceMeters>1</DistanceMeters></Lap>" + end,
                           "tcx");
    return 0;
}
