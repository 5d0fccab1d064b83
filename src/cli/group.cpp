#include "commands.hpp"
#include "context.hpp"
#include "json.hpp"
#include "lookup.hpp"
#include "roll.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/domain/timeline.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/schedule.hpp"
#include "runlog/system/zones.hpp"
#include "session_words.hpp"
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
    std::optional<std::string> zone;
    std::optional<std::string> callouts;
    std::optional<std::string> makeup;
    std::optional<std::string> grace;
    std::optional<int> quorum;
    std::string from;
    std::string purge;
    bool all = false;
    bool json = false;
};

/// Sets what the options give; an empty word takes a fact away.
void set_facts(Group& group, const Words& words, const Context& context, const store::Log& log) {
    if (words.handle) group.handle = *words.handle;
    if (words.title) group.title = *words.title;
    if (words.about) group.about = unless_empty(*words.about);
    if (words.url) group.url = unless_empty(*words.url);
    if (words.place) group.place = unless_empty(*words.place);
    if (words.scope) group.scope = parse_scope(*words.scope);
    if (words.callouts) group.callouts = words.callouts->empty() ? Callouts::coach : parse_callouts(*words.callouts);
    if (words.inside)
        group.inside = words.inside->empty() ? std::nullopt : std::optional(group_called(log, *words.inside).handle);
    if (words.zone)
        group.zone = words.zone->empty() ? std::nullopt
                                         : std::optional(system::find_zone(*words.zone, context.around().zone).name);
}

bool names_terms(const Words& words) {
    return words.makeup || words.grace || words.quorum;
}

/// A group's terms with what the options change of them from a day on (DESIGN §1: no past session is judged anew).
std::vector<Terms> terms_from(const std::vector<Terms>& before, const Words& words, Day from) {
    Terms terms = terms_on(before, from);
    terms.uid = Uid{};
    if (words.makeup) terms.makeup = words.makeup->empty() ? std::nullopt : std::optional(parse_makeup(*words.makeup));
    if (words.grace) terms.grace = words.grace->empty() ? Terms::usual_grace : parse_grace(*words.grace);
    if (words.quorum) terms.quorum = *words.quorum;
    if (terms.quorum < 1) throw Error("--quorum must be at least 1.");
    return change_from(before, from, std::optional(terms));
}

constexpr Day ever{date::sys_days{date::year{1970} / 1 / 1}.time_since_epoch()};

std::string terms_words(const Terms& terms) {
    const std::string makeup = !terms.makeup ? "remote members can make up on the day"
                               : *terms.makeup == Makeup::none
                                   ? "nothing makes up for a session"
                                   : fmt::format("a run of the {} makes up", to_text(*terms.makeup));
    return fmt::format("{}; {} h to log; a quorum of {}", makeup, terms.grace.count(), terms.quorum);
}

