#include "commands.hpp"
#include "context.hpp"
#include "json.hpp"
#include "lookup.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/store/people.hpp"
#include "table.hpp"
#include "wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

/// `group contact`: whom a group wants at hand.
namespace runlog::cli {

namespace {

struct Words {
    std::string group;
    std::string kind;
    std::string name;
    std::optional<std::string> detail;
    bool remove = false;
    bool json = false;
};

int show(Context& context, const Words& words) {
    const Group group = group_called(context.log(), words.group);
    auto contacts = store::contacts(context.log(), group.id);
    if (!words.kind.empty())
        std::erase_if(contacts, [&](const Contact& contact) { return contact.kind != words.kind; });
    if (words.json) {
        Json list = Json::array();
        for (const auto& contact : contacts) list.push_back(to_json(contact));
        print_json(context, Json{{"group", group.handle}, {"contacts", list}});
        return 0;
    }
    if (contacts.empty()) {
        context.say(fmt::format("{} has nobody at hand. Add somebody: runlog group contact {} physio \"Dr. Kim\"",
                                name_of(group), group.handle));
        return 0;
    }
    Table table({{""}, {""}, {""}});
    for (const auto& contact : contacts) table.add({contact.kind, contact.name, contact.detail.value_or("")});
    context.print(table.render(context.around().colour, context.glyphs().ellipsis));
    return 0;
}

bool is_it(const Contact& contact, const Words& words) {
    return contact.kind == words.kind && handle_key(contact.name) == handle_key(words.name);
}

void remove_from(std::vector<Contact>& contacts, const Words& words, const Group& group) {
    const auto gone = std::erase_if(contacts, [&](const Contact& contact) { return is_it(contact, words); });
    if (gone == 0)
        throw Error(
            fmt::format("{} has no {} called '{}'.", name_of(group), printable(words.kind), printable(words.name)),
            fmt::format("See: runlog group contact {}", group.handle));
}

void put_into(std::vector<Contact>& contacts, const Words& words) {
    auto found = std::find_if(contacts.begin(), contacts.end(), [&](const Contact& one) { return is_it(one, words); });
    if (found == contacts.end()) found = contacts.insert(contacts.end(), Contact{Uid{}, words.kind, words.name, {}});
    if (words.detail) found->detail = unless_empty(*words.detail);
}

int contact(Context& context, const Words& words) {
    if (words.name.empty()) {
        if (words.remove || words.detail) throw Error("Who is it?", "Say the name behind the kind.");
        return show(context, words);
    }
    std::string sentence;
    const auto change = context.change("group", [&](store::Writer& writer) {
        const Group group = group_called(writer.log(), words.group);
        auto contacts = store::contacts(writer.log(), group.id);
        if (words.remove)
            remove_from(contacts, words, group);
        else
            put_into(contacts, words);
        store::set_contacts(writer, group.id, contacts);
        sentence = fmt::format("{}: {} {} {}", name_of(group), printable(words.kind), printable(words.name),
                               words.remove ? "is gone" : "is at hand");
        return sentence;
    });
    context.say(sentence);
    if (change) context.say_how_to_take_it_back();
    return 0;
}

} // namespace

Action declare_group_contact(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("GROUP", words->group, "Which group; alone, shows whom it has at hand")->type_name("")->required();
    app.add_option("KIND", words->kind, "coach, physio, dietitian, childcare")->type_name("");
    app.add_option("NAME", words->name, "Who it is")->type_name("");
    app.add_option("--detail", words->detail, "A number, an address, hours")->type_name(kind::text);
    app.add_flag("--remove", words->remove, "Take them off the list");
    app.add_flag("--json", words->json, "Answer in JSON");
    app.footer("Examples:\n"
               "  runlog group contact momma physio \"Dr. Kim\" --detail \"555 1234\"\n"
               "  runlog group contact momma");
    return acting(contact, words);
}

} // namespace runlog::cli
