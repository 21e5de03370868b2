-- name: open_events
-- One page of what may still be registered for, with both pools beside each event.
SELECT event.id, event.organisation_id, organisation.path, organisation.kind AS organisation_kind,
       event.kind, event.title, event.place, event.starts_at, event.ends_at,
       event.deadline_at, event.state,
       onsite.capacity AS onsite_capacity, onsite.taken AS onsite_taken, onsite.waiting AS onsite_waiting,
       video.capacity AS video_capacity, video.taken AS video_taken, video.waiting AS video_waiting,
       (SELECT count(*) FROM event AS other
        JOIN organisation AS holder ON holder.id = other.organisation_id
        WHERE other.starts_at > :now AND other.deadline_at > :now AND other.state = 'open'
          AND (:kind = '' OR other.kind = :kind)
          AND (holder.kind = 'committee' OR substr(:scope, 1, length(holder.path)) = holder.path)
       ) AS total
FROM event
JOIN organisation ON organisation.id = event.organisation_id
LEFT JOIN pool AS onsite ON onsite.event_id = event.id AND onsite.mode = 'onsite'
LEFT JOIN pool AS video ON video.event_id = event.id AND video.mode = 'video'
WHERE event.starts_at > :now AND event.deadline_at > :now AND event.state = 'open'
  AND (:kind = '' OR event.kind = :kind)
  AND (organisation.kind = 'committee' OR substr(:scope, 1, length(organisation.path)) = organisation.path)
ORDER BY event.starts_at, event.id
LIMIT :count OFFSET :skip;

-- name: titles
-- All that is ahead, by what a sentence may tell it from the others.
SELECT event.id, event.title, event.kind, event.starts_at, event.deadline_at
FROM event JOIN organisation ON organisation.id = event.organisation_id
WHERE event.starts_at > :now AND event.state = 'open'
  AND (organisation.kind = 'committee' OR substr(:scope, 1, length(organisation.path)) = organisation.path)
ORDER BY event.starts_at, event.id LIMIT 200;

-- name: held_by
-- All ahead that one may take part in this way.
SELECT pool.event_id FROM event JOIN pool ON pool.event_id = event.id AND pool.mode = :mode
WHERE event.starts_at > :now ORDER BY pool.event_id;

-- name: get_event
SELECT event.id, event.organisation_id, organisation.path, organisation.kind AS organisation_kind,
       event.kind, event.title, event.place, event.starts_at, event.ends_at,
       event.deadline_at, event.state,
       onsite.capacity AS onsite_capacity, onsite.taken AS onsite_taken, onsite.waiting AS onsite_waiting,
       video.capacity AS video_capacity, video.taken AS video_taken, video.waiting AS video_waiting
FROM event
JOIN organisation ON organisation.id = event.organisation_id
LEFT JOIN pool AS onsite ON onsite.event_id = event.id AND onsite.mode = 'onsite'
LEFT JOIN pool AS video ON video.event_id = event.id AND video.mode = 'video'
WHERE event.id = :event_id;

-- name: hold_event
UPDATE event SET state = event.state WHERE id = :event_id;

-- name: covered
-- What is held within a subtree and has not ended since.
SELECT event.id, event.title, event.starts_at
FROM event JOIN organisation ON organisation.id = event.organisation_id
WHERE substr(organisation.path, 1, length(:path)) = :path
  AND event.state = 'open' AND event.ends_at > :since
ORDER BY event.starts_at, event.id LIMIT 200;

-- name: change_event
UPDATE event SET kind = :kind, title = :title, place = :place, starts_at = :starts_at,
    ends_at = :ends_at, deadline_at = :deadline_at
WHERE id = :event_id;

-- name: call_off_event
UPDATE event SET state = 'cancelled' WHERE id = :event_id AND state = 'open';

-- name: set_capacity
UPDATE pool SET capacity = :capacity
WHERE event_id = :event_id AND mode = :mode AND taken <= :capacity;

-- name: to_tell
-- A slice of those whose place is older than the change they are told of.
SELECT id, event_id, member_id, mode, state, ticket, code FROM registration
WHERE event_id = :event_id AND state <> 'cancelled' AND member_id IS NOT NULL
  AND changed_at <= :changed AND id > :after
ORDER BY id LIMIT :count;

