#include "runlog/formats/record.hpp"

#include <nlohmann/json.hpp>

namespace runlog::formats {

namespace {

using Json = nlohmann::ordered_json;
using Read = nlohmann::json; // finds a field among thousands; an ordered one compares them all

constexpr int version = 1;
constexpr const char* known_operation = "set";

template <class Held>
Json json_of(const Held& held) {
    if constexpr (std::is_same_v<Held, std::monostate>)
        return nullptr;
    else if constexpr (std::is_same_v<Held, std::vector<Row>>) {
        Json list = Json::array();
        for (const auto& row : held) {
            Json object = Json::object();
            for (const auto& [name, value] : row)
                object[name] = std::visit([](const auto& scalar) { return json_of(scalar); }, value);
            list.push_back(std::move(object));
        }
        return list;
    } else
        return held;
}

/// What a fact can be; anything else is none, and why_not_said says whether that matters.
template <class Variant>
Variant plain_value(const Read& json) {
    if (json.is_number_unsigned() && json.get<std::uint64_t>() > INT64_MAX) return {};
    if (json.is_number_integer()) return json.get<std::int64_t>();
    if (json.is_string()) return json.get<std::string>();
    return {};
}

Value value_of(const Read& json) {
    if (!json.is_array()) return plain_value<Value>(json);
    std::vector<Row> rows;
    for (const auto& element : json) {
        if (!element.is_object()) return {};
        Row& row = rows.emplace_back();
        for (const auto& [name, value] : element.items()) row.emplace(name, plain_value<Scalar>(value));
    }
    return rows;
}

std::optional<std::int64_t> number_in(const Read& json, const char* name) {
    const auto found = json.find(name);
    if (found == json.end()) return std::nullopt;
    const auto value = plain_value<Scalar>(*found);
    const auto* number = std::get_if<std::int64_t>(&value);
    return number ? std::optional(*number) : std::nullopt;
}

std::string text_in(const Read& json, const char* name) {
    const auto found = json.find(name);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

ReadRecord parse_known(const Read& json, std::int64_t number) {
    RecordLine record{number, number_in(json, "t").value_or(-1), text_in(json, "e"), {}, {}};
    if (record.at < 0 || record.at > latest_at) return BadRecord{"its time cannot be believed"};
    if (json.contains("of")) {
        record.maker = parse_uid(text_in(json, "of"));
        if (!record.maker || *record.maker == Uid{}) return BadRecord{"whose thing it is cannot be read"};
    }
    const auto facts = json.find("f");
    if (facts == json.end() || !facts->is_object()) return BadRecord{"it says nothing"};
    const auto thing = thing_called(record.thing, {});
    if (!thing) return record.thing.empty() ? ReadRecord(BadRecord{"it is about nothing"}) : NewerRecord{number};
    for (const auto& [name, value] : facts->items()) record.facts.emplace(name, value_of(value));
    if (auto why = why_not_said(thing->kind, record.facts)) return BadRecord{std::move(*why)};
    return record;
}

} // namespace

std::string record_text(const RecordLine& record) {
    Json json{{"v", version}, {"n", record.number}, {"t", record.at}, {"op", known_operation}, {"e", record.thing}};
    if (record.maker) json["of"] = to_text(*record.maker);
    Json& facts = json["f"] = Json::object();
    for (const auto& [name, value] : record.facts)
        facts[name] = std::visit([](const auto& held) { return json_of(held); }, value);
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

ReadRecord parse_record(std::string_view line) {
    if (line.size() > longest_record) return BadRecord{"it is too long"};
    const Read json = Read::parse(line, nullptr, false);
    if (!json.is_object()) return BadRecord{"it is no record"};
    const auto number = number_in(json, "n");
    if (!number || *number < 1) return BadRecord{"it has no number"};
    const auto written_by = number_in(json, "v");
    if (!written_by || *written_by < 1) return BadRecord{"it has no version"};
    if (*written_by > version || text_in(json, "op") != known_operation) return NewerRecord{*number};
    return parse_known(json, *number);
}

} // namespace runlog::formats
