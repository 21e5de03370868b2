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
WHERE openid = :openid AND state IN ('digest', 'unknown')
ORDER BY created_at, id LIMIT 5;

-- name: withdraw
-- What has not left yet need not leave; what is in flight cannot be called back.
DELETE FROM outbox WHERE about = :about AND state IN ('waiting', 'digest');

-- name: drop_of
DELETE FROM outbox WHERE openid = :openid;
