#include "commands.hpp"
#include "context.hpp"
#include "json.hpp"
#include "remind.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/store/safety.hpp"
#include "runlog/store/shares.hpp"
#include "sharing.hpp"
#include "table.hpp"
#include "wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace runlog::cli {

namespace {

struct Words {
    bool mend = false;
    bool json = false;
};

constexpr std::string_view to_text(store::Remedy remedy) {
    switch (remedy) {
    case store::Remedy::mend: return "mend";
    case store::Remedy::backup: return "backup";
    default: return "by hand";
    }
}

void tell_mended(Context& context, const store::Mended& mended) {
    for (const auto& what : mended.done) context.say("Mended: " + printable(what));
    if (!mended.kept.empty()) context.say(fmt::format("What was there is kept: {}", printable(mended.kept.string())));
    if (mended.change) context.say_how_to_take_it_back();
}

Json to_json(const store::Finding& finding) {
    Json object{{"subject", finding.subject}, {"troubles", Json::array()}, {"remedies", Json::array()}};
    for (const auto& trouble : finding.troubles) {
        object["troubles"].push_back(trouble.what);
        object["remedies"].push_back(to_text(trouble.remedy));
    }
    return object;
}

void tell_json(Context& context, const std::vector<store::Finding>& findings, const store::Mended& mended) {
    Json list = Json::array();
    for (const auto& finding : findings) list.push_back(to_json(finding));
    print_json(context, Json{{"log", context.log_path().string()}, {"findings", list}, {"mended", mended.done}});
}

/// A sentence beside its subject, whole on however narrow a terminal.
void tell(Context& context, const std::string& subject, std::string_view what, Tone tone) {
    constexpr std::size_t indent = 13;
    const std::string text = wrapped(printable(what), context.width(), indent);
    const std::string padding(indent - subject.size(), ' ');
    context.print(toned(subject, tone, context.around().colour) + padding + text.substr(indent));
}

void tell(Context& context, const std::vector<store::Finding>& findings) {
    context.say(printable(context.log_path().string()));
    for (const auto& finding : findings) {
        if (finding.troubles.empty()) tell(context, finding.subject, "fine", Tone::good);
        for (const auto& trouble : finding.troubles) tell(context, finding.subject, trouble.what, Tone::bad);
    }
}

void tell_what_helps(Context& context, const std::vector<store::Finding>& findings) {
    std::int64_t count = 0;
    bool mend = false;
    bool backup = false;
    for (const auto& finding : findings)
        for (const auto& trouble : finding.troubles) {
            ++count;
            mend = mend || trouble.remedy == store::Remedy::mend;
            backup = backup || trouble.remedy == store::Remedy::backup;
        }
    context.note(fmt::format("runlog: {}", counted(count, "trouble was found.", "troubles were found.")));
    if (mend) context.note("        What can be mended without a loss: " + context.typed("doctor --mend"));
    if (backup) context.note("        A sound backup mends it: " + context.typed("restore FILE --replace"));
}

int doctor(Context& context, const Words& words) {
    store::Mended mended;
    if (words.mend) mended = store::mend(context.log_to_change(), context.around().now);
    if (mended.change) context.mark_changed();
    auto findings = store::examine(context.log(), context.around().now);
    store::Finding reminders{"reminders", {}};
    for (const auto& trouble : reminder_troubles(context)) reminders.troubles.push_back({trouble});
    findings.push_back(reminders);
    if (const auto all = store::shares(context.log()); !all.empty()) {
        store::Finding sharing{"sharing", {}};
        for (const auto& share : all)
            for (const auto& trouble : sharing_troubles(context, share))
                sharing.troubles.push_back({fmt::format("{}: {}", share.handle, trouble)});
        findings.push_back(sharing);
    }
    if (words.json) {
        tell_json(context, findings, mended);
    } else {
        tell_mended(context, mended);
        tell(context, findings);
    }
    if (std::all_of(findings.begin(), findings.end(), [](const auto& finding) { return finding.troubles.empty(); }))
        return 0;
    tell_what_helps(context, findings);
    return 2;
}

} // namespace

Action declare_doctor(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_flag("--mend", words->mend, "Mend what can be mended without a loss");
    app.add_flag("--json", words->json, "Answer in JSON");
    app.footer("Reads the whole log, and changes nothing without --mend.\n"
               "Examples:\n"
               "  runlog doctor\n"
               "  runlog doctor --mend");
    return acting(doctor, words);
}

} // namespace runlog::cli
