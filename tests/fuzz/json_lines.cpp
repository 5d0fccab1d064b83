#include "fuzz/run_rows.hpp"

using namespace runlog;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::check_rows(std::string(fuzz::text_of(data, size)), formats::RowFormat::json_lines);
    return 0;
}
