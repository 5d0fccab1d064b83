#pragma once

#include "runlog/domain/uid.hpp"

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// What a group's machines tell each other, and what follows from all of it (SHARING, "Record" and "Merging"). Pure:
/// the same statements yield the same facts on every machine, in whatever order they arrive and however often.
namespace runlog {

/// What a statement can be about.
enum class Kind { group, terms, rule, contact, change, member, memberships, plans, leave, answer, run };

/// One thing that is spoken of: a run, a rule, a member's plans. Its name is the same on every machine.
struct Thing {
    Kind kind = Kind::run;
    std::string key; ///< a uid or a session's start, as text; empty for what a group has one of
    Uid about;       ///< the member it is about; zeros where it is about the group, and for runs
    Uid maker;       ///< the member who first spoke of it; zeros where the group's keepers do

    auto operator<=>(const Thing&) const = default;
};

/// `run:0193f5a2-…`, `leave:0193f5a2-…/0193f5a2-…`, `group`; the maker is not part of it.
std::string name_of(const Thing& thing);

/// The thing called `name`, made by `maker` where things of its kind have makers; nothing for names and kinds that this
/// program does not know.
std::optional<Thing> thing_called(std::string_view name, const Uid& maker);

/// Whether things of this kind belong to whoever made them, and not to the group.
bool has_maker(Kind kind);

/// Whether a thing of this kind is a list of dated rows, which `rows_field` holds.
bool is_list(Kind kind);
inline constexpr std::string_view rows_field = "rows";

/// The value of a field. Days, moments and words are texts, as the log keeps them; yes and no are 1 and 0.
using Scalar = std::variant<std::monostate, std::int64_t, std::string>;
using Row = std::map<std::string, Scalar>;
/// A list of dated rows is one value: half of one and half of another would be neither's.
using Value = std::variant<std::monostate, std::int64_t, std::string, std::vector<Row>>;
using Facts = std::map<std::string, Value>;

/// Whether `facts` say yes in a field.
bool is_yes(const Facts& facts, std::string_view field);

/// The longest text that is taken in, in bytes.
inline constexpr std::size_t longest_text = 4'000;

/// The field that says that a thing is no more. Later words about it do not bring it back; only this field does.
inline constexpr std::string_view gone = "gone";

/// The field of a run that says whether `member` was in it: `m:0193f5a2-…`.
std::string participation(const Uid& member);
/// The member that such a field is about; nothing for any other.
std::optional<Uid> participant(std::string_view field);

/// What stands in the way of `facts` being said of a thing of this kind: a phrase; nothing where they can. Fields that
/// this program does not know pass.
std::optional<std::string> why_not_said(Kind kind, const Facts& facts);

/// Whether `facts` are enough, and fit together well enough, for the thing to be in the log.
bool stands(Kind kind, const Facts& facts);

/// When something was said: by a clock that never runs behind what the speaker knew, then by device and number, so that
/// no two are equal.
struct Stamp {
    std::int64_t at = 0; ///< milliseconds since 1970
    std::string device;
    std::int64_t number = 0; ///< of the record among the device's, from 1

    auto operator<=>(const Stamp&) const = default;
};

/// The latest `at` that is believed; whoever lies about the time gains nothing by lying more.
inline constexpr std::int64_t latest_at = 7'258'118'400'000; // the year 2200

/// What a device said of one thing at once.
struct Statement {
    Stamp stamp;
    Uid speaker;
    bool keeper = false; ///< whether the speaker spoke for the group: an organizer's or coach's device
    Facts facts;
};

/// How much a speaker's word about a field weighs; nothing at 0. About oneself it weighs more than what others say.
int weight(const Thing& thing, std::string_view field, const Uid& speaker, bool keeper);

/// Whether facts are none: the thing was taken back.
bool is_gone(const Facts& facts);

/// What holds of a thing after all that was said of it: of each field the weightiest word, and of those the latest.
Facts merged(const Thing& thing, std::span<const Statement> statements);

/// What a speaker must say so that `known` becomes `wanted`, which is nothing where the thing is to go: the fields that
/// differ and that the speaker may speak of.
Facts news(const Thing& thing, const Facts& known, const std::optional<Facts>& wanted, const Uid& speaker, bool keeper);

} // namespace runlog
