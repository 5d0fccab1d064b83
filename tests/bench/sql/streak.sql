-- The day streak and the week streak of a member, every run counting and one a week being enough: gaps and islands.
WITH
days AS (SELECT DISTINCT day FROM run_members
         WHERE member_id = (SELECT id FROM members WHERE handle = 'm05') AND day <= '2026-11-21'),
weeks AS (SELECT DISTINCT date(day, 'weekday 0', '-6 days') AS week FROM days),
day_islands AS (SELECT day, julianday(day) + row_number() OVER (ORDER BY day DESC) AS island FROM days),
week_islands AS (SELECT week, julianday(week) / 7 + row_number() OVER (ORDER BY week DESC) AS island FROM weeks)
SELECT 'm05', 'day', count(*) FROM day_islands
WHERE island = (SELECT julianday(max(day)) + 1 FROM days WHERE day >= date('2026-11-21', '-1 day'))
UNION ALL
SELECT 'm05', 'week', count(*) FROM week_islands
WHERE round(island) = (SELECT round(julianday(max(week)) / 7 + 1) FROM weeks
                       WHERE week >= date('2026-11-21', 'weekday 0', '-13 days'));
