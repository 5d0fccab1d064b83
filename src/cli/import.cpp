#include "commands.hpp"
#include "context.hpp"
#include "import_files.hpp"
#include "importer.hpp"
#include "json.hpp"
#include "lookup.hpp"
#include "progress.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/store/people.hpp"
#include "wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace runlog::cli {

namespace {

struct Words {
    std::vector<std::string> paths;
    ImportWords runs;
    std::string format;
    std::string sports;
    std::string since;
    std::string units;
    std::string decimal;
    std::string dates;
    bool dry_run = false;
    bool json = false;
};

/// What is told in the end.
struct Outcome {
    Tally tally;
    std::int64_t passed_over = 0; ///< files that are no histories
};

std::optional<Unit> unit_of(const std::string& word) {
    if (word.empty()) return std::nullopt;
    if (word == "km") return Unit::km;
    if (word == "mi") return Unit::mi;
    throw Error(fmt::format("'{}' is no unit.", printable(word)), "Say --units km or --units mi.");
}

std::optional<char> decimal_mark_of(const std::string& word) {
    if (word.empty()) return std::nullopt;
    if (word == "comma") return ',';
    if (word == "point") return '.';
    throw Error(fmt::format("'{}' is no mark of decimals.", printable(word)),
                "Say --decimal comma or --decimal point.");
}

std::optional<formats::DayOrder> day_order_of(const std::string& word) {
    if (word.empty()) return std::nullopt;
    if (word == "dmy") return formats::DayOrder::day_first;
    if (word == "mdy") return formats::DayOrder::month_first;
    throw Error(fmt::format("'{}' is no order of a date.", printable(word)),
                "Say --dates dmy, where days come first, or --dates mdy.");
}

std::optional<formats::FileKind> kind_of(const std::string& word) {
    if (word.empty()) return std::nullopt;
    if (const auto kind = formats::parse_file_kind(word)) return kind;
    std::vector<std::string_view> known;
    for (const auto kind : formats::file_kinds()) known.push_back(formats::to_text(kind));
    throw Error(fmt::format("'{}' is no format.", printable(word)),
                fmt::format("Those that can be read: {}.", fmt::join(known, ", ")));
}

FileWords file_words(const Words& words) {
    return {words.paths,
            kind_of(words.format),
            {unit_of(words.units), decimal_mark_of(words.decimal), day_order_of(words.dates)}};
}

ImportWords run_words(const Context& context, const Words& words, const store::Log& log) {
    ImportWords runs = words.runs;
    if (!words.since.empty()) runs.since = parse_when(words.since, context.now_for(store::owner(log)), Tense::past).day;
    for (const auto& sport : split_list(words.sports)) runs.sports.push_back(formats::sport_key(sport));
    return runs;
}

Outcome bring_in(Context& context, const Words& words, store::Writer& writer) {
    const auto files = file_words(words);
    const auto runs = run_words(context, words, writer.log());
    Importer importer(context, runs, writer);
    Progress progress(context);
    const auto passed_over = import_files(context, files, importer, progress);
    return {importer.tally(), passed_over};
}

void tell_left_out(Context& context, const Outcome& outcome) {
    const Tally& tally = outcome.tally;
    std::int64_t all = 0;
    std::vector<std::string> reasons;
    for (const auto& [why, count] : tally.left_out) {
        all += count;
        reasons.push_back(fmt::format("{} {}", grouped(count), why));
    }
    if (all > 0) context.say(fmt::format("  {} left out: {}", grouped(all), fmt::join(reasons, ", ")));
    if (outcome.passed_over > 0)
        context.say(fmt::format("  passed over: {}", counted(outcome.passed_over, "file that is no history",
                                                             "files that are no histories")));
}

void tell_doubles(Context& context, const Words& words, const Tally& tally) {
    if (tally.doubles == 0) return;
    context.say(fmt::format("  {} of them may be in the log twice{}", grouped(tally.doubles),
                            words.dry_run ? "" : "; if they are one, join them:"));
    if (words.dry_run) return;
    for (const auto& one : tally.first_doubles)
        context.say(fmt::format("    {}  ({})",
                                context.typed(fmt::format("merge {} {}", one.other.value, one.added.value)), one.when));
    if (tally.doubles > static_cast<std::int64_t>(tally.first_doubles.size()))
        context.say(fmt::format("    and {} more: runlog doctor",
                                grouped(tally.doubles - static_cast<std::int64_t>(tally.first_doubles.size()))));
}

/// The names, or the first of them where they are too many to be read.
std::string some_of(const std::vector<std::string>& names) {
    constexpr std::size_t most = 12;
    const std::size_t named = names.size() <= most ? names.size() : most - 1;
    return joined({names.begin(), names.begin() + static_cast<std::ptrdiff_t>(named)}, names.size());
}

void tell(Context& context, const Words& words, const Outcome& outcome) {
    const Tally& tally = outcome.tally;
    context.say(
        fmt::format("{} imported, {} known already{}", counted(tally.added, "run", "runs"), grouped(tally.known),
                    tally.bad > 0 ? fmt::format(", {} left out", counted(tally.bad, "bad line", "bad lines")) : ""));
    if (tally.at_sessions > 0) context.say(fmt::format("  {} of them at sessions", grouped(tally.at_sessions)));
    tell_doubles(context, words, tally);
    tell_left_out(context, outcome);
    const auto told = static_cast<std::int64_t>(Tally::told);
    if (tally.bad > told && !words.runs.verbose)
        context.note(fmt::format("and {} more left out; --verbose names them", grouped(tally.bad - told)));
    if (!tally.new_members.empty()) context.say(fmt::format("New members: {}", some_of(tally.new_members)));
    if (!tally.new_groups.empty()) context.say(fmt::format("New groups: {}", joined(tally.new_groups)));
}

Json to_json(const Words& words, const Outcome& outcome) {
    const Tally& tally = outcome.tally;
    Json left_out = Json::array();
    for (const auto& [why, count] : tally.left_out) left_out.push_back(Json{{"why", why}, {"count", count}});
    Json doubles = Json::array();
    for (const auto& one : tally.first_doubles)
        doubles.push_back(Json{{"run", one.added.value}, {"other", one.other.value}});
    return Json{{"added", tally.added},
                {"known", tally.known},
                {"bad", tally.bad},
                {"at_sessions", tally.at_sessions},
                {"new_members", tally.new_members},
                {"new_groups", tally.new_groups},
                {"left_out", left_out},
                {"files_passed_over", outcome.passed_over},
                {"likely_doubles", tally.doubles},
                {"first_doubles", doubles},
                {"dry_run", words.dry_run}};
}

/// What `history` calls it.
std::string summary(const Words& words, const Tally& tally) {
    const auto more = static_cast<std::int64_t>(words.paths.size()) - 1;
    return fmt::format("{} from {}{}", counted(tally.added, "run", "runs"), printable(words.paths.front()),
                       more > 0 ? fmt::format(" and {} more", more) : "");
}

int import(Context& context, const Words& words) {
    Outcome outcome;
    bool changed = false;
    if (words.dry_run)
        context.rehearse([&](store::Writer& writer) { outcome = bring_in(context, words, writer); });
    else
        changed = context
                      .change("import",
                              [&](store::Writer& writer) {
                                  outcome = bring_in(context, words, writer);
                                  return summary(words, outcome.tally);
                              })
                      .has_value();
    if (words.json) {
        print_json(context, to_json(words, outcome));
        return 0;
    }
    tell(context, words, outcome);
    if (words.dry_run) context.say("This was a dry run: nothing is kept.");
    if (changed) context.say_how_to_take_it_back();
    return 0;
}

} // namespace

