#include "fuzz/foreign.hpp"

using namespace runlog;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::check_foreign_table(formats::read_strava, fuzz::text_of(data, size),
                              "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,"
                              "Distance,Filename,Elapsed Time,Moving Time,Distance\n");
    return 0;
}
