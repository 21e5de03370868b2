-- name: last
SELECT at FROM pulse WHERE name = 'assistant';

-- name: beat
-- Backwards too: a clock that was found right is right.
INSERT INTO pulse (name, at) VALUES ('assistant', :now)
ON CONFLICT (name) DO UPDATE SET at = excluded.at;

-- name: put_outage
INSERT INTO outage (id, from_at, until_at) VALUES (:id, :from_at, :now);

-- name: outage_since
SELECT id FROM outage WHERE until_at >= :since AND from_at <= :now LIMIT 1;
