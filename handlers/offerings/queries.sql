-- name: page
-- One page of what may still be signed up for, each with its pools; what began within the last day
-- may still have later hours. A scope is a path, which is made of ids: whose id is in it is above.
SELECT chosen.id, chosen.holder_id, holder.path AS path, chosen.public, chosen.area_id, area.name AS area,
       district.name AS district, area.path AS area_path, chosen.category, chosen.title, chosen.venue,
       chosen.starts_at, chosen.ends_at, chosen.deadline_at, chosen.series, chosen.state,
       pool.mode, pool.capacity, pool.taken, pool.waiting, pool.id AS pool_id, pool.session,
       pool.starts_at AS pool_starts_at, pool.ends_at AS pool_ends_at, chosen.total
FROM (
    SELECT offering.*,
           (SELECT count(*) FROM offering AS other
            WHERE other.kind = :kind AND other.starts_at > :since AND other.state = 'open'
              AND coalesce(other.deadline_at, other.starts_at) > :now
              AND (:category = '' OR other.category = :category)
              AND (other.public = 1 OR :scope LIKE '%/' || other.holder_id || '/%')
              AND other.free >= :free
           ) AS total
    FROM offering
    WHERE offering.kind = :kind AND offering.starts_at > :since AND offering.state = 'open'
      AND coalesce(offering.deadline_at, offering.starts_at) > :now
      AND (:category = '' OR offering.category = :category)
      AND (offering.public = 1 OR :scope LIKE '%/' || offering.holder_id || '/%')
      AND offering.free >= :free
    ORDER BY offering.starts_at, offering.id
    LIMIT :count OFFSET :skip
) AS chosen
LEFT JOIN organisation AS holder ON holder.id = chosen.holder_id
LEFT JOIN organisation AS area ON area.id = chosen.area_id
LEFT JOIN organisation AS district ON district.id = area.parent_id
JOIN pool ON pool.offering_id = chosen.id
ORDER BY chosen.starts_at, chosen.id, pool.session, pool.mode;

-- name: get
SELECT chosen.id, chosen.holder_id, holder.path AS path, chosen.public, chosen.area_id, area.name AS area,
       district.name AS district, area.path AS area_path, chosen.category, chosen.title, chosen.venue,
       chosen.starts_at, chosen.ends_at, chosen.deadline_at, chosen.series, chosen.state,
       pool.mode, pool.capacity, pool.taken, pool.waiting, pool.id AS pool_id, pool.session,
       pool.starts_at AS pool_starts_at, pool.ends_at AS pool_ends_at
FROM offering AS chosen
LEFT JOIN organisation AS holder ON holder.id = chosen.holder_id
LEFT JOIN organisation AS area ON area.id = chosen.area_id
LEFT JOIN organisation AS district ON district.id = area.parent_id
JOIN pool ON pool.offering_id = chosen.id
WHERE chosen.id = :id AND chosen.kind = :kind
ORDER BY pool.session, pool.mode;

-- name: titles
-- All that is ahead, by what a sentence may tell it from the others.
SELECT offering.id, offering.title, offering.category, offering.starts_at,
       coalesce(offering.deadline_at, offering.starts_at) AS closes_at,
       area.name AS area, offering.area_id, area.parent_id AS district_id,
       offering.free
FROM offering LEFT JOIN organisation AS area ON area.id = offering.area_id
WHERE offering.kind = :kind AND offering.starts_at > :since AND offering.state = 'open'
  AND (offering.starts_at > :now OR offering.deadline_at > :now)
  AND (offering.public = 1 OR :scope LIKE '%/' || offering.holder_id || '/%')
ORDER BY offering.starts_at, offering.id LIMIT 300;

-- name: held_by
-- All ahead that one may take part in this way.
SELECT pool.offering_id FROM offering JOIN pool ON pool.offering_id = offering.id AND pool.mode = :mode
WHERE offering.kind = :kind AND offering.starts_at > :now ORDER BY pool.offering_id;

