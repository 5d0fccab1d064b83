-- The streaks of each member of the group: over its sessions, by day and by week; and the group's own, over sessions
-- and over weeks. To be read after sheet.sql.
CREATE TEMP TABLE weeks AS
WITH RECURSIVE
week_starts (week) AS (
    SELECT '2026-11-16' UNION ALL SELECT date(week, '-7 days') FROM week_starts WHERE week > '2025-09-22'),
goals AS (
    SELECT crew.id, week, date(week, '+6 days') AS last,
        ifnull((SELECT days_per_week FROM plans AS p WHERE p.member_id = crew.id AND p.from_day <= week
                AND (p.until_day IS NULL OR week < p.until_day)), 1) AS goal,
        ifnull((SELECT sum(max(0, julianday(min(l.until_day, date(week, '+7 days')))
                                  - julianday(max(l.from_day, week))))
                FROM leaves AS l WHERE l.member_id = crew.id), 0) AS off
    FROM crew CROSS JOIN week_starts),
counted AS (
    SELECT id, week, off, max(1, CAST(goal * (7 - off) + 6 AS INTEGER) / 7) AS needed,
        (SELECT count(DISTINCT rm.day) FROM run_members AS rm
         WHERE rm.member_id = goals.id AND rm.day BETWEEN week AND last) AS ran
    FROM goals)
SELECT id, week, ran >= needed AS kept, off >= 7 AND ran = 0 AS neutral FROM counted;

WITH RECURSIVE
days (id, day, ran, before) AS (
    SELECT crew.id, '2026-11-21', EXISTS (SELECT 1 FROM run_members AS rm WHERE rm.member_id = crew.id
                                          AND rm.day = '2026-11-21'), '2026-11-20' FROM crew
    UNION ALL
    SELECT days.id, days.before, EXISTS (SELECT 1 FROM run_members AS rm WHERE rm.member_id = days.id
                                         AND rm.day = days.before), date(days.before, '-1 day')
    FROM days WHERE ran OR day = '2026-11-21'
    OR EXISTS (SELECT 1 FROM leaves AS l WHERE l.member_id = days.id AND l.from_day <= days.day
               AND (l.until_day IS NULL OR days.day < l.until_day))),
last_missed AS MATERIALIZED (SELECT id, max(day) AS day FROM sheet WHERE state = 'missed' GROUP BY id),
last_failed AS MATERIALIZED (
    SELECT id, max(week) AS week FROM weeks WHERE NOT kept AND NOT neutral AND week < '2026-11-16' GROUP BY id),
gatherings AS MATERIALIZED (
    SELECT s.day, count(came.id) AS there FROM sessions AS s LEFT JOIN came ON came.name = s.name GROUP BY s.name),
crew_weeks AS MATERIALIZED (
    SELECT week, sum(kept) AS kept, sum(NOT neutral) AS judged FROM weeks GROUP BY week)
SELECT handle, 'day', sum(ran) FROM days JOIN crew USING (id) GROUP BY id
UNION ALL
SELECT handle, 'week', sum(kept AND weeks.week > ifnull(last_failed.week, ''))
FROM weeks JOIN crew USING (id) LEFT JOIN last_failed USING (id) GROUP BY id
UNION ALL
SELECT handle, 'session', sum(state = 'came' AND sheet.day > ifnull(last_missed.day, ''))
FROM sheet LEFT JOIN last_missed USING (id) GROUP BY id
UNION ALL
SELECT '-', 'group', count(*) FROM gatherings
WHERE there >= 2 AND day > ifnull((SELECT max(day) FROM gatherings WHERE there < 2 AND day < '2026-11-21'), '')
UNION ALL
SELECT '-', 'crew', count(*) FROM crew_weeks
WHERE judged > 0 AND 2 * kept >= judged
AND week > ifnull((SELECT max(week) FROM crew_weeks WHERE 2 * kept < judged AND week < '2026-11-16'), '');
