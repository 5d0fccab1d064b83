#include "commands.hpp"
#include "context.hpp"
#include "json.hpp"
#include "remind.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/store/safety.hpp"
#include "table.hpp"
#include "wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace runlog::cli {

namespace {

int doctor(Context& context, const bool& json) {
    auto findings = store::examine(context.log(), context.around().now);
    findings.push_back({"reminders", reminder_troubles(context), false});
    std::int64_t troubles = 0;
    for (const auto& finding : findings) troubles += static_cast<std::int64_t>(finding.troubles.size());
    if (json) {
        Json list = Json::array();
        for (const auto& finding : findings)
            list.push_back(Json{{"subject", finding.subject}, {"troubles", finding.troubles}});
        print_json(context, Json{{"log", context.log_path().string()}, {"findings", list}});
    } else {
        Table table({{""}, {"", Table::Align::left, 400}});
        for (const auto& finding : findings) {
            if (finding.troubles.empty()) table.add({finding.subject, {"fine", Tone::good}});
            for (const auto& trouble : finding.troubles) table.add({finding.subject, {trouble, Tone::bad}});
        }
        context.say(printable(context.log_path().string()));
        context.print(table.render(context.around().colour, context.glyphs().ellipsis, context.width()));
    }
    if (troubles == 0) return 0;
    context.note(fmt::format("runlog: {}", counted(troubles, "trouble was found.", "troubles were found.")));
    const bool damaged = std::any_of(findings.begin(), findings.end(), [](const store::Finding& finding) {
        return finding.is_damage && !finding.troubles.empty();
    });
    if (damaged) context.note("        A sound backup mends it: " + context.typed("restore FILE --replace"));
    return 2;
}

} // namespace

Action declare_doctor(CLI::App& app) {
    auto json = std::make_shared<bool>(false);
    app.add_flag("--json", *json, "Answer in JSON");
    app.footer("Reads the whole log and changes nothing.\n"
               "Example:\n  runlog doctor");
    return acting(doctor, json);
}

} // namespace runlog::cli
