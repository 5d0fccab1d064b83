#pragma once

#include "runlog/domain/statement.hpp"

#include <rapidcheck.h>

#include <array>
#include <map>
#include <string>
#include <vector>

/// A small group, and anything that its members' devices could say.
namespace runlog::testing {

inline Uid uid_of(std::uint8_t number) {
    Uid uid;
    uid.bytes.fill(number);
    return uid;
}

inline const Uid sue = uid_of(1);
inline const Uid anna = uid_of(2);
inline const Uid beth = uid_of(3);
inline const Uid nobody{};

inline const Value yes = std::int64_t{1};
inline const Value no = std::int64_t{0};

inline constexpr std::array all_kinds{Kind::group,  Kind::terms,  Kind::rule,        Kind::contact,
                                      Kind::change, Kind::member, Kind::memberships, Kind::plans,
                                      Kind::leave,  Kind::answer, Kind::run};

/// A thing of this kind that has all that its name needs.
inline Thing thing_of(Kind kind, const Uid& about, const Uid& maker) {
    Thing thing{kind, {}, {}, {}};
    if (kind == Kind::change) thing.key = "2026-11-21T06:00";
    if (kind == Kind::rule || kind == Kind::contact || kind == Kind::run) thing.key = to_text(uid_of(9));
    if (kind == Kind::leave || kind == Kind::answer) thing.key = to_text(uid_of(9));
    if (kind == Kind::member || kind == Kind::memberships || kind == Kind::plans || has_maker(kind))
        thing.about = about;
    if (kind == Kind::run) thing.about = nobody;
    if (has_maker(kind)) thing.maker = maker;
    return thing;
}

inline rc::Gen<Uid> any_member() {
    return rc::gen::element(sue, anna, beth);
}

inline rc::Gen<Thing> any_thing() {
    return rc::gen::apply(thing_of, rc::gen::elementOf(all_kinds), any_member(), any_member());
}

inline rc::Gen<Value> any_value() {
    const std::vector<Value> values{Value{},
                                    yes,
                                    no,
                                    Value{std::int64_t{5000}},
                                    Value{std::string("ice")},
                                    Value{std::string()},
                                    Value{std::vector<Row>{}},
                                    Value{std::vector<Row>{{{"from_day", std::string("2026-11-01")}}}}};
    return rc::gen::elementOf(values);
}

inline rc::Gen<std::string> any_field() {
    const std::vector<std::string> fields{
        std::string(gone), participation(sue), participation(anna), participation(beth), "distance_m", "note", "rows"};
    return rc::gen::elementOf(fields);
}

inline rc::Gen<Facts> any_facts() {
    return rc::gen::scale(0.1, rc::gen::container<Facts>(any_field(), any_value()));
}

/// The speakers of four devices; sue keeps the group.
inline const std::map<std::string, Uid> devices{{"a", sue}, {"b", anna}, {"c", anna}, {"d", beth}};

/// What the devices say of something, each numbering what it says. Their clocks go by no rule.
inline std::vector<Statement> any_statements() {
    std::vector<Statement> all;
    std::map<std::string, std::int64_t> said;
    const int count = *rc::gen::inRange(0, 12);
    for (int i = 0; i < count; ++i) {
        const auto& [device, speaker] = *rc::gen::elementOf(devices);
        const Stamp stamp{*rc::gen::inRange<std::int64_t>(0, 6), device, ++said[device]};
        all.push_back({stamp, speaker, speaker == sue, *any_facts()});
    }
    return all;
}

} // namespace runlog::testing
