#include "runlog/system/handover.hpp"

#include "runlog/domain/error.hpp"
#include "runlog/system/process.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <chrono>
#include <cstdlib>

namespace runlog::system {

namespace {

constexpr std::chrono::seconds patience{60};

/// The notification server takes a little markup; text that people typed is none.
std::string without_markup(const std::string& text) {
    std::string result;
    for (const char c : text) {
        if (c == '&')
            result += "&amp;";
        else if (c == '<')
            result += "&lt;";
        else if (c == '>')
            result += "&gt;";
        else
            result += c;
    }
    return result;
}

/// cron does not tell a job where the user's session bus is; it stands at one place.
std::vector<std::string> session_bus() {
    if (std::getenv("DBUS_SESSION_BUS_ADDRESS")) return {};
    return {fmt::format("DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/{}/bus", ::getuid())};
}

} // namespace

std::optional<std::filesystem::path> find_sendmail(const std::optional<std::string>& chosen) {
    return find_program(chosen ? std::string_view(*chosen) : std::string_view("sendmail"));
}

void send_mail(const std::filesystem::path& sendmail, std::string_view message) {
    const Ended ended = run({sendmail.string(), "-t", "-i"}, message, patience);
    if (!ended.well()) throw Error(fmt::format("{} did not take the mail: {}.", sendmail.string(), ended.trouble()));
}

void show_notification(const std::string& title, const std::string& text) {
    const auto program = find_program("notify-send");
    if (!program) throw Error("There is no notify-send here.", "Install libnotify-bin, or use --mail.");
    const Ended ended =
        run({program->string(), "--app-name=runlog", "--", title, without_markup(text)}, "", patience, session_bus());
    if (!ended.well())
        throw Error(fmt::format("The notification was not shown: {}.", ended.trouble()),
                    "Is anybody logged in to a desktop here? --mail needs none.");
}

std::string hand_to_program(const std::vector<std::string>& words, std::string_view text) {
    Ended ended = run(words, text, patience);
    if (!ended.well()) throw Error(fmt::format("{} did not take the reminder: {}.", words.front(), ended.trouble()));
    return std::move(ended.out);
}

} // namespace runlog::system
