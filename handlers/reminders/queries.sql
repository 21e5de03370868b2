-- name: put
INSERT INTO reminder (id, openid, number, text, next_at, every, rule, state)
VALUES (:id, :openid, :number, :text, :next_at, :every, :rule, 'open');

-- name: get
SELECT id, openid, number, text, next_at, every, rule, state FROM reminder WHERE id = :id;

-- name: of_person
SELECT id, openid, number, text, next_at, every, rule, state FROM reminder
WHERE openid = :openid AND state = 'open' ORDER BY number;

-- name: numbered
SELECT id, openid, number, text, next_at, every, rule, state FROM reminder
WHERE openid = :openid AND number = :number;

-- name: last_fired
SELECT id, openid, number, text, next_at, every, rule, state FROM reminder
WHERE openid = :openid AND state = 'fired' ORDER BY next_at DESC, number DESC LIMIT 1;

-- name: same
SELECT id, openid, number, text, next_at, every, rule, state FROM reminder
WHERE openid = :openid AND text = :text AND next_at = :next_at AND every = :every AND rule = :rule
  AND state = 'open';

-- name: count_open
SELECT count(*) FROM reminder WHERE openid = :openid AND state = 'open';

-- name: highest_number
SELECT coalesce(max(number), 0) FROM reminder WHERE openid = :openid;

-- name: drop_fired
-- Those that have run their course, once nobody can still want them put off.
DELETE FROM reminder WHERE openid = :openid AND state = 'fired' AND next_at < :before;

-- name: set_time
UPDATE reminder SET next_at = :next_at, every = :every, rule = :rule, state = 'open' WHERE id = :id;

-- name: set_next
UPDATE reminder SET next_at = :next_at WHERE id = :id;

-- name: fired
UPDATE reminder SET state = 'fired' WHERE id = :id;

-- name: drop
DELETE FROM reminder WHERE id = :id;

-- name: drop_of
DELETE FROM reminder WHERE openid = :openid;

-- name: all_of
SELECT id, text, next_at, every, rule FROM reminder WHERE openid = :openid ORDER BY number;
