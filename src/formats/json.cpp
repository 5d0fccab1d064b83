#include "runlog/formats/json.hpp"

#include <nlohmann/json.hpp>

namespace runlog::formats {

namespace {

using Json = nlohmann::ordered_json;

template <class Value, class Text>
Json maybe(const std::optional<Value>& value, Text text) {
    return value ? Json(text(*value)) : Json(nullptr);
}

Json maybe(const std::optional<std::string>& text) {
    return text ? Json(*text) : Json(nullptr);
}

} // namespace

Json to_json(const Run& run) {
    return Json{
        {"id", run.id.value},
        {"uid", to_text(run.uid)},
        {"day", iso(run.day)},
        {"start", maybe(run.start, [](const Placed& start) { return iso(start); })},
        {"zone", run.zone},
        {"distance_m", maybe(run.distance, [](Metres distance) { return distance.value; })},
        {"duration_s", maybe(run.duration, [](Seconds duration) { return duration.count(); })},
        {"members", run.members},
        {"group", maybe(run.group)},
        {"session", maybe(run.session)},
        {"place", maybe(run.place)},
        {"tags", run.tags},
        {"note", maybe(run.note)},
        {"private", run.is_private},
        {"remote", run.remote},
        {"source", maybe(run.source)},
        {"also", run.also},
        {"said_by", maybe(run.said_by)},
    };
}

std::string json_text(const Json& object) {
    return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace runlog::formats
