-- name: put
INSERT INTO outbox (id, openid, text, about, state, created_at, changed_at)
VALUES (:id, :openid, :text, :about, :state, :now, :now);

-- name: first_waiting
SELECT id, openid, text FROM outbox WHERE state = 'waiting' ORDER BY created_at, id LIMIT 1;

-- name: mark
UPDATE outbox SET state = :state, cause = :cause, changed_at = :now
WHERE id = :id AND state = :was;

-- name: give_up_in_flight
-- Too long in flight: after a crash nobody knows whether these arrived: never sent again, shown once at next contact.
UPDATE outbox SET state = 'unknown', changed_at = :now 
WHERE state = 'sending' AND changed_at <= :before;

-- name: give_up_waiting
-- In a restored copy: whatever waited when it was made may have arrived since.
UPDATE outbox SET state = 'unknown', changed_at = :now WHERE state IN ('waiting', 'sending');

-- name: for_next_contact
SELECT id, text, state FROM outbox
WHERE openid = :openid AND state IN ('digest', 'unknown') AND cause <> :hushed
ORDER BY created_at, id LIMIT 100;

-- name: withdraw
-- What has not left yet need not leave; what is in flight cannot be called back.
DELETE FROM outbox WHERE about = :about AND state IN ('waiting', 'digest');

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

-- name: count_states
SELECT state, count(*) AS total FROM outbox WHERE about = :about GROUP BY state;

-- name: shut_door
INSERT INTO door (name, shut_at, cause) VALUES ('customer service', :now, :cause)
ON CONFLICT (name) DO UPDATE SET cause = excluded.cause;

-- name: open_door
DELETE FROM door WHERE name = 'customer service';

-- name: door
SELECT shut_at FROM door WHERE name = 'customer service';