-- name: roll
-- First who has a seat, branch by branch; then who waits, in order.
SELECT member.name, branch.name AS branch, unit.name AS unit,
       registration.id, registration.event_id, registration.member_id, registration.mode,
       registration.state, registration.ticket, registration.code
FROM registration
LEFT JOIN member ON member.id = registration.member_id
LEFT JOIN organisation AS branch ON branch.id = member.branch_id
LEFT JOIN organisation AS unit ON unit.id = branch.parent_id
WHERE registration.event_id = :event_id AND registration.state <> 'cancelled'
ORDER BY CASE WHEN registration.state = 'waiting' THEN 1 ELSE 0 END, registration.mode,
    CASE WHEN registration.state = 'waiting' THEN registration.ticket ELSE 0 END,
    branch.path, member.name, registration.id
LIMIT :count OFFSET :skip;

-- name: put_event
INSERT INTO event (id, organisation_id, kind, title, place, starts_at, ends_at, deadline_at, state)
VALUES (:id, :organisation_id, :kind, :title, :place, :starts_at, :ends_at, :deadline_at, 'open');

-- name: titles_of_day
-- What an organisation has published for this day.
SELECT title FROM event
WHERE organisation_id = :organisation_id AND state = 'open'
  AND starts_at >= :since AND starts_at < :until;

-- name: put_pool
INSERT INTO pool (event_id, mode, capacity) VALUES (:event_id, :mode, :capacity);

-- name: take_seat
UPDATE pool SET taken = pool.taken + 1
WHERE event_id = :event_id AND mode = :mode AND taken < capacity;

-- name: free_seat
UPDATE pool SET taken = pool.taken - 1 WHERE event_id = :event_id AND mode = :mode;

-- name: join_queue
UPDATE pool SET waiting = pool.waiting + 1, next_ticket = pool.next_ticket + 1
WHERE event_id = :event_id AND mode = :mode
RETURNING next_ticket - 1 AS ticket;

-- name: leave_queue
UPDATE pool SET waiting = pool.waiting - 1 WHERE event_id = :event_id AND mode = :mode;

-- name: first_in_queue
SELECT id FROM registration
WHERE event_id = :event_id AND mode = :mode AND state = 'waiting'
ORDER BY ticket LIMIT 1;

-- name: ahead_in_queue
SELECT count(*) FROM registration
WHERE event_id = :event_id AND mode = :mode AND state = 'waiting' AND ticket < :ticket;

-- name: find_registration
SELECT id, event_id, member_id, mode, state, ticket, code FROM registration
WHERE event_id = :event_id AND member_id = :member_id;

-- name: get_registration
SELECT id, event_id, member_id, mode, state, ticket, code FROM registration WHERE id = :id;

-- name: put_registration
INSERT INTO registration (id, event_id, member_id, mode, state, ticket, code, changed_at)
VALUES (:id, :event_id, :member_id, :mode, :state, :ticket, :code, :now)
ON CONFLICT (event_id, member_id) DO UPDATE SET
    mode = excluded.mode, state = excluded.state, ticket = excluded.ticket,
    changed_at = CASE WHEN registration.state = 'cancelled' THEN excluded.changed_at
                      ELSE registration.changed_at END
RETURNING id, event_id, member_id, mode, state, ticket, code;

-- name: code_taken
SELECT 1 AS taken FROM registration WHERE event_id = :event_id AND code = :code;

-- name: set_state
-- Whoever moves up has had the place all along: what changed meanwhile is told to them too.
UPDATE registration SET state = :state WHERE id = :id;

-- name: every_of_member
-- Whatever became of it: for 导出.
SELECT event.title, event.starts_at, registration.mode, registration.state, registration.code
FROM registration JOIN event ON event.id = registration.event_id
WHERE registration.member_id = :member_id ORDER BY event.starts_at, event.id;

-- name: of_member
-- What lies ahead of this person, cancelled ones left out.
SELECT registration.id, registration.event_id, registration.member_id, registration.mode,
       registration.state, registration.ticket, registration.code
FROM registration JOIN event ON event.id = registration.event_id
WHERE registration.member_id = :member_id AND registration.state <> 'cancelled'
  AND event.state = 'open' AND event.ends_at > :now
ORDER BY event.starts_at, event.id;

-- name: count_of_member
SELECT count(*) FROM registration WHERE member_id = :member_id;

-- name: forget_member
UPDATE registration SET member_id = NULL WHERE member_id = :member_id;
