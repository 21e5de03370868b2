-- name: put
INSERT INTO outbox (id, openid, text, about, state, patient, next_at, created_at, changed_at)
VALUES (:id, :openid, :text, :about, :state, :patient, :now, :created_at, :now);

-- name: newest_of
-- The moment of what was last put for somebody and has not left.
SELECT max(created_at) FROM outbox WHERE openid = :openid AND state IN ('waiting', 'digest');

-- name: next_waiting
-- Whose turn it is: of every person the first row, and none while another is on its way to them.
SELECT id, openid, text, tries, patient FROM outbox
WHERE state = 'waiting' AND patient = :patient AND next_at <= :now
  AND NOT EXISTS (
    SELECT 1 FROM outbox AS flying WHERE flying.openid = outbox.openid AND flying.state = 'sending')
  AND NOT EXISTS (
    SELECT 1 FROM outbox AS earlier
    WHERE earlier.openid = outbox.openid AND earlier.state = 'waiting' AND earlier.patient = :patient
      AND (earlier.created_at, earlier.id) < (outbox.created_at, outbox.id))
ORDER BY next_at, id LIMIT :count;

-- name: next_at
-- When the next row may leave. (One look into the index for each kind.)
SELECT min(soonest.at) FROM (
    SELECT min(next_at) AS at FROM outbox WHERE state = 'waiting' AND patient = 0
    UNION ALL
    SELECT min(next_at) AS at FROM outbox WHERE state = 'waiting' AND patient = 1
) AS soonest;

-- name: settle
-- What was called back while it was on its way stays marked so.
UPDATE outbox SET state = :state, next_at = :next_at, tries = outbox.tries + 1, changed_at = :now,
    cause = CASE WHEN outbox.cause = :hushed THEN outbox.cause ELSE :cause END
WHERE id = :id AND state = 'sending';

-- name: drop_called_back
-- It was called back while it was on its way, and did not arrive.
DELETE FROM outbox WHERE id = :id AND state = 'sending' AND cause = :hushed;

-- name: mark
UPDATE outbox SET state = :state, cause = :cause, changed_at = :now
WHERE id = :id AND state = :was;

-- name: give_up_in_flight
-- Too long in flight: after a crash nobody knows whether these arrived: never sent again, shown once at next contact.
UPDATE outbox SET state = 'unknown', changed_at = :now
WHERE state = 'sending' AND changed_at <= :before
RETURNING id;

-- name: give_up_waiting
-- In a restored copy: whatever waited when it was made may have arrived since.
UPDATE outbox SET state = 'unknown', changed_at = :now WHERE state IN ('waiting', 'sending');

-- name: for_next_contact
-- Also what has waited long to leave, or is to be tried again.
SELECT id, text, state FROM outbox
WHERE openid = :openid AND cause <> :hushed AND (
    state IN ('digest', 'unknown')
    OR state = 'waiting' AND (tries > 0 OR created_at <= :before))
ORDER BY created_at, id LIMIT 100;

-- name: withdraw
-- What has not left yet need not leave.
DELETE FROM outbox WHERE about = :about AND state IN ('waiting', 'digest');

-- name: withdraw_flying
-- What is on its way cannot be called back, but need not be tried again or shown.
UPDATE outbox SET cause = :hushed WHERE about = :about AND state = 'sending';

-- name: drop_of
DELETE FROM outbox WHERE openid = :openid;

-- name: withdraw_some
-- A slice of what has not left yet, what would leave next first.
DELETE FROM outbox WHERE id IN (
    SELECT id FROM outbox WHERE about = :about AND state IN ('waiting', 'digest')
    ORDER BY state DESC LIMIT :most
);

-- name: hush
UPDATE outbox SET cause = :cause WHERE about = :about AND state = 'unknown';

-- name: count_in
SELECT count(*) FROM outbox WHERE about = :about AND state = :state;

-- name: waiting_since
-- How many wait to leave, and the moment of the first of them.
SELECT count(*) AS total, min(created_at) AS since FROM outbox WHERE about = :about AND state = 'waiting';

-- name: count_states
SELECT state, count(*) AS total FROM outbox WHERE about = :about GROUP BY state;

-- name: shut_door
INSERT INTO door (name, shut_at, cause) VALUES ('customer service', :now, :cause)
ON CONFLICT (name) DO UPDATE SET cause = excluded.cause;

-- name: open_door
DELETE FROM door WHERE name = 'customer service';

-- name: door
SELECT shut_at FROM door WHERE name = 'customer service';
