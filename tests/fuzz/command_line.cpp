#include "fuzz/harmless.hpp"
#include "fuzz/property.hpp"
#include "fuzz/throwaway.hpp"
#include "runlog/store/safety.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

using namespace runlog;
using fuzz::require;

namespace {

bool has(const fuzz::Words& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

void check(const fuzz::Words& words, const fuzz::Told& told) {
    require(told.status >= 0 && told.status <= 2, "the exit status is one of three");
    require(told.status != 1 || has(words, "--check"), "only a question is answered with no");
    require(told.status != 2 || told.err.starts_with("runlog: "), "trouble is told");
    require(!told.err.starts_with("runlog: Something went wrong"), "all that can go wrong is foreseen");
    require(!told.err.starts_with("runlog: The log holds something unreadable"), "what was kept can be read");
    require(fuzz::is_harmless(told.err, "\n"), "nothing on standard error moves the terminal");
    if (has(words, "--ics") || has(words, "_complete")) return; // what programs read is left as it is
    require(fuzz::is_harmless(told.out, "\n"), "nothing on standard output moves the terminal");
    const bool is_json = has(words, "--json") && told.out.starts_with('{');
    require(!is_json || nlohmann::json::accept(told.out), "an answer in JSON is JSON");
}

void check_log(const system::Surroundings& around) {
    const auto log = store::Log::open(*around.default_log, store::Access::read);
    for (const auto& finding : store::examine(log, around.now))
        for (const auto& trouble : finding.troubles)
            require(trouble.remedy == store::Remedy::by_hand, "the log is sound");
}

void check_export(const fuzz::Throwaway& program) {
    const auto exported = program.run({"export", "--private"});
    require(exported.status == 0, "every run can be exported");
    const auto imported = program.run({"import", "-", "--solo"}, exported.out);
    require(imported.status == 0 && imported.out.starts_with("0 runs imported"), "and is known when it comes back");
}

} // namespace

/// Commands on one log, one after the other. The size of the input chooses the terminal.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static fuzz::Throwaway program;
    const auto commands = fuzz::commands_in(fuzz::text_of(data, size));
    if (!std::all_of(commands.begin(), commands.end(), fuzz::stays_here)) return 0;
    program.begin_again();
    program.use_terminal(static_cast<int>(20 + size % 101), size % 2 == 0);
    for (const auto& words : commands) check(words, program.run(words));
    check_log(program.around());
    check_export(program);
    return 0;
}
