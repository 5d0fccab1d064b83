#include "commands.hpp"
#include "context.hpp"
#include "json.hpp"
#include "nearest.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "table.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace runlog::cli {

namespace {

struct Words {
    std::string key;
    std::string value;
    bool json = false;
};

/// One setting: its words, and where they stand in Settings.
struct Setting {
    std::string_view key;
    std::string_view about;
    std::array<std::string_view, 2> values;
    std::string_view (*get)(const store::Settings&);
    void (*set)(store::Settings&, bool second);
    std::string_view remark; ///< what a change of it does besides
};

constexpr std::array settings_table{
    Setting{"units",
            "what distances and paces are told in",
            {"km", "mi"},
            [](const store::Settings& s) -> std::string_view { return s.units == Unit::mi ? "mi" : "km"; },
            [](store::Settings& s, bool second) { s.units = second ? Unit::mi : Unit::km; },
            ""},
    Setting{"week-start",
            "the day on which weeks begin",
            {"monday", "sunday"},
            [](const store::Settings& s) -> std::string_view {
                return s.week_begins == date::Sunday ? "sunday" : "monday";
            },
            [](store::Settings& s, bool second) { s.week_begins = second ? date::Sunday : date::Monday; },
            "Weeks that have been are counted anew by it."},
};

const Setting& setting_called(const std::string& key) {
    std::vector<std::string> known;
    for (const auto& setting : settings_table) {
        if (setting.key == key) return setting;
        known.emplace_back(setting.key);
    }
    throw Error(fmt::format("There is no setting '{}'.", fit(printable(key), 40, "...")),
                suggestion(key, known, fmt::format("There are: {}.", fmt::join(known, ", "))));
}

int show(Context& context, const Words& words) {
    context.log();
    const auto& settings = context.settings();
    if (words.json) {
        Json object = Json::object();
        for (const auto& setting : settings_table) object[std::string(setting.key)] = setting.get(settings);
        print_json(context, Json{{"settings", object}});
        return 0;
    }
    if (!words.key.empty()) {
        context.say(setting_called(words.key).get(settings));
        return 0;
    }
    Table table({{""}, {""}, {""}});
    for (const auto& setting : settings_table)
        table.add(
            {std::string(setting.key), std::string(setting.get(settings)), {std::string(setting.about), Tone::faint}});
    context.print(table.render(context.around().colour, context.glyphs().ellipsis));
    return 0;
}

int set(Context& context, const Words& words) {
    const Setting& setting = setting_called(words.key);
    const auto found = std::find(setting.values.begin(), setting.values.end(), words.value);
    if (found == setting.values.end())
        throw Error(fmt::format("'{}' is no value for {}.", fit(printable(words.value), 40, "..."), setting.key),
                    fmt::format("Use one of: {}.", fmt::join(setting.values, ", ")));
    const auto change = context.change("config", [&](store::Writer& writer) {
        auto settings = store::settings(writer.log());
        setting.set(settings, found != setting.values.begin());
        store::set_settings(writer, settings);
        return fmt::format("{} is {}", setting.key, words.value);
    });
    context.say(fmt::format("{} is {}{}", setting.key, words.value, change ? "" : ", as before"));
    if (change && !setting.remark.empty()) context.say(setting.remark);
    return 0;
}

int config(Context& context, const Words& words) {
    return words.value.empty() ? show(context, words) : set(context, words);
}

} // namespace

Action declare_config(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("SETTING", words->key, "Which; all of them without")->type_name("");
    app.add_option("VALUE", words->value, "What it shall be; shows it without")->type_name("");
    app.add_flag("--json", words->json, "Answer in JSON");
    app.footer("Examples:\n"
               "  runlog config\n"
               "  runlog config units mi\n"
               "  runlog config week-start sunday");
    return acting(config, words);
}

} // namespace runlog::cli
