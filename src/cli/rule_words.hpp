#pragma once

#include "command.hpp"
#include "context.hpp"

#include "runlog/domain/schedule.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What `session add`, `session change` and `session end` share: words for a rule, and how a rule is told.
namespace runlog::cli {

struct RuleWords {
    std::string group;
    std::string title;
    std::optional<std::string> every;
    std::string on;
    std::optional<std::string> at;
    std::optional<std::string> length;
    std::optional<std::string> place;
    std::optional<std::string> purpose;
    std::optional<std::string> note;
    std::optional<std::string> zone;
    std::optional<std::string> new_title;
    std::string from;
    std::string until;
};

/// Declares what both a new rule and a changed one are told by.
void declare_rule_words(CLI::App& app, RuleWords& words);

/// One group's rules while one of them is being changed, and the clock they are read by.
struct Rules {
    Group group;
    std::vector<Rule> all;
    LocalTime now;
    Day today() const { return date::floor<date::days>(now); }
};

Rules rules_of(const Context& context, const store::Log& log, const RuleWords& words);

/// What titles share that read the same.
std::string title_key(std::string_view title);

/// The title, which can be told and typed again. Throws Error where it cannot.
std::string checked_title(const std::string& title);

/// Sets what the words give; an empty word takes a fact away.
void set_facts(Rule& rule, const RuleWords& words, const Context& context);

/// The day that a word means, ahead of `now`.
Day day_ahead(const std::string& word, LocalTime now);

/// Throws Error where a rule ends before it begins, or has no day.
void check_range(const Rule& rule);

/// Weeks that do not all count are counted from the first that has a day for the rule.
void anchor(Rule& rule);

/// `Trail run: every Sat, 06:00 – 07:30, Forest Park`
std::string rule_text(const Rule& rule, const Glyphs& glyphs);

/// What is told of a rule once it holds.
struct Told {
    std::string sentence;
    std::string next;
    std::optional<std::string> warning;
    std::vector<std::string> remarks;
};

Told told(const Context& context, const store::Log& log, const Rules& rules, const Rule& rule);
void tell(Context& context, const Told& told, bool changed);

} // namespace runlog::cli