-- name: covered
-- What an office at :path covers and has not ended since: what its subtree holds, and what is asked
-- for in its own community. What nobody holds is covered as its community is.
SELECT offering.id, offering.title, area.name AS area, offering.starts_at, offering.series,
       coalesce(holder.path, area.path) AS path, area.path AS area_path
FROM offering
LEFT JOIN organisation AS holder ON holder.id = offering.holder_id
LEFT JOIN organisation AS area ON area.id = offering.area_id
WHERE offering.kind = :kind AND offering.state = 'open' AND offering.ends_at > :since
  AND (area.path = :path OR substr(coalesce(holder.path, area.path), 1, length(:path)) = :path)
ORDER BY offering.starts_at, offering.id LIMIT 300;

-- name: titles_of_day
-- What an organisation has published for this place and day.
SELECT title FROM offering
WHERE kind = :kind AND holder_id = :holder_id AND (:area_id = '' OR area_id = :area_id)
  AND state = 'open' AND starts_at >= :since AND starts_at < :until;

-- name: hold
UPDATE offering SET state = offering.state WHERE id = :id;

-- name: put
INSERT INTO offering (id, kind, holder_id, area_id, public, category, title, venue, starts_at, ends_at,
    deadline_at, state, series)
VALUES (:id, :kind, :holder_id, :area_id, :public, :category, :title, :venue, :starts_at, :ends_at,
    :deadline_at, 'open', :series);

-- name: change
UPDATE offering SET category = :category, title = :title, venue = :venue, starts_at = :starts_at,
    ends_at = :ends_at, deadline_at = :deadline_at
WHERE id = :id;

-- name: call_off
UPDATE offering SET state = 'cancelled' WHERE id = :id AND state = 'open';

-- name: put_pool
INSERT INTO pool (id, offering_id, mode, session, starts_at, ends_at, capacity)
VALUES (:id, :offering_id, :mode, :session, :starts_at, :ends_at, :capacity);

-- name: set_capacity
UPDATE pool SET capacity = :capacity WHERE id = :id AND taken <= :capacity;

-- name: take
UPDATE pool SET taken = pool.taken + 1 WHERE id = :id AND (capacity IS NULL OR taken < capacity)
RETURNING capacity - taken AS places_left;

-- name: free
UPDATE pool SET taken = pool.taken - 1 WHERE id = :id
RETURNING capacity - taken AS places_left;

-- name: mark
-- Whether any place is left, once the last one of a pool was taken or given back.
UPDATE offering SET free = CASE WHEN EXISTS (
    SELECT 1 FROM pool WHERE pool.offering_id = offering.id
    AND (pool.capacity IS NULL OR pool.taken < pool.capacity)) THEN 1 ELSE 0 END
WHERE id = :id;

-- name: join_queue
UPDATE pool SET waiting = pool.waiting + 1, next_ticket = pool.next_ticket + 1 WHERE id = :id
RETURNING next_ticket - 1 AS ticket;

-- name: leave_queue
UPDATE pool SET waiting = pool.waiting - 1 WHERE id = :id;

-- name: first_in_queue
SELECT id FROM seat WHERE pool_id = :pool_id AND state = 'waiting' ORDER BY ticket LIMIT 1;

-- name: ahead_in_queue
SELECT count(*) FROM seat WHERE pool_id = :pool_id AND state = 'waiting' AND ticket < :ticket;

-- name: find_seat
-- The live one; hours that are over count no longer.
SELECT seat.id, seat.offering_id, seat.pool_id, seat.member_id, seat.state, seat.ticket, seat.code
FROM seat JOIN pool ON pool.id = seat.pool_id
WHERE seat.offering_id = :offering_id AND seat.member_id = :member_id AND seat.state <> 'cancelled'
  AND (pool.ends_at IS NULL OR pool.ends_at > :now) LIMIT 1;

