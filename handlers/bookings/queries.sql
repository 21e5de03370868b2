-- name: put
INSERT INTO bookable (id, holder_id, title, venue, days, opens_at, closes_at, minutes, capacity, state)
VALUES (:id, :holder_id, :title, :venue, :days, :opens_at, :closes_at, :minutes, :capacity, 'open')
ON CONFLICT (id) DO NOTHING;

-- name: covered
-- What is kept within a subtree; of it the one with an id, if one is given.
SELECT bookable.id, holder_id, CASE WHEN organisation.kind = 'committee' THEN 1 ELSE 0 END AS public,
       title, venue, days, opens_at, closes_at, minutes, capacity
FROM bookable JOIN organisation ON organisation.id = bookable.holder_id
WHERE bookable.state = 'open' AND substr(organisation.path, 1, length(:path)) = :path
  AND (:id = '' OR bookable.id = :id)
ORDER BY bookable.title, bookable.id;

-- name: set_hours
UPDATE bookable SET days = :days, opens_at = :opens_at, closes_at = :closes_at, minutes = :minutes,
    capacity = :capacity
WHERE id = :id;

-- name: close
UPDATE bookable SET state = 'closed' WHERE id = :id AND state = 'open';

-- name: days
-- Its days from now on, those that are closed too.
SELECT id, starts_at FROM offering WHERE series = :series AND starts_at > :since ORDER BY starts_at;

-- name: forget_day
-- What is closed for other hours may be opened again.
UPDATE offering SET series = NULL WHERE id = :id;

-- name: forget_seats
DELETE FROM seat WHERE pool_id IN (SELECT pool.id FROM pool JOIN offering ON offering.id = pool.offering_id
    WHERE offering.series = :series AND pool.ends_at < :before);

-- name: forget_hours
DELETE FROM pool WHERE ends_at < :before AND offering_id IN (SELECT id FROM offering WHERE series = :series);

-- name: forget_over
DELETE FROM offering WHERE series = :series AND ends_at < :before;

-- name: open_one
SELECT coalesce(pool.starts_at, offering.starts_at) AS starts_at, seat.code
FROM seat JOIN offering ON offering.id = seat.offering_id JOIN pool ON pool.id = seat.pool_id
WHERE seat.member_id = :member_id AND seat.state <> 'cancelled' AND offering.series = :series
  AND offering.state = 'open' AND pool.ends_at > :now LIMIT 1;
