#include "fuzz/foreign.hpp"

using namespace runlog;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto read = [](std::istream& in, const formats::Settled&, const formats::RowVisitor& visit) {
        formats::read_running_page(in, visit);
    };
    fuzz::check_foreign(read, std::string(fuzz::text_of(data, size)), {});
    return 0;
}
