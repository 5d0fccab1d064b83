#include "runlog/domain/merge.hpp"

#include "commands.hpp"
#include "context.hpp"
#include "json.hpp"
#include "lookup.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/formats/json.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/runs.hpp"
#include "tagging.hpp"
#include "wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace runlog::cli {

namespace {

struct Words {
    std::string kept;
    std::string other;
    bool json = false;
};

void check_may_be_merged(const Run& kept, const Run& other) {
    if (kept.id == other.id) throw Error(fmt::format("Run {} is one already.", kept.id.value), "Name two runs.");
    if (kept.day - other.day > date::days{1} || other.day - kept.day > date::days{1})
        throw Error(fmt::format("Run {} was on {}, and run {} on {}.", kept.id.value, long_text(kept.day),
                                other.id.value, long_text(other.day)),
                    "Two records of one run are of one day. Mend the day first: runlog edit RUN --on DAY");
}

int merge(Context& context, const Words& words) {
    Run other;
    Run run;
    context.change("merge", [&](store::Writer& writer) {
        const Run kept = own_run_numbered(writer.log(), words.kept);
        other = own_run_numbered(writer.log(), words.other);
        check_may_be_merged(kept, other);
        run = merged(kept, other);
        store::remove_run(writer, other.id);
        store::update_run(writer, run);
        run = store::find_run(writer.log(), run.id).value();
        return fmt::format("run {} merged into run {}: {}, {}", other.id.value, run.id.value, long_text(run.day),
                           effort_text(run, store::settings(writer.log()).units));
    });
    if (words.json) {
        print_json(context, Json{{"run", formats::to_json(run)}, {"merged", other.id.value}});
        return 0;
    }
    context.say(fmt::format("Run {} is part of run {} now: {}, {}", other.id.value, run.id.value, when_text(run),
                            effort_text(run, context.settings().units)));
    if (run.members.size() > 1) context.say(fmt::format("  with {}", fmt::join(run.members, ", ")));
    if (run.session) context.say(fmt::format("  at {}/{}", printable(*run.group), *run.session));
    context.say_how_to_take_it_back();
    return 0;
}

} // namespace

Action declare_merge(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("RUN", words->kept, "The number of the run that stays")->type_name("")->required();
    app.add_option("OTHER", words->other, "The number of the one that becomes part of it")->type_name("")->required();
    app.add_flag("--json", words->json, "Answer in JSON");
    app.footer("What a watch or another program recorded counts more than what was typed;\n"
               "runners, tags and notes are those of both.\n"
               "Example:\n"
               "  runlog merge 41 42");
    return acting(merge, words);
}

} // namespace runlog::cli
