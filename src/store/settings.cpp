#include "runlog/store/settings.hpp"

#include "database.hpp"

namespace runlog::store {

Settings settings(const Log& log) {
    Settings settings;
    Query query(log, "SELECT key, value FROM settings");
    while (query.executeStep()) {
        const std::string key = query.getColumn(0).getString();
        const std::string value = query.getColumn(1).getString();
        if (key == "week-start") settings.week_begins = value == "sunday" ? date::Sunday : date::Monday;
        if (key == "units") settings.units = value == "mi" ? Unit::mi : Unit::km;
    }
    return settings;
}

void set_settings(Writer& writer, const Settings& settings) {
    const auto set = [&](std::string_view key, std::string_view value) {
        execute(
            writer,
            "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            key, value);
    };
    set("week-start", settings.week_begins == date::Sunday ? "sunday" : "monday");
    set("units", settings.units == Unit::mi ? "mi" : "km");
}

} // namespace runlog::store