int add(Context& context, const Words& words) {
    Group group;
    context.change("group", [&](store::Writer& writer) {
        group.handle = words.group;
        set_facts(group, words, context, writer.log());
        const GroupId id = store::add_group(writer, group);
        if (names_terms(words)) store::set_terms(writer, id, terms_from({}, words, ever));
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
    if (group.callouts == Callouts::group) table.add({"  callouts", "the whole group hears who was missed"});
    const Day today = context.today_for(store::owner(context.log()));
    std::vector<std::string> chapters;
    for (const auto& other : store::groups(context.log()))
        if (other.inside == group.handle) chapters.push_back(other.handle);
    if (!chapters.empty()) table.add({"  chapters", joined(chapters)});
    for (const auto& rule : store::rules(context.log(), group.id))
        if (!rule.when.until || *rule.when.until > today)
            table.add({"  meets", fmt::format("{} {}, {}{}, {}", rule.title, pattern_words(rule.pattern),
                                              hours_text(rule, context.glyphs()), rule.place ? ", " + *rule.place : "",
                                              range_text(rule.when, today, context.glyphs()))});
    for (const auto& terms : store::terms(context.log(), group.id))
        if (!terms.when.until || *terms.when.until > today)
            table.add({"  terms",
                       terms_words(terms) +
                           (terms.when.from > today ? ", " + range_text(terms.when, today, context.glyphs()) : "")});
    for (const auto& contact : store::contacts(context.log(), group.id))
        table.add({"  " + contact.kind, contact.name + (contact.detail ? ", " + *contact.detail : "")});
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
        for (const auto* key : {"rules", "terms", "contacts"}) object[key] = Json::array();
        for (const auto& rule : store::rules(context.log(), group.id)) object["rules"].push_back(to_json(rule));
        for (const auto& terms : store::terms(context.log(), group.id)) object["terms"].push_back(to_json(terms));
        for (const auto& contact : store::contacts(context.log(), group.id))
            object["contacts"].push_back(to_json(contact));
        print_json(context, object);
        return 0;
    }
    print_page(context, group);
    print_members(context, memberships, words.all);
    return 0;
}

int edit(Context& context, const Words& words) {
    Group group;
    std::string agreed;
    const auto change = context.change("group", [&](store::Writer& writer) {
        group = group_called(writer.log(), words.group);
        set_facts(group, words, context, writer.log());
        store::update_group(writer, group);
        if (names_terms(words)) {
            const Member owner = store::owner(writer.log());
            const Day today = context.today_for(owner);
            const Day from =
                words.from.empty() ? today : parse_when(words.from, context.now_for(owner), Tense::future).day;
            if (from < today)
                throw Error(fmt::format("{} is over: what has been stays as it was.", long_text(from)),
                            "Say today or a later day with --from.");
            const auto before = store::terms(writer.log(), group.id);
            const auto terms = terms_from(before, words, from);
            if (terms_words(terms_on(before, from)) != terms_words(terms_on(terms, from))) {
                store::set_terms(writer, group.id, terms);
                agreed = fmt::format("From {}: {}", long_text(from), terms_words(terms_on(terms, from)));
            }
        }
        return fmt::format("changed group {}", group.handle);
    });
    context.say(fmt::format("{} {}", change ? "Changed" : "Nothing to change about", name_of(group)));
    if (!agreed.empty()) context.say(agreed);
    if (change) context.say_how_to_take_it_back();
    return 0;
}

int remove(Context& context, const Words& words) {
    Group group;
    context.change("group", [&](store::Writer& writer) {
        group = group_called(writer.log(), words.group);
        if (words.purge.empty())
            store::remove_group(writer, group);
        else if (handle_key(words.purge) == handle_key(group.handle))
            store::purge_group(writer, group);
        else
            throw Error(fmt::format("--purge says '{}', not '{}'.", printable(words.purge), group.handle),
                        "Type the handle again behind --purge, to be sure.");
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
    app.add_option("--zone", words.zone, "Whose clocks new sessions go by")->type_name(kind::zone);
    app.add_option("--callouts", words.callouts, "Who hears that somebody was missed")->type_name("coach|group");
    app.add_option("--makeup", words.makeup, "Which runs make up a session")->type_name("none|day|week");
    app.add_option("--grace", words.grace, "How long after it one can log: 24h, 2d")->type_name("LENGTH");
    app.add_option("--quorum", words.quorum, "How many make a session the group's: 2")->type_name(kind::number);
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
    app.add_option("--from", words->from, "From when makeup, grace, quorum hold: today")->type_name(kind::day);
    app.footer("An empty word takes a fact away: --url \"\"\n"
               "Example:\n  runlog group edit momma --place \"Forest Park\"");
    return acting(edit, words);
}

Action declare_group_remove(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("GROUP", words->group, "Which")->type_name("")->required();
    app.add_option("--purge", words->purge, "All that is recorded, too: the handle again")->type_name(kind::group);
    app.footer("Runs stay, and lose the group.\nExample:\n  runlog group remove momma");
    return acting(remove, words);
}

} // namespace runlog::cli
