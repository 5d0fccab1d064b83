#!/usr/bin/env bash
# Measures the reports on a group's sessions beside the sqlite3 shell, and beside themselves on a log a hundredth the
# size that holds the same group: sessions.sh BUILD_DIR [LOG], where LOG is one that runlog-bench-log made before.
# The files are made in $RUNLOG_BENCH_DIR, else $TMPDIR, else /var/tmp.
set -euo pipefail

members=500
runs=1000000
groups=10
group=g01
today=2026-11-21
since=2026-09-27
founded=2025-09-27 # when the generator's groups began
kept_since=2025-07-01
export RUNLOG_NOW=${today}T12:00:00+01:00 TZ=Europe/Berlin NO_COLOR=1

# shellcheck source=measure.sh
. "$(dirname "$0")/measure.sh"

[ $# -ge 1 ] || die 'name the build folder: sessions.sh BUILD_DIR [LOG]'
find_programs "$1"
folder=$(mktemp -d "${RUNLOG_BENCH_DIR:-${TMPDIR:-/var/tmp}}/runlog-bench-XXXXXX")
trap 'rm -rf "$folder"' EXIT
log=${2:-$folder/large.db}
small=$folder/small.db

# The same log without what other groups ran, and without what is older.
make_small() {
    cp "$log" "$small"
    "${sqlite[@]}" "$small" >/dev/null <<SQL
PRAGMA foreign_keys = OFF;
CREATE TEMP TABLE kept AS SELECT DISTINCT rm.run_id AS id FROM memberships AS s
    JOIN groups AS g ON g.id = s.group_id AND g.handle = '$group'
    JOIN run_members AS rm ON rm.member_id = s.member_id AND rm.day >= '$kept_since';
DELETE FROM run_tags; DELETE FROM changes;
CREATE TEMP TABLE r AS SELECT * FROM runs WHERE id IN kept;
CREATE TEMP TABLE m AS SELECT * FROM run_members WHERE run_id IN kept;
DELETE FROM run_members; DELETE FROM runs;
INSERT INTO runs SELECT * FROM r; INSERT INTO run_members SELECT * FROM m;
VACUUM;
SQL
}

# What all the queries share: the group, its sessions, and what became of each member at each of them.
sheet="WITH RECURSIVE
days (day) AS (SELECT '$today' UNION ALL SELECT date(day, '-1 day') FROM days WHERE day > FIRST_DAY),
sessions AS MATERIALIZED (SELECT day, day || CASE strftime('%w', day) WHEN '2' THEN 'T18:30' ELSE 'T06:00' END AS name
             FROM days WHERE strftime('%w', day) IN ('2', '6') AND day >= '$founded'),
crew AS (SELECT m.id, m.handle FROM memberships AS s JOIN groups AS g ON g.id = s.group_id AND g.handle = '$group'
         JOIN members AS m ON m.id = s.member_id WHERE s.from_day <= '$today'),
came AS MATERIALIZED (SELECT DISTINCT rm.member_id AS id, ifnull(r.session, r.day || CASE strftime('%w', r.day)
             WHEN '2' THEN 'T18:30' WHEN '6' THEN 'T06:00' END) AS name FROM runs AS r JOIN run_members AS rm ON rm.run_id = r.id
         WHERE r.group_id = (SELECT id FROM groups WHERE handle = '$group') AND r.day BETWEEN FIRST_DAY AND '$today'),
sheet AS MATERIALIZED (SELECT crew.id, crew.handle, s.day, CASE
              WHEN (crew.id, s.name) IN came THEN 'came'
              WHEN EXISTS (SELECT 1 FROM leaves AS l WHERE l.member_id = crew.id AND l.from_day <= s.day
                           AND (l.until_day IS NULL OR s.day < l.until_day)) THEN 'excused'
              WHEN s.day = '$today' THEN 'pending' ELSE 'missed' END AS state
          FROM crew CROSS JOIN sessions AS s)"

# Expected, attended, missed in the window, missed in a row, and when each last ran with somebody.
missed_sql="${sheet//FIRST_DAY/\'$founded\'},
last_came AS MATERIALIZED (SELECT id, max(day) AS day FROM sheet WHERE state = 'came' GROUP BY id)
SELECT handle, sum(sheet.day >= '$since' AND state <> 'pending'), sum(sheet.day >= '$since' AND state = 'came'),
    sum(sheet.day >= '$since' AND state = 'missed'),
    sum(state = 'missed' AND sheet.day > ifnull(last_came.day, '')),
    (SELECT max(a.day) FROM run_members AS a WHERE a.member_id = sheet.id AND a.day >= '2025-11-20'
     AND EXISTS (SELECT 1 FROM run_members AS b WHERE b.run_id = a.run_id AND b.member_id <> a.member_id))
FROM sheet LEFT JOIN last_came ON last_came.id = sheet.id GROUP BY sheet.id ORDER BY handle;"

# Each member's streak over sessions, by day and by week, and the group's own over its sessions.
streak_sql="${sheet//FIRST_DAY/\'$founded\'},
last_missed AS MATERIALIZED (SELECT id, max(day) AS day FROM sheet WHERE state = 'missed' GROUP BY id),
runs_of AS (SELECT DISTINCT rm.member_id AS id, rm.day FROM crew JOIN run_members AS rm ON rm.member_id = crew.id
            WHERE rm.day <= '$today'),
weeks_of AS (SELECT DISTINCT id, date(day, 'weekday 0', '-6 days') AS week FROM runs_of),
day_islands AS (SELECT id, day, julianday(day) + row_number() OVER (PARTITION BY id ORDER BY day DESC) AS island,
                first_value(julianday(day) + 1) OVER (PARTITION BY id ORDER BY day DESC) AS newest FROM runs_of),
week_islands AS (SELECT id, week,
                 round(julianday(week) / 7 + row_number() OVER (PARTITION BY id ORDER BY week DESC)) AS island,
                 round(first_value(julianday(week) / 7 + 1) OVER (PARTITION BY id ORDER BY week DESC)) AS newest
                 FROM weeks_of),
gatherings AS MATERIALIZED (SELECT s.day, count(came.id) AS there FROM sessions AS s
                            LEFT JOIN came ON came.name = s.name GROUP BY s.name)
SELECT handle, 'session', sum(state = 'came' AND sheet.day > ifnull(last_missed.day, ''))
    FROM sheet LEFT JOIN last_missed ON last_missed.id = sheet.id GROUP BY sheet.id
UNION ALL SELECT handle, 'day', sum(island = newest) FROM day_islands JOIN crew USING (id) GROUP BY id
UNION ALL SELECT handle, 'week', sum(island = newest) FROM week_islands JOIN crew USING (id) GROUP BY id
UNION ALL SELECT '$group', 'group', count(*) FROM gatherings WHERE there >= 2
    AND day > ifnull((SELECT max(day) FROM gatherings WHERE there < 2 AND day < '$today'), '') ORDER BY 1, 2;"

numbers_of() {
    python3 -c '
import json, sys
answer = json.load(sys.stdin)
for m in answer.get("members", []):
    print(m["member"], m["expected"], m["attended"], m["missed"], m["in_a_row"])
for s in answer.get("streaks", []):
    if s["by"] in ("session", "group"):
        print(s["member"] or s["group"], s["by"], s["length"])'
}

check_same_answers() {
    local ours theirs
    ours=$("$runlog" missed --group "$group" --all --json | numbers_of | sort)
    theirs=$("${sqlite[@]}" -separator ' ' "$log" "$missed_sql" | cut -d ' ' -f 1-5 | sort)
    [ "$ours" = "$theirs" ] || die "they do not agree on who was missed: $(diff <(echo "$ours") <(echo "$theirs"))"
    printf 'Both say the same of %s members: expected, attended, missed, in a row\n' "$(wc -l <<<"$ours")"
    ours=$("$runlog" streak --group "$group" --json | numbers_of | sort)
    theirs=$("${sqlite[@]}" -separator ' ' "$log" "$streak_sql" | grep -E ' (session|group) ' | sort)
    [ "$ours" = "$theirs" ] || die "they do not agree on the streaks: $(diff <(echo "$ours") <(echo "$theirs"))"
    printf 'Both say the same of %s streaks over sessions\n' "$(wc -l <<<"$ours")"
    for words in 'missed --all --json' 'streak --by session --json' 'streak --by group --json'; do
        # shellcheck disable=SC2086
        diff <("$runlog" $words --group "$group") <("$runlog" --db "$small" $words --group "$group") >/dev/null ||
            printf 'On the small log %s looks back less far\n' "$words"
    done
}

[ $# -gt 1 ] || "$generate" "$log" "$runs" "$members" "$groups"
make_small
export RUNLOG_DB=$log
facts
printf 'Small log: %s runs, %s KiB\n' "$("${sqlite[@]}" "$small" 'SELECT count(*) FROM runs')" "$(du -k "$small" | cut -f 1)"
check_same_answers

measure missed 60 \
    -n "runlog missed --group $group" "$(command_of "$runlog" missed --group "$group")" \
    -n '  the same on the small log' "$(command_of "$runlog" --db "$small" missed --group "$group")" \
    -n 'sqlite3: the same' "$(command_of "${sqlite[@]}" "$log" "$missed_sql")"
measure streak 60 \
    -n "runlog streak --group $group" "$(command_of "$runlog" streak --group "$group")" \
    -n '  the same on the small log' "$(command_of "$runlog" --db "$small" streak --group "$group")" \
    -n 'sqlite3: the same' "$(command_of "${sqlite[@]}" "$log" "$streak_sql")"

printf '\n%-44s %9s %9s %8s\n' '' 'median ms' 'least ms' 'ratio'
for name in missed streak; do
    table "$name"
done
