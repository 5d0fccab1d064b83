#include "commands.hpp"
#include "json.hpp"
#include "lookup.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/formats/roster.hpp"
#include "runlog/store/people.hpp"
#include "sharing.hpp"
#include "table.hpp"
#include "wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

/// `share status`: who was last heard of when, what waits to go out, and what is not to be believed.
namespace runlog::cli {

namespace {

struct Words {
    std::string group;
    bool json = false;
};

/// A machine of the group's, as far as it was heard.
struct MachineLine {
    std::string member; ///< their name here
    Role role;
    std::string device;
    std::int64_t records = 0;
    std::optional<Instant> heard;
    bool revoked = false;
    bool mine = false; ///< this very machine
};

std::string name_here(Context& context, const store::Share& share, const Admitted& admitted) {
    const auto id = store::shared_member(context.log(), share.group, admitted.uid);
    for (const auto& member : store::members(context.log()))
        if (member.id == id) return name_of(member);
    return printable(admitted.handle);
}

std::vector<MachineLine> machines_of(Context& context, const store::Share& share) {
    std::vector<MachineLine> lines;
    if (share.roster.empty()) return lines;
    const auto roster = formats::parse_roster(share.roster);
    for (const auto& device : roster.devices) {
        const auto& member = *roster.member(device.member);
        const auto heard = store::heard(context.log(), share.group, device.id);
        lines.push_back({name_here(context, share, member), member.role, device.id, heard ? heard->last : 0,
                         heard ? std::optional(heard->at) : std::nullopt, device.revoked.has_value(),
                         device.id == share.device});
    }
    std::stable_sort(lines.begin(), lines.end(),
                     [](const MachineLine& a, const MachineLine& b) { return a.member < b.member; });
    return lines;
}

std::string moment_text(Context& context, Instant moment) {
    const Placed local = place(context.zone_of(store::owner(context.log())), moment);
    const Day day = date::floor<date::days>(local.local);
    return fmt::format("{}, {}", short_text(day, context.today_for(store::owner(context.log()))),
                       clock_text(date::floor<std::chrono::minutes>(local.local - day)));
}

std::string_view machine_note(const MachineLine& line) {
    if (line.revoked) return "shut out";
    return line.mine ? "this machine" : "";
}

std::string seen_text(const store::Share& share) {
    std::string text = share.all_runs ? "all runs but private ones" : "runs at its sessions";
    if (share.reasons) text += ", why I am away";
    if (share.notes) text += ", notes";
    return text;
}

void print(Context& context, const store::Share& share) {
    context.say(fmt::format("{} at {}", printable(share.handle), printable(share.url)));
    if (share.genesis.empty())
        return context.say("  It did not come to its beginning. Again: " +
                           context.typed(fmt::format("share init {} {}", share.handle, shell_word(share.url))));
    const auto waiting = share::preview(context.log_to_change(), share.group, context.around().now).size();
    Table facts({{""}, {"", Table::Align::left, 400}});
    facts.add({"  last sync", share.synced ? moment_text(context, *share.synced) : "not yet"});
    facts.add(
        {"  to go out", waiting == 0 ? "nothing" : counted(static_cast<std::int64_t>(waiting), "record", "records")});
    facts.add({"  it sees", seen_text(share)});
    context.print(facts.render(context.around().colour, context.glyphs().ellipsis, context.width()));
    if (!share.me) return say_code(context, share);
    Table table({{"  Member"}, {"Role"}, {"Machine"}, {"Records", Table::Align::right}, {"Last heard"}, {""}});
    for (const auto& line : machines_of(context, share))
        table.add({"  " + line.member, std::string(to_text(line.role)), short_id(line.device), grouped(line.records),
                   line.heard ? moment_text(context, *line.heard) : "never", std::string(machine_note(line))});
    context.print(table.render(context.around().colour, context.glyphs().ellipsis, context.width()));
    for (const auto& trouble : troubles_of(context.log(), share)) context.say("Mind: " + trouble);
}

Json to_json(Context& context, const store::Share& share) {
    const auto moment = [&](const std::optional<Instant>& at) {
        return at ? Json(iso(place(context.around().zone, *at))) : Json(nullptr);
    };
    Json machines = Json::array();
    for (const auto& line : machines_of(context, share))
        machines.push_back(Json{{"member", line.member},
                                {"role", to_text(line.role)},
                                {"machine", line.device},
                                {"records", line.records},
                                {"heard", moment(line.heard)},
                                {"revoked", line.revoked},
                                {"mine", line.mine}});
    const auto waiting = share::preview(context.log_to_change(), share.group, context.around().now).size();
    Json aside = Json::array();
    for (const auto& line : store::asides(context.log(), share.group))
        aside.push_back(Json{{"place", line.place}, {"why", line.why}, {"line", line.line}});
    return Json{{"group", share.handle},
                {"url", share.url},
                {"let_in", share.me.has_value()},
                {"synced", moment(share.synced)},
                {"to_go_out", waiting},
                {"all_runs", share.all_runs},
                {"reasons", share.reasons},
                {"notes", share.notes},
                {"machines", machines},
                {"aside", aside},
                {"troubles", troubles_of(context.log(), share)}};
}

int status(Context& context, const Words& words) {
    const auto all = words.group.empty() ? store::shares(context.log())
                                         : std::vector{share_called(context, words.group, Stage::any)};
    if (words.json) {
        Json groups = Json::array();
        for (const auto& share : all) groups.push_back(to_json(context, share));
        print_json(context, Json{{"groups", groups}});
        return 0;
    }
    if (all.empty())
        context.say("No group of this log is shared. Begin with: " + context.typed("share init GROUP URL"));
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i > 0) context.say("");
        print(context, all[i]);
    }
    return 0;
}

} // namespace

Action declare_share_status(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("GROUP", words->group, "Which group; all that are shared, if not said")->type_name("");
    app.add_flag("--json", words->json, "Answer in JSON");
    app.footer("Example:\n  runlog share status momma");
    return acting(status, words);
}

} // namespace runlog::cli
