#pragma once

#include "command.hpp"

/// The commands' declarations, each in the file of its name.
namespace runlog::cli {

Action declare_add(CLI::App& app);
Action declare_list(CLI::App& app);
Action declare_show(CLI::App& app);
Action declare_edit(CLI::App& app);
Action declare_remove(CLI::App& app);
Action declare_merge(CLI::App& app);
Action declare_undo(CLI::App& app);
Action declare_history(CLI::App& app);
Action declare_streak(CLI::App& app);
Action declare_missed(CLI::App& app);
Action declare_attendance(CLI::App& app);
Action declare_stats(CLI::App& app);
Action declare_calendar(CLI::App& app);
Action declare_together(CLI::App& app);
Action declare_board(CLI::App& app);
Action declare_coach(CLI::App& app);
Action declare_report(CLI::App& app);
Action declare_session_add(CLI::App& app);
Action declare_session_list(CLI::App& app);
Action declare_session_show(CLI::App& app);
Action declare_session_change(CLI::App& app);
Action declare_session_cancel(CLI::App& app);
Action declare_session_move(CLI::App& app);
Action declare_session_end(CLI::App& app);
Action declare_promise(CLI::App& app);
Action declare_excuse(CLI::App& app);
Action declare_plan(CLI::App& app);
Action declare_away(CLI::App& app);
Action declare_member_add(CLI::App& app);
Action declare_member_list(CLI::App& app);
Action declare_member_show(CLI::App& app);
Action declare_member_edit(CLI::App& app);
Action declare_member_remove(CLI::App& app);
Action declare_group_add(CLI::App& app);
Action declare_group_list(CLI::App& app);
Action declare_group_show(CLI::App& app);
Action declare_group_edit(CLI::App& app);
Action declare_group_remove(CLI::App& app);
Action declare_group_join(CLI::App& app);
Action declare_group_leave(CLI::App& app);
Action declare_group_contact(CLI::App& app);
Action declare_goal_add(CLI::App& app);
Action declare_goal_list(CLI::App& app);
Action declare_goal_show(CLI::App& app);
Action declare_goal_edit(CLI::App& app);
Action declare_goal_leg(CLI::App& app);
Action declare_goal_remove(CLI::App& app);
Action declare_remind(CLI::App& app);
Action declare_remind_install(CLI::App& app);
Action declare_remind_uninstall(CLI::App& app);
Action declare_remind_status(CLI::App& app);
Action declare_remind_off(CLI::App& app);
Action declare_remind_on(CLI::App& app);
Action declare_remind_quiet_hours(CLI::App& app);
Action declare_share_init(CLI::App& app);
Action declare_share_invite(CLI::App& app);
Action declare_share_join(CLI::App& app);
Action declare_share_admit(CLI::App& app);
Action declare_share_sync(CLI::App& app);
Action declare_share_status(CLI::App& app);
Action declare_share_preview(CLI::App& app);
Action declare_share_sessions(CLI::App& app);
Action declare_share_all(CLI::App& app);
Action declare_share_role(CLI::App& app);
Action declare_share_revoke(CLI::App& app);
Action declare_share_off(CLI::App& app);
Action declare_import(CLI::App& app);
Action declare_export(CLI::App& app);
Action declare_config(CLI::App& app);
Action declare_doctor(CLI::App& app);
Action declare_backup(CLI::App& app);
Action declare_restore(CLI::App& app);
Action declare_complete(CLI::App& app);

} // namespace runlog::cli
