-- What became of each member of group g01 at each of its sessions since it began, by what the generator's groups agree
-- on: Tuesdays at 18:30 and Saturdays at 6:00.
PRAGMA temp_store = memory;

CREATE TEMP TABLE crew AS
SELECT m.id, m.handle FROM memberships AS s JOIN groups AS g ON g.id = s.group_id AND g.handle = 'g01'
JOIN members AS m ON m.id = s.member_id WHERE s.from_day <= '2026-11-21';

CREATE TEMP TABLE sessions AS
WITH RECURSIVE days (day) AS (
    SELECT '2026-11-21' UNION ALL SELECT date(day, '-1 day') FROM days WHERE day > '2025-09-27')
SELECT day, day || CASE strftime('%w', day) WHEN '2' THEN 'T18:30' ELSE 'T06:00' END AS name
FROM days WHERE strftime('%w', day) IN ('2', '6');

CREATE TEMP TABLE came (name TEXT, id INTEGER, PRIMARY KEY (name, id)) WITHOUT ROWID;
INSERT OR IGNORE INTO came
SELECT ifnull(r.session, r.day || CASE strftime('%w', r.day) WHEN '2' THEN 'T18:30' ELSE 'T06:00' END), rm.member_id
FROM runs AS r JOIN run_members AS rm ON rm.run_id = r.id
WHERE r.group_id = (SELECT id FROM groups WHERE handle = 'g01') AND r.day BETWEEN '2025-09-27' AND '2026-11-21'
AND (r.session IS NOT NULL OR strftime('%w', r.day) IN ('2', '6'));

CREATE TEMP TABLE sheet AS
SELECT crew.id, crew.handle, s.day, CASE
    WHEN EXISTS (SELECT 1 FROM came WHERE came.name = s.name AND came.id = crew.id) THEN 'came'
    WHEN EXISTS (SELECT 1 FROM leaves AS l WHERE l.member_id = crew.id AND l.from_day <= s.day
                 AND (l.until_day IS NULL OR s.day < l.until_day)) THEN 'excused'
    WHEN s.day = '2026-11-21' THEN 'pending' ELSE 'missed' END AS state
FROM crew CROSS JOIN sessions AS s;
