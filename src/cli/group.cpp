#include "commands.hpp"
#include "context.hpp"
#include "json.hpp"
#include "lookup.hpp"
#include "runlog/store/people.hpp"
#include "table.hpp"
#include "wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace runlog::cli {

namespace {

struct Words {
    std::string group;
    std::optional<std::string> handle;
    std::optional<std::string> title;
    std::optional<std::string> about;
    std::optional<std::string> url;
    std::optional<std::string> place;
    std::optional<std::string> scope;
    std::optional<std::string> inside;
    bool all = false;
    bool json = false;
};

/// Sets what the options give; an empty word takes a fact away.
void set_facts(Group& group, const Words& words, const store::Log& log) {
    if (words.handle) group.handle = *words.handle;
    if (words.title) group.title = *words.title;
    if (words.about) group.about = unless_empty(*words.about);
    if (words.url) group.url = unless_empty(*words.url);
    if (words.place) group.place = unless_empty(*words.place);
    if (words.scope) group.scope = parse_scope(*words.scope);
    if (words.inside)
        group.inside = words.inside->empty() ? std::nullopt : std::optional(group_called(log, *words.inside).handle);
}

int add(Context& context, const Words& words) {
    Group group;
    context.change("group", [&](store::Writer& writer) {
        group.handle = words.group;
        set_facts(group, words, writer.log());
        store::add_group(writer, group);
        return fmt::format("added group {}", group.handle);
    });
    context.say(fmt::format("Added the group {}", name_of(group)));
    context.say(fmt::format("Put people in: runlog group join {} me", group.handle));
    return 0;
}

int list(Context& context, const Words& words) {
    const auto groups = store::groups(context.log());
    if (words.json) {
        Json list = Json::array();
        for (const auto& group : groups) list.push_back(to_json(group));
        print_json(context, Json{{"groups", list}});
        return 0;
    }
    if (groups.empty()) {
        context.say("No groups yet. Add one: runlog group add NAME");
        return 0;
    }
    const Day today = context.today_for(store::owner(context.log()));
    Table table({{"GROUP"}, {"TITLE", Table::Align::left, 30}, {"MEMBERS", Table::Align::right}, {"INSIDE"}});
    for (const auto& group : groups)
        table.add({group.handle, group.title,
                   grouped(static_cast<std::int64_t>(members_in(context.log(), group, today).size())),
                   group.inside.value_or("")});
    context.print(table.render(context.around().colour, context.glyphs().ellipsis, context.width()));
    return 0;
}

void print_page(Context& context, const Group& group) {
    Table table({{""}, {"", Table::Align::left, 200}});
    const auto add_line = [&](const char* what, const std::optional<std::string>& text) {
        if (text) table.add({std::string("  ") + what, *text});
    };
    add_line("about", group.about);
    add_line("link", group.url);
    add_line("place", group.place);
    add_line("inside", group.inside);
    if (group.scope == Scope::national) table.add({"  scope", "national"});
    context.say(fmt::format("{} ({})", name_of(group), group.handle));
    context.print(table.render(context.around().colour, context.glyphs().ellipsis, context.width()));
}

void print_members(Context& context, const std::vector<Membership>& memberships, bool all) {
    const Day today = context.today_for(store::owner(context.log()));
    Table table({{"", Table::Align::left, 26}, {""}, {""}, {""}});
    for (const auto& membership : memberships) {
        if (!all && !membership.when.contains(today)) continue;
        const Member member = member_called(context.log(), membership.member);
        table.add({"  " + name_of(member),
                   std::string(to_text(membership.role)) + (membership.remote ? ", remote" : ""),
                   to_text(membership.commitment), range_text(membership.when, today, context.glyphs())});
    }
    if (table.empty()) context.say("  Nobody is in it.");
    context.print(table.render(context.around().colour, context.glyphs().ellipsis, context.width()));
}

int show(Context& context, const Words& words) {
    const Group group = group_called(context.log(), words.group);
    const auto memberships = store::memberships_of_group(context.log(), group.id);
    if (words.json) {
        Json object{{"group", to_json(group)}, {"memberships", Json::array()}};
        for (const auto& membership : memberships) object["memberships"].push_back(to_json(membership));
        print_json(context, object);
        return 0;
    }
    print_page(context, group);
    print_members(context, memberships, words.all);
    return 0;
}

int edit(Context& context, const Words& words) {
    Group group;
    const auto change = context.change("group", [&](store::Writer& writer) {
        group = group_called(writer.log(), words.group);
        set_facts(group, words, writer.log());
        store::update_group(writer, group);
        return fmt::format("changed group {}", group.handle);
    });
    context.say(fmt::format("{} {}", change ? "Changed" : "Nothing to change about", name_of(group)));
    if (change) context.say_how_to_take_it_back();
    return 0;
}

int remove(Context& context, const Words& words) {
    Group group;
    context.change("group", [&](store::Writer& writer) {
        group = group_called(writer.log(), words.group);
        store::remove_group(writer, group);
        return fmt::format("removed group {}", group.handle);
    });
    context.say(fmt::format("Removed the group {}", name_of(group)));
    context.say_how_to_take_it_back();
    return 0;
}

void declare_facts(CLI::App& app, Words& words) {
    app.add_option("--title", words.title, "The full name")->type_name(kind::text);
    app.add_option("--about", words.about, "What it is, in a sentence")->type_name(kind::text);
    app.add_option("--url", words.url, "A link")->type_name(kind::text);
    app.add_option("--place", words.place, "Where it meets")->type_name(kind::text);
    app.add_option("--scope", words.scope, "How far it reaches")->type_name("local|national");
    app.add_option("--inside", words.inside, "The group it is a chapter of")->type_name(kind::group);
}

} // namespace

Action declare_group_add(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("HANDLE", words->group, "A short name that is easy to type")->type_name("")->required();
    declare_facts(app, *words);
    app.footer("Example:\n  runlog group add momma --title \"Run Momma Run\" --place \"Forest Park\"");
    return acting(add, words);
}

Action declare_group_list(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_flag("--json", words->json, "Answer in JSON");
    app.footer("Example:\n  runlog group list");
    return acting(list, words);
}

Action declare_group_show(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("GROUP", words->group, "Which")->type_name("")->required();
    app.add_flag("--all", words->all, "Those who left, too");
    app.add_flag("--json", words->json, "Answer in JSON");
    app.footer("Example:\n  runlog group show momma");
    return acting(show, words);
}

Action declare_group_edit(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("GROUP", words->group, "Which")->type_name("")->required();
    app.add_option("--handle", words->handle, "A new handle")->type_name(kind::text);
    declare_facts(app, *words);
    app.footer("An empty word takes a fact away: --url \"\"\n"
               "Example:\n  runlog group edit momma --place \"Forest Park\"");
    return acting(edit, words);
}

Action declare_group_remove(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("GROUP", words->group, "Which")->type_name("")->required();
    app.footer("Example:\n  runlog group remove momma");
    return acting(remove, words);
}

} // namespace runlog::cli