Action declare_import(CLI::App& app) {
    auto words = std::make_shared<Words>();
    auto& runs = words->runs;
    app.add_option("PATHS", words->paths, "Files, folders or zips; - for standard input")->type_name("")->required();
    app.add_option("--member", runs.member, "Whose runs, where the file does not say")->type_name(kind::member);
    app.add_option("--since", words->since, "Only runs from this day on")->type_name(kind::day);
    app.add_option("--sport", words->sports, "Not runs but these: walk,hike; all")->type_name("SPORTS")->join(',');
    app.add_option("--zone", runs.zone, "The time zone, where the file does not say")->type_name(kind::zone);
    app.add_option("--units", words->units, "What distances without a unit are in")->type_name("km|mi");
    app.add_option("--decimal", words->decimal, "What 4,808 means")->type_name("comma|point");
    app.add_option("--dates", words->dates, "What 09/12/2022 means")->type_name("dmy|mdy");
    app.add_option("--format", words->format, "What the file is, where its beginning misleads")->type_name("FORMAT");
    app.add_flag("--create-members", runs.create_members, "Add people and groups the log lacks");
    app.add_flag("--solo", runs.solo, "Give no run to a session that was on");
    app.add_flag("--skip-bad", runs.skip_bad, "Leave bad lines and bad files out");
    app.add_flag("--dry-run", words->dry_run, "Only say what would happen");
    app.add_flag("--verbose", runs.verbose, "Name every run");
    auto* json = app.add_flag("--json", words->json, "Answer in JSON");
    json->excludes("--verbose");
    app.footer("Reads exports of Strava, Garmin, Runkeeper, Apple Health and running_page,\n"
               "GPX, TCX and FIT, and runlog's own CSV and JSON lines.\n"
               "Importing a file again changes nothing.\n"
               "Examples:\n"
               "  runlog import export_1234.zip --dry-run\n"
               "  runlog import ~/watch/*.gpx\n"
               "  runlog import runs.csv --create-members");
    return acting(import, words);
}

} // namespace runlog::cli
