#include "commands.hpp"

#include <array>

namespace runlog::cli {

namespace {

constexpr std::string_view runs = "Runs";
constexpr std::string_view reports = "How it stands";
constexpr std::string_view sessions = "Sessions";
constexpr std::string_view promises = "Promises";
constexpr std::string_view goals = "Goals";
constexpr std::string_view reminders = "Reminders";
constexpr std::string_view people = "People";
constexpr std::string_view sharing = "Sharing";
constexpr std::string_view care = "The log itself";

constexpr std::array table{
    Command{"add", runs, "Record a run", declare_add},
    Command{"list", runs, "List runs, the newest first", declare_list},
    Command{"show", runs, "Show everything about one run", declare_show},
    Command{"edit", runs, "Change a run", declare_edit},
    Command{"remove", runs, "Remove runs", declare_remove},
    Command{"merge", runs, "Join two records of one run", declare_merge},
    Command{"undo", runs, "Take back the last change", declare_undo},
    Command{"history", runs, "Show what was changed, and when", declare_history},
    Command{"streak", reports, "Show whose streak stands, and what it needs", declare_streak},
    Command{"missed", reports, "Show who was missed, and who should call", declare_missed},
    Command{"attendance", reports, "Show who was at which session", declare_attendance},
    Command{"stats", reports, "Add runs up by week, month or year", declare_stats},
    Command{"calendar", reports, "Show a year at a glance, a mark for each day", declare_calendar},
    Command{"together", reports, "Show pace in company and alone, and with whom", declare_together},
    Command{"board", reports, "Show who keeps their own plan", declare_board},
    Command{"coach", reports, "Show how it stands with everybody in a group", declare_coach},
    Command{"report", reports, "Write a page to publish about a group", declare_report},
    Command{"session", sessions, "When a group meets", nullptr},
    Command{"session add", sessions, "Plan sessions, or a single one", declare_session_add},
    Command{"session list", sessions, "List the sessions to come", declare_session_list},
    Command{"session show", sessions, "Show one session, and who was there", declare_session_show},
    Command{"session change", sessions, "Change sessions from a day on", declare_session_change},
    Command{"session cancel", sessions, "Cancel one session", declare_session_cancel},
    Command{"session move", sessions, "Move one session to another time", declare_session_move},
    Command{"session end", sessions, "Let sessions end", declare_session_end},
    Command{"promise", promises, "Promise to be at a session", declare_promise},
    Command{"excuse", promises, "Excuse yourself from one session", declare_excuse},
    Command{"plan", promises, "Promise to run on so many days a week", declare_plan},
    Command{"away", promises, "Take days off, which break no streak", declare_away},
    Command{"goal", goals, "A race, a season or a relay to train for", nullptr},
    Command{"goal add", goals, "Set a goal", declare_goal_add},
    Command{"goal list", goals, "List the goals ahead", declare_goal_list},
    Command{"goal show", goals, "Show how far you are, and who runs which leg", declare_goal_show},
    Command{"goal edit", goals, "Change what is told of a goal", declare_goal_edit},
    Command{"goal leg", goals, "Say who runs a leg of a relay", declare_goal_leg},
    Command{"goal remove", goals, "Give up a goal", declare_goal_remove},
    Command{"remind", reminders, "Say what is due now, once", declare_remind},
    Command{"remind install", reminders, "Have it done by cron, or by a systemd timer", declare_remind_install},
    Command{"remind uninstall", reminders, "Have it done no more", declare_remind_uninstall},
    Command{"remind status", reminders, "Show whether reminders come, and can arrive", declare_remind_status},
    Command{"remind off", reminders, "Turn kinds of reminders off", declare_remind_off},
    Command{"remind on", reminders, "Turn kinds of reminders on again", declare_remind_on},
    Command{"remind quiet-hours", reminders, "Be left alone at some hours", declare_remind_quiet_hours},
    Command{"member", people, "The people in the log", nullptr},
    Command{"member add", people, "Add a person", declare_member_add},
    Command{"member list", people, "List everybody", declare_member_list},
    Command{"member show", people, "Show a person's groups, plans and days off", declare_member_show},
    Command{"member edit", people, "Change what is told of a person", declare_member_edit},
    Command{"member remove", people, "Remove a person nothing is recorded of", declare_member_remove},
    Command{"group", people, "The groups, and who is in them", nullptr},
    Command{"group add", people, "Add a group", declare_group_add},
    Command{"group list", people, "List the groups", declare_group_list},
    Command{"group show", people, "Show a group and its members", declare_group_show},
    Command{"group edit", people, "Change what is told of a group", declare_group_edit},
    Command{"group remove", people, "Remove a group nothing is recorded of", declare_group_remove},
    Command{"group join", people, "Put people in, or change what they do there", declare_group_join},
    Command{"group leave", people, "Let people leave a group", declare_group_leave},
    Command{"group contact", people, "Keep a coach, physio or dietitian at hand", declare_group_contact},
    Command{"share", sharing, "One group's log on many machines", nullptr},
    Command{"share init", sharing, "Share a group from here", declare_share_init},
    Command{"share invite", sharing, "Say how others join", declare_share_invite},
    Command{"share join", sharing, "Ask to be let into a shared group", declare_share_join},
    Command{"share admit", sharing, "Let somebody's machine in", declare_share_admit},
    Command{"share sync", sharing, "Send what is new here, take in the rest", declare_share_sync},
    Command{"share status", sharing, "Show who was last heard of, and what waits", declare_share_status},
    Command{"share preview", sharing, "Show what would leave this machine", declare_share_preview},
    Command{"share sessions", sharing, "Let the group see my runs at its sessions", declare_share_sessions},
    Command{"share all", sharing, "Let the group see all my runs but private ones", declare_share_all},
    Command{"share role", sharing, "Say who speaks for the group", declare_share_role},
    Command{"share revoke", sharing, "Shut somebody's machines out", declare_share_revoke},
    Command{"share off", sharing, "Share a group no more", declare_share_off},
    Command{"import", care, "Bring in runs from a file", declare_import},
    Command{"export", care, "Write runs or sessions out", declare_export},
    Command{"config", care, "Show or change settings", declare_config},
    Command{"doctor", care, "Look the log over for damage", declare_doctor},
    Command{"backup", care, "Write a copy of the log", declare_backup},
    Command{"restore", care, "Put a backup in the place of the log", declare_restore},
    Command{"_complete", "", "Answer the shell's completion", declare_complete},
};

} // namespace

std::span<const Command> commands() {
    return table;
}

} // namespace runlog::cli
