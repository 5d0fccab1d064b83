#include "commands.hpp"
#include "context.hpp"
#include "json.hpp"
#include "lookup.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/formats/run_rows.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/runs.hpp"
#include "runlog/system/zones.hpp"
#include "tagging.hpp"
#include "wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <map>
#include <sstream>

namespace runlog::cli {

namespace {

struct Words {
    std::string file;
    std::string format;
    std::string member;
    std::string zone;
    bool create_members = false;
    bool solo = false;
    bool skip_bad = false;
    bool json = false;
};

struct Tally {
    std::int64_t added = 0;
    std::int64_t known = 0;
    std::int64_t bad = 0;
    std::int64_t at_sessions = 0; ///< of those added
    std::vector<std::string> new_members;
    std::vector<std::string> new_groups;
};

constexpr std::int64_t bad_rows_told = 10;

/// A file's runs on their way into the log.
class Import {
public:
    Import(Context& context, const Words& words, store::Writer& writer)
        : context_(context), words_(words), writer_(writer), owner_(store::owner(writer.log())),
          newest_before_(newest(writer.log())), tagger_(context, writer.log()) {
        if (!words.zone.empty()) zone_called(words.zone);
        if (!words.member.empty()) member_called(writer.log(), words.member);
    }

    void take(formats::ReadRun read) {
        try {
            place_run(read);
            name_people(read.run);
            check_run_now(read.run);
            if (is_known(read.run)) {
                ++tally_.known;
                return;
            }
            tag(read.run);
        } catch (const Error& error) {
            return refuse({read.line, "", error.what()});
        }
        store::add_run(writer_, read.run);
        if (read.run.session) ++tally_.at_sessions;
        ++tally_.added;
    }

    void refuse(const formats::BadRow& row) {
        const std::string place = row.where.empty() ? "" : fmt::format(", {}", row.where);
        const std::string sentence = fmt::format("{}, line {}{}: {}", printable(words_.file), row.line, place, row.why);
        if (!words_.skip_bad)
            throw Error(sentence, "Nothing was imported. Mend the line, or leave such lines out with --skip-bad.");
        if (++tally_.bad <= bad_rows_told) context_.note("left out: " + sentence);
    }

    const Tally& tally() const { return tally_; }

private:
    static RunId newest(const store::Log& log) {
        const auto ids = store::newest_runs(log, 1);
        return ids.empty() ? RunId{} : ids.front();
    }

    const Zone& zone_called(const std::string& name) {
        const auto found = zones_.find(name);
        if (found != zones_.end()) return found->second;
        return zones_.emplace(name, system::find_zone(name, context_.around().zone)).first->second;
    }

    /// Gives the run a zone where the file names none, and a moment where it gives local time alone.
    void place_run(formats::ReadRun& read) {
        if (read.run.zone.empty()) read.run.zone = words_.zone.empty() ? context_.zone_of(owner_).name : words_.zone;
        const Zone& zone = zone_called(read.run.zone);
        if (!read.local_start) return;
        read.run.start = place(zone, *read.local_start);
        read.run.day = date::floor<date::days>(read.run.start->local);
    }

    void name_people(Run& run) {
        if (run.members.empty()) run.members = {words_.member.empty() ? owner_.handle : words_.member};
        for (auto& name : run.members) name = member_handle(name);
        if (run.group) run.group = group_handle(*run.group);
    }

    /// The handle as the log has it. Names are looked up once each, since a file repeats a few of them many times.
    std::string member_handle(const std::string& name) {
        const auto found = members_.find(name);
        if (found != members_.end()) return found->second;
        if (words_.create_members && name != "me" && !store::find_member(writer_.log(), name)) {
            Member member;
            member.handle = name;
            store::add_member(writer_, member);
            tally_.new_members.push_back(name);
        }
        return members_[name] = member_called_or_told(name).handle;
    }

    Member member_called_or_told(const std::string& name) {
        try {
            return member_called(writer_.log(), name);
        } catch (const Error& error) {
            throw Error(std::string(error.what()) + " --create-members adds the people and groups of the file.");
        }
    }

    std::string group_handle(const std::string& name) {
        if (auto group = store::find_group(writer_.log(), name)) return group->handle;
        if (!words_.create_members)
            throw Error(fmt::format("There is no group '{}'. --create-members adds the people and groups of the file.",
                                    printable(name)));
        Group group;
        group.handle = name;
        store::add_group(writer_, group);
        tally_.new_groups.push_back(name);
        return name;
    }

    /// A run that names its session keeps it; others are tagged as `add` does.
    void tag(Run& run) {
        if (run.session)
            tagger_.normalise(run);
        else if (!words_.solo)
            tagger_.tag(run, {});
    }

    void check_run_now(const Run& run) {
        const Day today = date::floor<date::days>(place(zone_called(run.zone), context_.around().now).local);
        check_run(run, today, context_.around().now);
    }

