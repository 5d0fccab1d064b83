#include "runlog/domain/privacy.hpp"

namespace runlog {

namespace {

bool is_continuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xc0) == 0x80;
}

bool may_leave(const Thing& run, const Facts& facts, const Openness& openness) {
    if (is_yes(facts, "private")) return false;
    if (is_yes(facts, "with_group")) return true;
    return openness.all_runs && run.maker == openness.me && is_yes(facts, participation(openness.me));
}

} // namespace

std::string cut_to_fit(std::string text) {
    if (text.size() <= longest_text) return text;
    auto end = longest_text;
    while (end > 0 && is_continuation(text[end])) --end;
    text.resize(end);
    return text;
}

std::optional<Facts> leaving(const Thing& thing, Facts facts, const Openness& openness) {
    if (thing.kind == Kind::run) {
        if (!may_leave(thing, facts, openness)) return std::nullopt;
        facts.erase("private");
        if (!openness.notes) facts["note"] = {};
    }
    const bool is_about_days_off = thing.kind == Kind::leave || thing.kind == Kind::answer;
    if (is_about_days_off && !(openness.reasons && thing.about == openness.me)) facts["reason"] = std::string();
    for (auto& [name, value] : facts)
        if (auto* text = std::get_if<std::string>(&value)) *text = cut_to_fit(std::move(*text));
    return facts;
}

} // namespace runlog
