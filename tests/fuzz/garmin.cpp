#include "fuzz/foreign.hpp"

using namespace runlog;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::check_foreign_table(formats::read_garmin, fuzz::text_of(data, size),
                              "Activity Type,Date,Favorite,Title,Distance,Calories,Time,Moving Time,Elapsed Time\n");
    return 0;
}