    /// Whether the log had this run before: by uid, by source, or, where the file gives neither, by being alike. As
    /// many alike runs as the file holds are wanted, so that two equal laps of one day stay two.
    bool is_known(const Run& run) {
        if (run.uid != Uid{}) return store::find_run(writer_.log(), run.uid).has_value();
        if (run.source) return store::find_run_from(writer_.log(), *run.source).has_value();
        const std::string key = alike_key(run);
        const int before = store::count_alike(writer_.log(), run, newest_before_);
        return ++seen_[key] <= before;
    }

    static std::string alike_key(const Run& run) {
        return fmt::format("{} {} {} {} {}", iso(run.day), run.start ? iso(*run.start) : "", run.members.front(),
                           run.distance ? run.distance->value : 0, run.duration ? run.duration->count() : 0);
    }

    Context& context_;
    const Words& words_;
    store::Writer& writer_;
    Member owner_;
    RunId newest_before_;
    std::map<std::string, Zone> zones_;
    std::map<std::string, std::string> members_;
    std::map<std::string, int> seen_;
    Tagger tagger_;
    Tally tally_;
};

std::string read_all(Context& context, const std::string& file) {
    std::ostringstream text;
    if (file == "-") {
        text << context.in().rdbuf();
        return text.str();
    }
    std::error_code trouble;
    if (std::filesystem::is_directory(file, trouble))
        throw Error(fmt::format("{} is a folder.", printable(file)), "Name a file of runlog CSV or JSON lines.");
    std::ifstream in(file, std::ios::binary);
    if (!in) throw Error(fmt::format("{} cannot be read.", printable(file)), "Check the name and its permissions.");
    text << in.rdbuf();
    return text.str();
}

formats::RowFormat format_of(const Words& words, const std::string& text) {
    if (words.format == "csv") return formats::RowFormat::csv;
    if (words.format == "jsonl") return formats::RowFormat::json_lines;
    if (!words.format.empty())
        throw Error(fmt::format("'{}' is no format.", printable(words.format)), "Use csv or jsonl.");
    return formats::recognise(std::string_view(text).substr(0, 200));
}

void tell(Context& context, const Tally& tally, bool changed) {
    context.say(
        fmt::format("{} imported, {} known already{}", counted(tally.added, "run", "runs"), grouped(tally.known),
                    tally.bad > 0 ? fmt::format(", {} left out", counted(tally.bad, "bad line", "bad lines")) : ""));
    if (tally.at_sessions > 0) context.say(fmt::format("{} of them at sessions", grouped(tally.at_sessions)));
    if (tally.bad > bad_rows_told)
        context.note(fmt::format("and {} more left out", grouped(tally.bad - bad_rows_told)));
    if (!tally.new_members.empty()) context.say(fmt::format("New members: {}", joined(tally.new_members)));
    if (!tally.new_groups.empty()) context.say(fmt::format("New groups: {}", joined(tally.new_groups)));
    if (changed) context.say_how_to_take_it_back();
}

int import(Context& context, const Words& words) {
    const std::string text = read_all(context, words.file);
    const auto format = format_of(words, text);
    Tally tally;
    const auto change = context.change("import", [&](store::Writer& writer) {
        Import import(context, words, writer);
        std::istringstream in(text);
        formats::read_runs(in, format,
                           {[&](formats::ReadRun run) { import.take(std::move(run)); },
                            [&](formats::BadRow row) { import.refuse(row); }});
        tally = import.tally();
        return fmt::format("{} from {}", counted(tally.added, "run", "runs"), printable(words.file));
    });
    if (words.json)
        print_json(context, Json{{"added", tally.added},
                                 {"known", tally.known},
                                 {"bad", tally.bad},
                                 {"at_sessions", tally.at_sessions},
                                 {"new_members", tally.new_members},
                                 {"new_groups", tally.new_groups}});
    else
        tell(context, tally, change.has_value());
    return 0;
}

} // namespace

Action declare_import(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("FILE", words->file, "Runlog CSV or JSON lines; - for standard input")->type_name("")->required();
    app.add_option("--format", words->format, "What it is, where its beginning misleads")->type_name("csv|jsonl");
    app.add_option("--member", words->member, "Whose runs, where the file does not say")->type_name(kind::member);
    app.add_option("--zone", words->zone, "The time zone, where the file does not say")->type_name(kind::zone);
    app.add_flag("--create-members", words->create_members, "Add people and groups the log lacks");
    app.add_flag("--solo", words->solo, "Give no run to a session that was on");
    app.add_flag("--skip-bad", words->skip_bad, "Leave bad lines out");
    app.add_flag("--json", words->json, "Answer in JSON");
    app.footer("Importing a file again changes nothing.\n"
               "Examples:\n"
               "  runlog import runs.csv --create-members\n"
               "  runlog import runs.jsonl --skip-bad");
    return acting(import, words);
}

} // namespace runlog::cli
