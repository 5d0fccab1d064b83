#include "commands.hpp"
#include "context.hpp"
#include "json.hpp"
#include "remind.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/reminders.hpp"
#include "runlog/system/crontab.hpp"
#include "runlog/system/handover.hpp"
#include "runlog/system/lock.hpp"
#include "runlog/system/process.hpp"
#include "runlog/system/systemd.hpp"
#include "table.hpp"
#include "wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

/// `remind status`: whether reminders come by themselves, and whether they can arrive.
namespace runlog::cli {

namespace {

/// What `remind status` tells.
struct Status {
    std::vector<std::string> jobs;            ///< lines of the crontab
    bool unknown = false;                     ///< the crontab cannot be read
    std::vector<std::string> without_address; ///< handles
    bool timer = false;
    std::optional<Instant> last;
    std::size_t waiting = 0;
    std::optional<std::string> sendmail;
    bool cron = false;
    ReminderWishes wishes;
};

/// The lines of the crontab that are runlog's, and why they cannot be known.
struct Jobs {
    std::vector<std::string> lines;
    std::string trouble;
};

Jobs jobs_in_crontab() {
    if (!system::find_program("crontab")) return {};
    try {
        return {system::cron_jobs(system::read_crontab()), ""};
    } catch (const Error& error) {
        return {{}, error.what()};
    }
}

Status status_of(Context& context) {
    const auto& around = context.around();
    Status status;
    const Member owner = store::owner(context.log());
    const Jobs jobs = jobs_in_crontab();
    status.jobs = jobs.lines;
    status.unknown = !jobs.trouble.empty();
    for (const auto& member : store::members(context.log()))
        if (!member.email) status.without_address.push_back(member.handle);
    status.timer = around.settings && system::read_units(*around.settings);
    status.last = system::stamped(remind_file(context));
    status.waiting = reminders_waiting(context);
    if (const auto sendmail = system::find_sendmail(around.sendmail)) status.sendmail = sendmail->string();
    status.cron = system::cron_is_running();
    status.wishes = store::reminder_wishes(context.log(), owner.id);
    return status;
}

} // namespace

std::vector<std::string> reminder_troubles(Context& context) {
    std::vector<std::string> troubles;
    const auto [jobs, trouble] = jobs_in_crontab();
    if (!trouble.empty()) troubles.push_back(trouble);
    if (jobs.empty()) return troubles;
    const bool needs_mailer = std::any_of(jobs.begin(), jobs.end(), [](const std::string& job) {
        return job.find(" --notify") == std::string::npos && job.find(" --exec") == std::string::npos;
    });
    if (needs_mailer && !system::find_sendmail(context.around().sendmail))
        troubles.emplace_back(
            "there is no mailer, so cron throws reminders away; install one (dma is a small one), or: "
            "runlog remind install --notify");
    if (!system::cron_is_running()) troubles.emplace_back("cron does not run, so no reminder comes by itself");
    return troubles;
}

namespace {

std::string last_words(Context& context, const Status& status) {
    if (!status.last) return "not yet";
    const Placed local = place(context.zone_of(store::owner(context.log())), *status.last);
    const Day day = date::floor<date::days>(local.local);
    return fmt::format("{}, {}", long_text(day), clock_text(date::floor<std::chrono::minutes>(local.local - day)));
}

void print(Context& context, const Status& status) {
    Table table({{""}, {"", Table::Align::left, 400}});
    for (const auto& job : status.jobs) table.add({"crontab", job});
    if (status.timer) table.add({"timer", "of systemd's, installed"});
    if (status.jobs.empty() && !status.timer)
        table.add({"installed", status.unknown ? "not known" : "no: " + context.typed("remind install")});
    table.add({"last run", last_words(context, status)});
    table.add({"due now", status.waiting == 0
                              ? "nothing"
                              : counted(static_cast<std::int64_t>(status.waiting), "reminder", "reminders")});
    const bool mails = std::any_of(status.jobs.begin(), status.jobs.end(),
                                   [](const std::string& job) { return job.find(" --mail") != std::string::npos; });
    if (mails && !status.without_address.empty()) table.add({"no address", joined(status.without_address)});
    table.add({"mailer", status.sendmail.value_or("none")});
    table.add({"cron", status.cron ? "runs" : "does not run"});
    std::vector<std::string> off;
    for (const auto kind : status.wishes.off) off.emplace_back(to_text(kind));
    if (!off.empty()) table.add({"off", joined(off)});
    if (status.wishes.quiet) table.add({"quiet", to_text(*status.wishes.quiet)});
    context.print(table.render(context.around().colour, context.glyphs().ellipsis, context.width()));
    for (const auto& trouble : reminder_troubles(context)) context.say("Mind: " + trouble);
}

int status(Context& context, const bool& json) {
    const Status status = status_of(context);
    if (!json) {
        print(context, status);
        return 0;
    }
    Json off = Json::array();
    for (const auto kind : status.wishes.off) off.push_back(to_text(kind));
    print_json(context,
               Json{{"crontab", status.jobs},
                    {"timer", status.timer},
                    {"last_run", status.last ? Json(iso(place(context.around().zone, *status.last))) : Json(nullptr)},
                    {"waiting", status.waiting},
                    {"mailer", status.sendmail ? Json(*status.sendmail) : Json(nullptr)},
                    {"cron", status.cron},
                    {"off", off},
                    {"quiet_hours", status.wishes.quiet ? Json(to_text(*status.wishes.quiet)) : Json(nullptr)},
                    {"without_address", status.without_address},
                    {"troubles", reminder_troubles(context)}});
    return 0;
}

} // namespace

Action declare_remind_status(CLI::App& app) {
    auto json = std::make_shared<bool>(false);
    app.add_flag("--json", *json, "Answer in JSON");
    app.footer("Example:\n  runlog remind status");
    return acting(status, json);
}

} // namespace runlog::cli
