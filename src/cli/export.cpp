#include "commands.hpp"
#include "context.hpp"
#include "export_calendar.hpp"
#include "filter_words.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/formats/run_rows.hpp"
#include "wording.hpp"

#include <fmt/format.h>

namespace runlog::cli {

namespace {

struct Words {
    FilterWords filter;
    std::string format = "csv";
    bool include_private = false;
    std::string calendar; ///< of this group
    std::string alarm;    ///< before each of its sessions
};

formats::RowFormat format_of(const Words& words) {
    if (words.format == "csv") return formats::RowFormat::csv;
    if (words.format == "jsonl") return formats::RowFormat::json_lines;
    throw Error(fmt::format("'{}' is no format.", printable(words.format)), "Use csv or jsonl.");
}

void check_calendar_words(const Words& words) {
    const auto& filter = words.filter;
    const bool about_runs = words.include_private || words.format != "csv" || !filter.members.empty() ||
                            !filter.group.empty() || !filter.tag.empty() || !filter.last.empty();
    if (about_runs) throw Error("A calendar has sessions, and no runs.", "Beside --ics say --since and --until alone.");
}

/// What a program reads is left as it was typed; a terminal is not moved by it.
void print_row(Context& context, const std::string& row) {
    if (!context.around().terminal) return context.print(row);
    context.say(printable(row.substr(0, row.size() - 1)));
}

int export_runs(Context& context, const Words& words) {
    if (!words.calendar.empty()) {
        check_calendar_words(words);
        return export_calendar(context, {words.calendar, words.filter.since, words.filter.until, words.alarm});
    }
    const auto format = format_of(words);
    auto filter = filter_from(context, words.filter);
    filter.oldest_first = true;
    std::int64_t kept_back = 0;
    context.print(formats::header_line(format));
    store::each_run(context.log(), filter, [&](const Run& run) {
        if (run.is_private && !words.include_private)
            ++kept_back;
        else
            print_row(context, formats::row_text(run, format));
    });
    if (kept_back > 0)
        context.note(fmt::format("{} left out; --private writes them too",
                                 counted(kept_back, "private run was", "private runs were")));
    return 0;
}

} // namespace

Action declare_export(CLI::App& app) {
    auto words = std::make_shared<Words>();
    declare_filters(app, words->filter);
    app.add_option("--format", words->format, "What to write: csv if not said")->type_name("csv|jsonl");
    app.add_flag("--private", words->include_private, "Private runs too");
    app.add_option("--ics", words->calendar, "Instead: this group's sessions, for calendars")->type_name(kind::group);
    app.add_option("--alarm", words->alarm, "In it, an alarm before each: 90min, 12h")
        ->type_name("LENGTH")
        ->needs("--ics");
    app.footer("What is written comes back with: runlog import\n"
               "Examples:\n"
               "  runlog export --private > runs.csv\n"
               "  runlog export --format jsonl --member anna --since 2026-01-01\n"
               "  runlog export --ics momma --alarm 12h > momma.ics");
    return acting(export_runs, words);
}

} // namespace runlog::cli
