#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Handing something over to a program that carries it further. Each function returns once the program has said that it
/// took it, and throws Error where it did not, or is not there.
namespace runlog::system {

/// The program that takes mail: the one at `chosen` where there is a choice, else the system's `sendmail`; nothing
/// where there is none.
std::optional<std::filesystem::path> find_sendmail(const std::optional<std::string>& chosen);

/// Hands a whole message, which names whom it is for, to `sendmail`.
void send_mail(const std::filesystem::path& sendmail, std::string_view message);

/// Shows a notification on the user's desktop, from a cron job too.
void show_notification(const std::string& title, const std::string& text);

/// Hands `text` to the standard input of a program of the user's, and returns what it printed.
std::string hand_to_program(const std::vector<std::string>& words, std::string_view text);

} // namespace runlog::system
