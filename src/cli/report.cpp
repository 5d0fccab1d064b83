#include "report_facts.hpp"
#include "report_json.hpp"
#include "report_page.hpp"

#include "commands.hpp"
#include "context.hpp"
#include "filter_words.hpp"
#include "lookup.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/privacy.hpp"
#include "runlog/system/whole_file.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace runlog::cli {

namespace {

constexpr std::string_view usual_window = "12m";
constexpr std::string_view standard_output = "-";
constexpr date::days longest_window{5 * 366};

struct Words {
    std::string group;
    std::string html;
    std::string markdown;
    std::string svg;
    WindowWords window;
    std::optional<std::string> as_of;
    bool callouts = false;
    bool json = false;
};

void check_one_output(const Words& words) {
    const auto to_output = (words.html == standard_output ? 1 : 0) + (words.markdown == standard_output ? 1 : 0) +
                           (words.svg == standard_output ? 1 : 0) + (words.json ? 1 : 0);
    if (to_output > 1) throw Error("Only one thing can go to standard output.", "Name files for the others.");
}

/// Writes where that was asked for.
void deliver(Context& context, const std::string& file, const std::string& text, const Words& words) {
    if (file == standard_output) return context.print(text);
    system::write_whole_file(file, text);
    const std::string line = fmt::format("Written: {}", printable(file));
    const bool output_is_taken = words.json || words.html == standard_output || words.markdown == standard_output ||
                                 words.svg == standard_output;
    output_is_taken ? context.note(line) : context.say(line);
}

Day window(Context& context, const Roll& roll, const Words& words) {
    const Day since =
        window_from(words.window, context.now_for(store::owner(context.log())), roll.today(), usual_window);
    if (roll.today() - since > longest_window)
        throw Error("A calendar of more than five years is more than a page shows.", "Say less with --last.");
    return since;
}

int report(Context& context, const Words& words) {
    check_one_output(words);
    context.set_as_of(words.as_of);
    const auto& log = context.log();
    store::hide_private_runs(log);
    context.settings();
    Roll roll(context, log, group_called(log, words.group));
    const ReportWishes wishes{window(context, roll, words), words.callouts};
    ReportFacts facts = report_facts(context, roll, wishes);
    const bool shows = words.html.empty() && words.markdown.empty() && words.svg.empty() && !words.json;
    if (!words.html.empty()) deliver(context, words.html, formats::html_text(report_page(context, facts, true)), words);
    if (!words.markdown.empty())
        deliver(context, words.markdown, formats::markdown_text(report_page(context, facts, true)), words);
    if (!words.svg.empty())
        deliver(context, words.svg, formats::svg_text(report_year(facts, context.settings().week_begins)), words);
    if (shows) context.print(formats::markdown_text(report_page(context, facts, context.around().unicode)));
    if (words.json) print_report_json(context, facts);
    return 0;
}

} // namespace

Action declare_report(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("GROUP", words->group, "Which group")->type_name("")->required();
    app.add_option("--html", words->html, "Write the page here; - is standard output")->type_name(kind::file);
    app.add_option("--markdown", words->markdown, "Write it as Markdown")->type_name(kind::file);
    app.add_option("--svg", words->svg, "Write the year's calendar alone, a picture")->type_name(kind::file);
    app.add_flag("--callouts", words->callouts, "Say who was missed, too");
    declare_window(app, words->window, usual_window);
    app.add_option("--as-of", words->as_of, "As it stood at the end of this day")->type_name(kind::day);
    app.add_flag("--json", words->json, "Answer in JSON");
    app.footer("Without a file the page is shown as Markdown. Private runs never count in it.\n"
               "Examples:\n"
               "  runlog report momma --html momma.html\n"
               "  runlog report momma --html page.html --callouts --last 6m");
    return acting(report, words);
}

} // namespace runlog::cli
