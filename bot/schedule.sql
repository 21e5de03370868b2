-- name: put
INSERT INTO due (id, work, details, subject, run_at) VALUES (:id, :work, :details, :subject, :run_at);

-- name: drop
DELETE FROM due WHERE subject = :subject;

-- name: next
SELECT run_at FROM due ORDER BY run_at, id LIMIT 1;

-- name: earliest
SELECT id FROM due WHERE run_at <= :now ORDER BY run_at, id LIMIT 1;

-- name: claim
DELETE FROM due WHERE id = :id RETURNING work, details, run_at;

-- name: put_off
UPDATE due SET run_at = :later WHERE id = :id;
