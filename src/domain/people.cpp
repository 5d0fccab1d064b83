#include "runlog/domain/people.hpp"

#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "words.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <array>
#include <cstdlib>
#include <memory>
#include <utility>

namespace runlog {

namespace {

constexpr std::size_t longest_handle = 40;

bool is_letter_or_digit(utf8proc_int32_t code) {
    switch (utf8proc_category(code)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND: return true;
    default: return false;
    }
}

/// What may follow the first letter: a dash, an accent.
bool can_follow(utf8proc_int32_t code) {
    const auto category = utf8proc_category(code);
    return code == '-' || code == '_' || code == '.' || category == UTF8PROC_CATEGORY_MN ||
           category == UTF8PROC_CATEGORY_MC;
}

/// The code points of `text` in order; stops with -1 at a malformed one.
template <class Visit>
void each_code_point(std::string_view text, Visit visit) {
    while (!text.empty()) {
        utf8proc_int32_t code = -1;
        const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                           static_cast<utf8proc_ssize_t>(text.size()), &code);
        if (size <= 0) return visit(-1, std::string_view{});
        visit(code, text.substr(0, static_cast<std::size_t>(size)));
        text.remove_prefix(static_cast<std::size_t>(size));
    }
}

bool is_well_formed(std::string_view handle) {
    bool fine = true;
    std::size_t count = 0;
    each_code_point(handle, [&](utf8proc_int32_t code, std::string_view) {
        fine = fine && code >= 0 && (is_letter_or_digit(code) || (count > 0 && can_follow(code)));
        ++count;
    });
    return fine && count >= 1 && count <= longest_handle;
}

/// Words that stand for somebody or something else wherever a handle can be typed.
bool has_a_meaning(std::string_view handle) {
    return words::lower(handle) == "me";
}

template <class Enum, std::size_t N>
using NameTable = std::array<std::pair<std::string_view, Enum>, N>;

constexpr NameTable<Role, 3> roles{{{"member", Role::member}, {"coach", Role::coach}, {"organizer", Role::organizer}}};
constexpr NameTable<Makeup, 3> makeups{{{"none", Makeup::none}, {"day", Makeup::day}, {"week", Makeup::week}}};
constexpr NameTable<Callouts, 2> callouts_names{{{"coach", Callouts::coach}, {"group", Callouts::group}}};
constexpr NameTable<Scope, 2> scopes{{{"local", Scope::local}, {"national", Scope::national}}};

template <class Enum, std::size_t N>
Enum parse_name(std::string_view text, std::string_view what, const NameTable<Enum, N>& names) {
    std::string known;
    for (const auto& [name, value] : names) {
        if (words::lower(text) == name) return value;
        known += fmt::format("{}{}", known.empty() ? "" : ", ", name);
    }
    throw Error(fmt::format("'{}' is not a {}.", printable(text), what), fmt::format("Use one of: {}.", known));
}

template <class Enum, std::size_t N>
std::string_view name_of(Enum value, const NameTable<Enum, N>& names) {
    for (const auto& [name, known] : names)
        if (known == value) return name;
    return {};
}

} // namespace

void check_handle(std::string_view handle) {
    if (has_a_meaning(handle))
        throw Error(fmt::format("'{}' always means yourself, so nobody can be called that.", handle),
                    "Choose another handle.");
    if (!is_well_formed(handle))
        throw Error(fmt::format("'{}' cannot be a handle.", fit(printable(handle), longest_handle, "...")),
                    "Use up to 40 letters, digits, - _ or . and put the full name into --name.");
}

std::string handle_key(std::string_view handle) {
    utf8proc_uint8_t* folded = nullptr;
    const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
    const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(handle.data()),
                                   static_cast<utf8proc_ssize_t>(handle.size()), &folded, options);
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(folded, &std::free);
    if (size < 0) return std::string(handle);
    return std::string(reinterpret_cast<const char*>(folded), static_cast<std::size_t>(size));
}

std::string handle_from(std::string_view text) {
    std::string handle;
    std::size_t count = 0;
    each_code_point(text, [&](utf8proc_int32_t code, std::string_view bytes) {
        const bool fits = code >= 0 && (is_letter_or_digit(code) || (count > 0 && can_follow(code)));
        if (!fits || count == longest_handle) return;
        handle += bytes;
        ++count;
    });
    if (handle.empty() || has_a_meaning(handle)) return "runner";
    return handle;
}

int parse_per_week(std::string_view text) {
    std::string_view rest = text;
    const auto count = words::take_number(rest);
    if (!count || *count < 1 || *count > 7 || (!rest.empty() && rest != "/week"))
        throw Error(fmt::format("'{}' is not a number of days a week.", printable(text)),
                    "Write it like 4/week, from 1 to 7.");
    return *count;
}

Commitment parse_commitment(std::string_view text) {
    const std::string word = words::lower(text);
    if (word == "all") return {Commitment::Kind::all, 0};
    if (word == "promised") return {Commitment::Kind::promised, 0};
    if (word.empty() || !words::is_digit(word[0]))
        throw Error(fmt::format("'{}' is not a commitment.", printable(text)), "Use all, promised, or like 2/week.");
    return {Commitment::Kind::per_week, parse_per_week(word)};
}

std::string to_text(const Commitment& commitment) {
    switch (commitment.kind) {
    case Commitment::Kind::all: return "all";
    case Commitment::Kind::promised: return "promised";
    case Commitment::Kind::per_week: break;
    }
    return fmt::format("{}/week", commitment.per_week);
}

Role parse_role(std::string_view text) {
    return parse_name(text, "role", roles);
}
std::string_view to_text(Role role) {
    return name_of(role, roles);
}
Makeup parse_makeup(std::string_view text) {
    return parse_name(text, "way to make up", makeups);
}
std::string_view to_text(Makeup makeup) {
    return name_of(makeup, makeups);
}
Scope parse_scope(std::string_view text) {
    return parse_name(text, "scope", scopes);
}
std::string_view to_text(Scope scope) {
    return name_of(scope, scopes);
}

Callouts parse_callouts(std::string_view text) {
    return parse_name(text, "setting for callouts", callouts_names);
}
std::string_view to_text(Callouts callouts) {
    return name_of(callouts, callouts_names);
}

} // namespace runlog
