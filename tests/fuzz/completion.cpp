#include "fuzz/property.hpp"
#include "fuzz/throwaway.hpp"

using namespace runlog;
using fuzz::require;

namespace {

fuzz::Throwaway& program() {
    static fuzz::Throwaway one;
    static const bool begun = (one.begin_again(), true);
    static_cast<void>(begun);
    return one;
}

} // namespace

/// The words of a line that is being typed, a line each.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Words words = fuzz::split(fuzz::text_of(data, size), '\n');
    if (!fuzz::stays_here(words)) return 0;
    const std::string typed = words.back();
    words.insert(words.begin(), {"_complete", "--"});
    const auto told = program().run(words);
    require(told.status == 0 && told.err.empty(), "whoever types is not disturbed");
    for (const auto& line : fuzz::split(told.out, '\n'))
        require(line.empty() || line.starts_with(typed), "what is offered begins as it is typed");
    return 0;
}
