-- What becomes of those who took part: a year's counts first, then no names, then nothing. All that
-- the nightly sweep asks of events and needs stands here; what is booked is forgotten by its own room
-- within weeks. Those at the end change at most so many rows of years that began before a moment.

-- name: first
-- When the oldest of all begins.
SELECT min(offering.starts_at) FROM offering WHERE offering.kind IN ('registration', 'volunteering');

-- name: frozen
SELECT year FROM year_frozen WHERE year = :year;

-- name: slice
-- Where the next organisations end.
SELECT max(looked.id) AS until FROM
    (SELECT organisation.id FROM organisation WHERE organisation.id > :after
     ORDER BY organisation.id LIMIT :count) AS looked;

-- name: freeze_taken_part
-- Of the members of some branches: how many had a place, and how many places. (CROSS JOIN: SQLite
-- keeps this order.)
INSERT INTO year_figure (year, organisation_id, kind, people, times)
SELECT CAST(:year AS BIGINT), member.branch_id,
       CASE WHEN offering.kind = 'volunteering' THEN 'served' ELSE 'registered' END,
       count(DISTINCT member.id), count(*)
FROM member CROSS JOIN seat CROSS JOIN offering
WHERE member.branch_id > :after AND member.branch_id <= :until
  AND seat.member_id = member.id AND seat.state = 'confirmed'
  AND offering.id = seat.offering_id AND offering.state = 'open'
  AND offering.kind IN ('registration', 'volunteering')
  AND offering.starts_at >= :since AND offering.starts_at < :before
GROUP BY member.branch_id, offering.kind
ON CONFLICT (year, organisation_id, kind) DO NOTHING;

-- name: freeze_held
-- Of whoever held events, and of the communities that needs were for. Whoever has had their data
-- erased is in these counts still.
INSERT INTO year_figure (year, organisation_id, kind, people, times)
SELECT CAST(:year AS BIGINT), coalesce(offering.area_id, offering.holder_id),
       CASE WHEN offering.kind = 'volunteering' THEN 'needs' ELSE 'events' END,
       sum((SELECT coalesce(sum(pool.taken), 0) FROM pool WHERE pool.offering_id = offering.id)), count(*)
FROM offering
WHERE offering.kind IN ('registration', 'volunteering') AND offering.state = 'open'
  AND coalesce(offering.area_id, offering.holder_id) IS NOT NULL
  AND offering.starts_at >= :since AND offering.starts_at < :before
GROUP BY coalesce(offering.area_id, offering.holder_id), offering.kind
ON CONFLICT (year, organisation_id, kind) DO NOTHING;

-- name: put_frozen
INSERT INTO year_frozen (year, since_at, before_at, frozen_at) VALUES (:year, :since, :before, :now)
ON CONFLICT (year) DO NOTHING;

-- name: seats_without_people
-- Never of a year whose figures do not stand yet.
UPDATE seat SET member_id = NULL WHERE id IN
    (SELECT old.id FROM offering CROSS JOIN seat AS old
     WHERE offering.kind IN ('registration', 'volunteering') AND offering.starts_at < :before
       AND old.offering_id = offering.id AND old.member_id IS NOT NULL
       AND EXISTS (SELECT 1 FROM year_frozen
                   WHERE offering.starts_at >= year_frozen.since_at
                     AND offering.starts_at < year_frozen.before_at)
     LIMIT :count);

-- name: old_seats
DELETE FROM seat WHERE id IN
    (SELECT old.id FROM offering CROSS JOIN seat AS old
     WHERE offering.starts_at < :before AND old.offering_id = offering.id AND old.member_id IS NULL
     LIMIT :count);

-- name: old_pools
DELETE FROM pool WHERE id IN
    (SELECT old.id FROM offering CROSS JOIN pool AS old
     WHERE offering.starts_at < :before AND old.offering_id = offering.id
       AND NOT EXISTS (SELECT 1 FROM seat WHERE seat.pool_id = old.id)
     LIMIT :count);

-- name: old_offerings
DELETE FROM offering WHERE id IN
    (SELECT old.id FROM offering AS old
     WHERE old.starts_at < :before
       AND NOT EXISTS (SELECT 1 FROM pool WHERE pool.offering_id = old.id)
     LIMIT :count);
