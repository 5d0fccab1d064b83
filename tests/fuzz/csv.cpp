#include "fuzz/run_rows.hpp"

using namespace runlog;

/// Once as a whole file, and once behind the usual header, so that rows are reached without finding one first.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(fuzz::text_of(data, size));
    fuzz::check_rows(text, formats::RowFormat::csv);
    fuzz::check_rows(formats::header_line(formats::RowFormat::csv) + text, formats::RowFormat::csv);
    return 0;
}
