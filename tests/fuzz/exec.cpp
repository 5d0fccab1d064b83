#include "cli/ways_out.hpp"
#include "fuzz/property.hpp"

using namespace runlog;

/// The command of `--exec`, taken apart and put together for a crontab.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(fuzz::text_of(data, size));
    const auto words = fuzz::accepted([&] { return cli::words_of_command(text); });
    if (!words) return 0;
    fuzz::require(!words->empty() && !words->front().empty(), "a command names a program");
    if (const auto whole = fuzz::accepted([&] { return cli::command_of_words(*words); }))
        fuzz::require(cli::words_of_command(*whole) == *words, "a command put together is the same command");
    return 0;
}
