#pragma once

#include "runlog/domain/goal.hpp"
#include "runlog/domain/people.hpp"
#include "runlog/domain/run.hpp"
#include "runlog/store/log.hpp"

#include <string>
#include <string_view>
#include <vector>

/// From words to what the log keeps under them. Each throws Error, naming the nearest known word, where there is none.
namespace runlog::cli {

/// `anna`, in any case of letters; `me` is the owner of the log.
Member member_called(const store::Log& log, std::string_view word);

/// `anna,beth`: none twice.
std::vector<Member> members_called(const store::Log& log, std::string_view list);
std::vector<Member> members_called(const store::Log& log, const std::vector<std::string>& words);

Group group_called(const store::Log& log, std::string_view word);

/// By its title in any case of letters, by a beginning of it that no other has, or by its number.
Goal goal_called(const store::Log& log, std::string_view word);

Run run_numbered(const store::Log& log, std::string_view word);

/// Whether a run is the word of another member, who told it from a machine of their own.
bool is_told_by_another(const store::Log& log, const Run& run);

/// As run_numbered, for who wants to change it: throws Error too where another machine of a group told it.
Run own_run_numbered(const store::Log& log, std::string_view word);

/// The words between the commas, blanks around them dropped, none twice.
std::vector<std::string> split_list(std::string_view list);

/// Who is in a group on a day.
std::vector<Member> members_in(const store::Log& log, const Group& group, Day day);

} // namespace runlog::cli
