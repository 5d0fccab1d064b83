#include "fuzz/foreign.hpp"

using namespace runlog;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::check_foreign_table(formats::read_runkeeper, fuzz::text_of(data, size),
                              "Activity Id,Date,Type,Route Name,Distance (mi),Duration,Notes,GPX File\n");
    return 0;
}
