#include "runlog/system/zones.hpp"

#include "runlog/domain/error.hpp"

#include <absl/time/time.h>
#include <fmt/format.h>

#include <unistd.h>

#include <array>
#include <ctime>
#include <fstream>
#include <regex>

namespace runlog::system {

namespace {

constexpr std::string_view zone_folder = "/usr/share/zoneinfo/";

std::string name_from_link() {
    std::array<char, 4096> target{};
    const auto length = ::readlink("/etc/localtime", target.data(), target.size());
    const std::string_view path(target.data(), length > 0 ? static_cast<std::size_t>(length) : 0);
    const auto at = path.find("zoneinfo/");
    return at == std::string_view::npos ? "UTC" : std::string(path.substr(at + 9));
}

/// `EST5EDT` and its like carry their own rules and need no file: a name of three letters or more, or one in angle
/// brackets, then an offset.
bool is_rule(std::string_view tz) {
    static const std::regex form("([A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)[+-]?[0-9]{1,2}(:[0-9]{2}){0,2}([A-Za-z<].{2,})?");
    return std::regex_match(tz.begin(), tz.end(), form);
}

bool is_zone_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::array<char, 4> magic{};
    return file.read(magic.data(), magic.size()) && std::string_view(magic.data(), magic.size()) == "TZif";
}

/// The folder of zones holds tables and the same zones under another reckoning too, all in small letters.
bool is_listed(std::string_view name) {
    return !name.empty() && name.front() >= 'A' && name.front() <= 'Z' && name.find("..") == std::string_view::npos;
}

std::string name_from(std::string_view tz) {
    if (tz.starts_with(':')) tz.remove_prefix(1);
    if (tz.starts_with(zone_folder)) tz.remove_prefix(zone_folder.size());
    const std::string path = tz.starts_with('/') ? std::string(tz) : std::string(zone_folder) + std::string(tz);
    const bool leaves_folder = tz.find("..") != std::string_view::npos;
    if (leaves_folder || (!is_zone_file(path) && !is_rule(tz)))
        throw Error(fmt::format("TZ is set to '{}', which is not a time zone.", tz),
                    "Set it to one like Europe/Berlin, or unset it.");
    return std::string(tz);
}

std::chrono::seconds c_library_offset(Instant instant) {
    const std::time_t seconds = instant.time_since_epoch().count();
    std::tm local{};
    ::localtime_r(&seconds, &local);
    return std::chrono::seconds{local.tm_gmtoff};
}

} // namespace

Zone local_zone(const std::optional<std::string>& tz) {
    ::tzset();
    // An empty TZ means UTC to the C library, whose answers these are.
    if (tz && tz->empty()) return Zone{"UTC", c_library_offset};
    return Zone{tz ? name_from(*tz) : name_from_link(), c_library_offset};
}

std::string system_zone_name() {
    return name_from_link();
}

Zone find_zone(std::string_view name, const Zone& local) {
    if (name == local.name) return local;
    absl::TimeZone zone;
    const std::string file(name);
    if (!is_listed(name) || !is_zone_file(std::string(zone_folder) + file) || !absl::LoadTimeZone(file, &zone))
        throw Error(fmt::format("There is no time zone '{}'.", name), "Zones are named like Europe/Berlin.");
    return Zone{file, [zone](Instant instant) {
                    return std::chrono::seconds{
                        zone.At(absl::FromUnixSeconds(instant.time_since_epoch().count())).offset};
                }};
}

} // namespace runlog::system
