#include "commands.hpp"
#include "context.hpp"
#include "json.hpp"
#include "lookup.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/promises.hpp"
#include "runlog/system/zones.hpp"
#include "table.hpp"
#include "wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace runlog::cli {

namespace {

struct Words {
    std::string purge;
    std::string who;
    std::optional<std::string> handle;
    std::optional<std::string> name;
    std::optional<std::string> email;
    std::optional<std::string> zone;
    bool json = false;
};

void check_address(const std::string& address) {
    const auto at = address.find('@');
    const bool shaped = at != std::string::npos && at > 0 && at + 1 < address.size();
    if (!shaped || printable(address) != address || address.find_first_of(" ,;<>\"") != std::string::npos)
        throw Error(fmt::format("'{}' is not a mail address.", fit(printable(address), 40, "...")),
                    "Write it like anna@example.org");
}

/// Sets what the options give; an empty word takes a fact away.
void set_facts(Member& member, const Words& words, const Zone& local) {
    if (words.handle) member.handle = *words.handle;
    if (words.name && printable(*words.name).find_first_not_of(' ') == std::string::npos)
        throw Error("The name is empty.", "Leave --name out to be called by the handle.");
    if (words.name) member.name = *words.name;
    if (words.email && !words.email->empty()) check_address(*words.email);
    if (words.email) member.email = unless_empty(*words.email);
    if (words.zone && !words.zone->empty()) system::find_zone(*words.zone, local);
    if (words.zone) member.zone = unless_empty(*words.zone);
}

std::string label(const Member& member) {
    return member.name.empty() ? member.handle : fmt::format("{} ({})", printable(member.name), member.handle);
}

int add(Context& context, const Words& words) {
    Member member;
    member.handle = words.who;
    set_facts(member, words, context.around().zone);
    context.change("member", [&](store::Writer& writer) {
        store::add_member(writer, member);
        return fmt::format("added {}", label(member));
    });
    context.say(fmt::format("Added {}", label(member)));
    context.say(fmt::format("Run with them: runlog add 5k --with {}", member.handle));
    return 0;
}

int list(Context& context, const Words& words) {
    const auto members = store::members(context.log());
    const Member me = store::owner(context.log());
    if (words.json) {
        Json list = Json::array();
        for (const auto& member : members) {
            Json object = to_json(member);
            object["me"] = member.id == me.id;
            list.push_back(object);
        }
        print_json(context, Json{{"members", list}});
        return 0;
    }
    Table table({{"HANDLE"}, {"NAME", Table::Align::left, 30}, {"ADDRESS", Table::Align::left, 30}, {"ZONE"}, {""}});
    for (const auto& member : members)
        table.add({member.handle, member.name, member.email.value_or(""), member.zone.value_or(""),
                   member.id == me.id ? "you" : ""});
    context.print(table.render(context.around().colour, context.glyphs().ellipsis, context.width()));
    return 0;
}

int show(Context& context, const Words& words) {
    const auto& log = context.log();
    const Member member = member_called(log, words.who);
    const auto memberships = store::memberships_of_member(log, member.id);
    const auto plans = store::plans(log, member.id);
    const auto leaves = store::leaves(log, member.id);
    if (words.json) {
        Json object{{"member", to_json(member)},
                    {"memberships", Json::array()},
                    {"plans", Json::array()},
                    {"leaves", Json::array()}};
        for (const auto& membership : memberships) object["memberships"].push_back(to_json(membership));
        for (const auto& plan : plans) object["plans"].push_back(to_json(plan));
        for (const auto& leave : leaves) object["leaves"].push_back(to_json(leave));
        print_json(context, object);
        return 0;
    }
    const Day today = context.today_for(member);
    Table table({{""}, {"", Table::Align::left, 40}, {"", Table::Align::left, 40}});
    if (member.email) table.add({"  address", *member.email, ""});
    if (member.zone) table.add({"  zone", *member.zone, ""});
    for (const auto& membership : memberships)
        table.add({"  group",
                   fmt::format("{}, {}{}, {}", membership.group, to_text(membership.role),
                               membership.remote ? " (remote)" : "", to_text(membership.commitment)),
                   range_text(membership.when, today, context.glyphs())});
    for (const auto& plan : plans)
        table.add(
            {"  plan", plan_text(plan, context.settings().units), range_text(plan.when, today, context.glyphs())});
    for (const auto& leave : leaves)
        table.add({"  off", leave.reason.empty() ? "no reason given" : leave.reason,
                   range_text(leave.when, today, context.glyphs())});
    context.say(label(member));
    context.print(table.render(context.around().colour, context.glyphs().ellipsis, context.width()));
    return 0;
}

int edit(Context& context, const Words& words) {
    Member member;
    const auto change = context.change("member", [&](store::Writer& writer) {
        member = member_called(writer.log(), words.who);
        set_facts(member, words, context.around().zone);
        store::update_member(writer, member);
        return fmt::format("changed {}", label(member));
    });
    context.say(fmt::format("{} {}", change ? "Changed" : "Nothing to change about", label(member)));
    if (change) context.say_how_to_take_it_back();
    return 0;
}

int remove(Context& context, const Words& words) {
    Member member;
    context.change("member", [&](store::Writer& writer) {
        member = member_called(writer.log(), words.who);
        if (words.purge.empty())
            store::remove_member(writer, member);
        else if (handle_key(words.purge) == handle_key(member.handle))
            store::purge_member(writer, member);
        else
            throw Error(fmt::format("--purge says '{}', not '{}'.", printable(words.purge), member.handle),
                        "Type the handle again behind --purge, to be sure.");
        return fmt::format("removed {}", label(member));
    });
    context.say(fmt::format("Removed {}", label(member)));
    context.say_how_to_take_it_back();
    return 0;
}

void declare_facts(CLI::App& app, Words& words) {
    app.add_option("--name", words.name, "The full name")->type_name(kind::text);
    app.add_option("--email", words.email, "The address for reminders")->type_name("ADDRESS");
    app.add_option("--zone", words.zone, "The time zone, like Europe/Berlin")->type_name(kind::zone);
}

} // namespace

Action declare_member_add(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("HANDLE", words->who, "A short name that is easy to type")->type_name("")->required();
    declare_facts(app, *words);
    app.footer("Example:\n  runlog member add anna --name \"Anna Smith\" --email anna@example.org");
    return acting(add, words);
}

Action declare_member_list(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_flag("--json", words->json, "Answer in JSON");
    app.footer("Example:\n  runlog member list");
    return acting(list, words);
}

Action declare_member_show(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("NAME", words->who, "Whose")->type_name("")->required();
    app.add_flag("--json", words->json, "Answer in JSON");
    app.footer("Example:\n  runlog member show anna");
    return acting(show, words);
}

Action declare_member_edit(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("NAME", words->who, "Whose")->type_name("")->required();
    app.add_option("--handle", words->handle, "A new handle")->type_name(kind::text);
    declare_facts(app, *words);
    app.footer("An empty word takes a fact away: --email \"\"\n"
               "Example:\n  runlog member edit me --zone Europe/Berlin");
    return acting(edit, words);
}

Action declare_member_remove(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("NAME", words->who, "Whom")->type_name("")->required();
    app.add_option("--purge", words->purge, "All that is recorded, too: the handle again")->type_name(kind::member);
    app.footer("Example:\n  runlog member remove anna");
    return acting(remove, words);
}

} // namespace runlog::cli
