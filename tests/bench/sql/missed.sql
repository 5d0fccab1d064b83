-- Of each member of the group, in eight weeks: the sessions expected, attended and missed; how many were missed in a
-- row, ever; and when they last ran with somebody. To be read after sheet.sql.
WITH last_came AS MATERIALIZED (SELECT id, max(day) AS day FROM sheet WHERE state = 'came' GROUP BY id)
SELECT handle, sum(sheet.day >= '2026-09-27' AND state <> 'pending'), sum(sheet.day >= '2026-09-27' AND state = 'came'),
    sum(sheet.day >= '2026-09-27' AND state = 'missed'),
    sum(state = 'missed' AND sheet.day > ifnull(last_came.day, '')),
    (SELECT max(a.day) FROM run_members AS a WHERE a.member_id = sheet.id AND a.day >= '2025-11-20'
     AND EXISTS (SELECT 1 FROM run_members AS b WHERE b.run_id = a.run_id AND b.member_id <> a.member_id))
FROM sheet LEFT JOIN last_came USING (id) GROUP BY sheet.id ORDER BY handle;
