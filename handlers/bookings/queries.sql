-- name: put
INSERT INTO bookable (id, holder_id, title, venue, days, opens_at, closes_at, minutes, capacity, state)
VALUES (:id, :holder_id, :title, :venue, :days, :opens_at, :closes_at, :minutes, :capacity, 'open');

-- name: covered
-- What is kept within a subtree; of it the one with an id, if one is given.
SELECT bookable.id, holder_id, organisation.kind AS holder_kind, title, venue, days, opens_at,
       closes_at, minutes, capacity
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

-- name: open_one
-- A booking in this place that is not over.
SELECT coalesce(pool.starts_at, offering.starts_at) AS starts_at, seat.code
FROM seat JOIN offering ON offering.id = seat.offering_id JOIN pool ON pool.id = seat.pool_id
WHERE seat.member_id = :member_id AND seat.state <> 'cancelled' AND offering.series = :series
  AND offering.state = 'open' AND pool.ends_at > :now LIMIT 1;
