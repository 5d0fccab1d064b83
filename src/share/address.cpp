#include "runlog/share/address.hpp"

#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace runlog::share {

namespace {

constexpr std::size_t longest_address = 2'000;

[[noreturn]] void refuse(std::string_view address, std::string_view why) {
    throw Error(
        fmt::format("'{}' is no address that a log can be shared at: {}.", fit(printable(address), 80, "..."), why),
        "Use a folder from / on, host:folder, ssh://host/folder or https://host/folder.");
}

bool is_plain(std::string_view text, std::string_view others) {
    return std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               others.find(c) != std::string_view::npos;
    });
}

bool is_name(std::string_view text) {
    return !text.empty() && text.front() != '-' && is_plain(text, "._-");
}

/// Whether `text` is a host's name, or its number in brackets.
bool is_host(std::string_view text) {
    if (text.size() > 2 && text.front() == '[' && text.back() == ']')
        return is_plain(text.substr(1, text.size() - 2), ":.");
    return is_name(text);
}

/// Takes what stands before `mark` off `text`; nothing where it has none.
std::string_view take_until(std::string_view& text, char mark) {
    const auto at = text.find(mark);
    if (at == std::string_view::npos) return {};
    const auto taken = text.substr(0, at);
    text.remove_prefix(at + 1);
    return taken;
}

/// Checks `[user@]host`.
void check_server(std::string_view address, std::string_view server) {
    if (server.find('@') != std::string_view::npos) {
        const auto user = take_until(server, '@');
        if (user.find(':') != std::string_view::npos) refuse(address, "a password would be seen by others there");
        if (!is_name(user)) refuse(address, "its user is none");
    }
    if (!is_host(server)) refuse(address, "its host is none");
}

/// Checks `[user@]host[:port]/folder`.
void check_server_and_folder(std::string_view address, std::string_view rest) {
    const auto slash = rest.find('/');
    if (slash == std::string_view::npos || slash + 1 == rest.size()) refuse(address, "it names no folder");
    std::string_view server = rest.substr(0, slash);
    const auto colon = server.rfind(':');
    const auto is_port = [](std::string_view text) {
        return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
    };
    if (colon != std::string_view::npos && is_port(server.substr(colon + 1))) server = server.substr(0, colon);
    check_server(address, server);
}

/// Checks `[user@]host:folder`.
void check_short_form(std::string_view address) {
    std::string_view folder = address;
    const auto bracket = address.find(']');
    if (bracket != std::string_view::npos) folder.remove_prefix(bracket);
    if (folder.find(':') == std::string_view::npos) refuse(address, "it is neither a folder from / on nor on a host");
    take_until(folder, ':');
    // git takes a word with two colons for a program that it should start.
    if (folder.empty() || folder.front() == '-' || folder.front() == ':') refuse(address, "it names no folder");
    check_server(address, address.substr(0, address.size() - folder.size() - 1));
}

} // namespace

void check_address(std::string_view address) {
    if (address.empty() || address.size() > longest_address) refuse(address, "it is empty or too long");
    if (!is_utf8(address) || printable(address) != address) refuse(address, "it holds signs that cannot be printed");
    if (address.front() == '-') refuse(address, "it begins with a dash");
    if (address.front() == '/') return;
    const auto scheme_end = address.find("://");
    if (scheme_end == std::string_view::npos) return check_short_form(address);
    const std::string_view scheme = address.substr(0, scheme_end);
    const std::string_view rest = address.substr(scheme_end + 3);
    if (scheme == "file") {
        if (!rest.starts_with('/')) refuse(address, "it names no folder from / on");
    } else if (scheme == "ssh" || scheme == "https") {
        check_server_and_folder(address, rest);
    } else {
        refuse(address, "runlog does not speak that way");
    }
}

} // namespace runlog::share
