#include "runlog/domain/statement.hpp"

#include "runlog/domain/schedule.hpp"

#include <algorithm>
#include <array>

namespace runlog {

namespace {

/// How things of a kind are named, and whose they are.
struct KindRow {
    Kind kind;
    std::string_view word;
    bool has_key;
    bool has_about;
    bool has_maker;
};

constexpr std::array kinds{
    KindRow{Kind::group, "group", false, false, false},
    KindRow{Kind::terms, "terms", false, false, false},
    KindRow{Kind::rule, "rule", true, false, false},
    KindRow{Kind::contact, "contact", true, false, false},
    KindRow{Kind::change, "change", true, false, false},
    KindRow{Kind::member, "member", false, true, false},
    KindRow{Kind::memberships, "memberships", false, true, false},
    KindRow{Kind::plans, "plans", false, true, false},
    KindRow{Kind::leave, "leave", true, true, true},
    KindRow{Kind::answer, "answer", true, true, true},
    KindRow{Kind::run, "run", true, false, true},
};

const KindRow& row_of(Kind kind) {
    return *std::find_if(kinds.begin(), kinds.end(), [&](const KindRow& row) { return row.kind == kind; });
}

constexpr std::string_view participation_prefix = "m:";

const Value yes = std::int64_t{1};
const Value no = std::int64_t{0};

constexpr int nothing = 0;
constexpr int some = 1;
constexpr int ones_own = 2;

int weight_in_group(const Thing& thing, const Uid& speaker, bool keeper) {
    const bool of_oneself = thing.about != Uid{} && thing.about == speaker;
    // Who is in the group is agreed between a member and the keepers; what a member is called and promised is theirs.
    if (of_oneself) return thing.kind == Kind::memberships ? some : ones_own;
    return keeper ? some : nothing;
}

// A name has one spelling, or one thing would be two.
bool is_key(Kind kind, std::string_view key) {
    if (kind == Kind::change) {
        const auto start = parse_iso_time(key);
        return start && session_text(*start) == key;
    }
    const auto uid = parse_uid(key);
    return uid && to_text(*uid) == key;
}

} // namespace

bool has_maker(Kind kind) {
    return row_of(kind).has_maker;
}

bool is_list(Kind kind) {
    return kind == Kind::terms || kind == Kind::memberships || kind == Kind::plans;
}

std::string name_of(const Thing& thing) {
    const KindRow& row = row_of(thing.kind);
    std::string name(row.word);
    if (row.has_key) name += ':' + thing.key;
    if (row.has_about) name += (row.has_key ? '/' : ':') + to_text(thing.about);
    return name;
}

std::optional<Thing> thing_called(std::string_view name, const Uid& maker) {
    const auto colon = std::min(name.find(':'), name.size());
    const auto row = std::find_if(kinds.begin(), kinds.end(),
                                  [&](const KindRow& known) { return known.word == name.substr(0, colon); });
    if (row == kinds.end()) return std::nullopt;
    Thing thing{row->kind, {}, {}, row->has_maker ? maker : Uid{}};
    auto rest = name.substr(std::min(colon + 1, name.size()));
    if (row->has_about) {
        const auto slash = row->has_key ? rest.find('/') : 0;
        if (slash == std::string_view::npos) return std::nullopt;
        const auto about = parse_uid(rest.substr(row->has_key ? slash + 1 : 0));
        if (!about || *about == Uid{}) return std::nullopt;
        thing.about = *about;
        rest = rest.substr(0, slash);
    }
    thing.key = rest;
    if (row->has_key ? !is_key(thing.kind, thing.key) : !thing.key.empty()) return std::nullopt;
    return name_of(thing) == name ? std::optional(thing) : std::nullopt;
}

std::string participation(const Uid& member) {
    return std::string(participation_prefix) + to_text(member);
}

std::optional<Uid> participant(std::string_view field) {
    if (!field.starts_with(participation_prefix)) return std::nullopt;
    const auto member = parse_uid(field.substr(participation_prefix.size()));
    return member && participation(*member) == field ? member : std::nullopt;
}

int weight(const Thing& thing, std::string_view field, const Uid& speaker, bool keeper) {
    if (!has_maker(thing.kind)) return weight_in_group(thing, speaker, keeper);
    const bool of_oneself = thing.kind == Kind::run ? participant(field) == speaker : thing.about == speaker;
    if (of_oneself) return ones_own;
    return thing.maker == speaker ? some : nothing;
}

Facts merged(const Thing& thing, std::span<const Statement> statements) {
    struct Best {
        int weight;
        const Stamp* stamp;
        const Value* value;
    };
    std::map<std::string_view, Best> best;
    for (const auto& statement : statements) {
        for (const auto& [field, value] : statement.facts) {
            const int weighs = weight(thing, field, statement.speaker, statement.keeper);
            if (weighs == nothing) continue;
            const auto [standing, is_first] = best.try_emplace(field, Best{weighs, &statement.stamp, &value});
            auto& before = standing->second;
            if (is_first || weighs < before.weight) continue;
            if (weighs > before.weight || statement.stamp > *before.stamp)
                before = Best{weighs, &statement.stamp, &value};
        }
    }
    Facts facts;
    for (const auto& [field, winner] : best) facts.emplace(field, *winner.value);
    return facts;
}

bool is_yes(const Facts& facts, std::string_view field) {
    const auto found = facts.find(std::string(field));
    return found != facts.end() && found->second == yes;
}

bool is_gone(const Facts& facts) {
    return is_yes(facts, gone);
}

namespace {

/// A thing that goes: as a whole where it is the speaker's to say so, else as far as the speaker was in it.
Facts without_it(const Thing& thing, const Facts& known, const Uid& speaker) {
    if (is_list(thing.kind)) return {{std::string(rows_field), std::vector<Row>{}}};
    if (thing.kind == Kind::run && thing.maker != speaker) {
        const auto mine = participation(speaker);
        return known.contains(mine) ? Facts{{mine, no}} : Facts{};
    }
    return {{std::string(gone), yes}};
}

/// What is wanted, in every field that is known too: who is not in a run any more is said not to be.
Facts with_absences(const Facts& known, Facts wanted) {
    for (const auto& [field, value] : known)
        if (participant(field) && value == yes) wanted.try_emplace(field, no);
    if (is_gone(known)) wanted.emplace(gone, no);
    return wanted;
}

} // namespace

Facts news(const Thing& thing, const Facts& known, const std::optional<Facts>& wanted, const Uid& speaker,
           bool keeper) {
    Facts fresh;
    if (!wanted && known.empty()) return fresh; // nobody ever heard of it
    for (const auto& [field, value] : wanted ? with_absences(known, *wanted) : without_it(thing, known, speaker)) {
        const auto before = known.find(field);
        const bool differs = before == known.end() ? value != Value{} : before->second != value;
        if (differs && weight(thing, field, speaker, keeper) > nothing) fresh.emplace(field, value);
    }
    return fresh;
}

} // namespace runlog
