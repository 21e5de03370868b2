-- What becomes of those who took part: a year's counts first, then no names, then nothing. All that
-- the nightly sweep asks of events, places, needs and services stands here. Those at the end change at
-- most so many rows of years that began before a moment.

-- name: first
-- When the oldest of all begins.
SELECT min(oldest.at) FROM
    (SELECT min(event.starts_at) AS at FROM event UNION ALL SELECT min(need.starts_at) FROM need) AS oldest;

-- name: frozen
SELECT year FROM year_frozen WHERE year = :year;

-- name: slice
-- Where the next organisations end.
SELECT max(looked.id) AS until FROM
    (SELECT organisation.id FROM organisation WHERE organisation.id > :after
     ORDER BY organisation.id LIMIT :count) AS looked;

-- name: freeze_registered
-- Of the members of some branches: how many had a seat, and how many seats. (CROSS JOIN: SQLite
-- keeps this order.)
INSERT INTO year_figure (year, organisation_id, kind, people, times)
SELECT CAST(:year AS BIGINT), member.branch_id, 'registered', count(DISTINCT member.id), count(*)
FROM member CROSS JOIN registration CROSS JOIN event
WHERE member.branch_id > :after AND member.branch_id <= :until
  AND registration.member_id = member.id AND registration.state = 'confirmed'
  AND event.id = registration.event_id AND event.state = 'open'
  AND event.starts_at >= :since AND event.starts_at < :before
GROUP BY member.branch_id
ON CONFLICT (year, organisation_id, kind) DO NOTHING;

-- name: freeze_served
INSERT INTO year_figure (year, organisation_id, kind, people, times)
SELECT CAST(:year AS BIGINT), member.branch_id, 'served', count(DISTINCT member.id), count(*)
FROM member CROSS JOIN service CROSS JOIN need
WHERE member.branch_id > :after AND member.branch_id <= :until
  AND service.member_id = member.id AND service.state = 'confirmed'
  AND need.id = service.need_id AND need.state = 'open'
  AND need.starts_at >= :since AND need.starts_at < :before
GROUP BY member.branch_id
ON CONFLICT (year, organisation_id, kind) DO NOTHING;

-- name: freeze_events
-- Whoever has had their data erased is in these counts still.
INSERT INTO year_figure (year, organisation_id, kind, people, times)
SELECT CAST(:year AS BIGINT), event.organisation_id, 'events',
       sum((SELECT coalesce(sum(pool.taken), 0) FROM pool WHERE pool.event_id = event.id)), count(*)
FROM event
WHERE event.state = 'open' AND event.starts_at >= :since AND event.starts_at < :before
GROUP BY event.organisation_id
ON CONFLICT (year, organisation_id, kind) DO NOTHING;

-- name: freeze_needs
INSERT INTO year_figure (year, organisation_id, kind, people, times)
SELECT CAST(:year AS BIGINT), need.community_id, 'needs', sum(need.taken), count(*)
FROM need
WHERE need.state = 'open' AND need.starts_at >= :since AND need.starts_at < :before
GROUP BY need.community_id
ON CONFLICT (year, organisation_id, kind) DO NOTHING;

-- name: put_frozen
INSERT INTO year_frozen (year, since_at, before_at, frozen_at) VALUES (:year, :since, :before, :now)
ON CONFLICT (year) DO NOTHING;

-- name: registrations_without_people
-- Never of a year whose figures do not stand yet.
UPDATE registration SET member_id = NULL WHERE id IN
    (SELECT old.id FROM event CROSS JOIN registration AS old
     WHERE event.starts_at < :before AND old.event_id = event.id AND old.member_id IS NOT NULL
       AND EXISTS (SELECT 1 FROM year_frozen
                   WHERE event.starts_at >= year_frozen.since_at AND event.starts_at < year_frozen.before_at)
     LIMIT :count);

-- name: services_without_people
UPDATE service SET member_id = NULL WHERE id IN
    (SELECT old.id FROM need CROSS JOIN service AS old
     WHERE need.starts_at < :before AND old.need_id = need.id AND old.member_id IS NOT NULL
       AND EXISTS (SELECT 1 FROM year_frozen
                   WHERE need.starts_at >= year_frozen.since_at AND need.starts_at < year_frozen.before_at)
     LIMIT :count);

-- name: old_registrations
DELETE FROM registration WHERE id IN
    (SELECT old.id FROM event CROSS JOIN registration AS old
     WHERE event.starts_at < :before AND old.event_id = event.id AND old.member_id IS NULL
     LIMIT :count);

-- name: old_pools
DELETE FROM pool WHERE event_id IN
    (SELECT event.id FROM event JOIN pool AS old ON old.event_id = event.id
     WHERE event.starts_at < :before
       AND NOT EXISTS (SELECT 1 FROM registration WHERE registration.event_id = event.id)
     LIMIT :count);

-- name: old_events
DELETE FROM event WHERE id IN
    (SELECT old.id FROM event AS old
     WHERE old.starts_at < :before
       AND NOT EXISTS (SELECT 1 FROM pool WHERE pool.event_id = old.id)
     LIMIT :count);

-- name: old_services
DELETE FROM service WHERE id IN
    (SELECT old.id FROM need CROSS JOIN service AS old
     WHERE need.starts_at < :before AND old.need_id = need.id AND old.member_id IS NULL
     LIMIT :count);

-- name: old_needs
DELETE FROM need WHERE id IN
    (SELECT old.id FROM need AS old
     WHERE old.starts_at < :before
       AND NOT EXISTS (SELECT 1 FROM service WHERE service.need_id = old.id)
     LIMIT :count);