-- name: get_seat
SELECT id, offering_id, pool_id, member_id, state, ticket, code FROM seat
WHERE id = :id AND state <> 'cancelled';

-- name: put_seat
INSERT INTO seat (id, offering_id, pool_id, session, member_id, state, ticket, code, changed_at)
VALUES (:id, :offering_id, :pool_id, :session, :member_id, :state, :ticket, :code, :now);

-- name: code_taken
SELECT 1 AS taken FROM seat WHERE offering_id = :offering_id AND code = :code;

-- name: set_state
-- Whoever moves up has had the place all along: what changed meanwhile is told to them too.
UPDATE seat SET state = :state WHERE id = :id;

-- name: move_seat
UPDATE seat SET pool_id = :pool_id, state = 'confirmed', ticket = 0 WHERE id = :id;

-- name: of_member
-- What lies ahead of this person, cancelled ones left out.
SELECT seat.id, seat.offering_id, seat.pool_id, seat.member_id, seat.state, seat.ticket, seat.code
FROM seat JOIN offering ON offering.id = seat.offering_id JOIN pool ON pool.id = seat.pool_id
WHERE seat.member_id = :member_id AND seat.state <> 'cancelled' AND offering.kind = :kind
  AND offering.state = 'open' AND coalesce(pool.ends_at, offering.ends_at) > :now
ORDER BY coalesce(pool.starts_at, offering.starts_at), offering.id;

-- name: every_of_member
-- Whatever became of it: for 导出.
SELECT offering.title, area.name AS area, coalesce(pool.starts_at, offering.starts_at) AS starts_at,
       pool.mode, seat.state, seat.code
FROM seat JOIN offering ON offering.id = seat.offering_id JOIN pool ON pool.id = seat.pool_id
LEFT JOIN organisation AS area ON area.id = offering.area_id
WHERE seat.member_id = :member_id AND offering.kind = :kind
ORDER BY offering.starts_at, offering.id, seat.id;

-- name: count_of_member
SELECT count(*) FROM seat JOIN offering ON offering.id = seat.offering_id
WHERE seat.member_id = :member_id AND offering.kind = :kind;

-- name: forget_member
UPDATE seat SET member_id = NULL
WHERE member_id = :member_id AND offering_id IN (SELECT id FROM offering WHERE kind = :kind);

-- name: to_tell
-- A slice of those whose place is older than the change they are told of.
SELECT id, offering_id, pool_id, member_id, state, ticket, code FROM seat
WHERE offering_id = :offering_id AND state <> 'cancelled' AND member_id IS NOT NULL
  AND changed_at <= :changed AND id > :after
ORDER BY id LIMIT :count;

-- name: roll
-- First who has a seat, branch by branch; then who waits, in order.
SELECT seat.id, seat.offering_id, seat.pool_id, seat.member_id, seat.state, seat.ticket, seat.code,
       member.name, branch.name AS branch, unit.name AS unit
FROM seat JOIN pool ON pool.id = seat.pool_id
LEFT JOIN member ON member.id = seat.member_id
LEFT JOIN organisation AS branch ON branch.id = member.branch_id
LEFT JOIN organisation AS unit ON unit.id = branch.parent_id
WHERE seat.offering_id = :offering_id AND seat.state <> 'cancelled'
ORDER BY CASE WHEN seat.state = 'waiting' THEN 1 ELSE 0 END, pool.session, pool.mode,
    CASE WHEN seat.state = 'waiting' THEN seat.ticket ELSE 0 END,
    branch.path, member.name, seat.id
LIMIT :count OFFSET :skip;

-- name: given_back
-- The pool of the place that a member gave back last.
SELECT pool_id FROM seat
WHERE offering_id = :offering_id AND member_id = :member_id AND state = 'cancelled'
ORDER BY changed_at DESC LIMIT 1;
