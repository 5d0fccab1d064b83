#pragma once

#include "command.hpp"
#include "context.hpp"
#include "runlog/domain/missed.hpp"
#include "runlog/store/runs.hpp"

#include <string>

/// The filters that everything about runs takes (DESIGN §5).
namespace runlog::cli {

struct FilterWords {
    std::string members;
    std::string group;
    std::string tag;
    std::string since;
    std::string until;
    std::string last;
};

void declare_filters(CLI::App& app, FilterWords& words);

/// From which day on a report looks.
struct WindowWords {
    std::string since;
    std::string last;
};

/// `usual` is the length where the words say none.
void declare_window(CLI::App& app, WindowWords& words, std::string_view usual = usual_sessions_window);

/// The first day of the window that ends with `today`; `usual` where the words say none. Throws Error where they
/// contradict each other or lie after `today`.
Day window_from(const WindowWords& words, LocalTime now, Day today, std::string_view usual);

/// What the words select. Throws Error where a name or a day among them is unknown.
store::RunFilter filter_from(Context& context, const FilterWords& words);

} // namespace runlog::cli
