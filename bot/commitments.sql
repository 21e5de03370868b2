-- name: clash
-- The person's first commitment that overlaps; touching ends do not.
SELECT source, source_id, title, starts_at, ends_at FROM commitment
WHERE member_id = :member_id AND starts_at < :ends_at AND ends_at > :starts_at AND source_id <> :besides
ORDER BY starts_at, source_id LIMIT 1;

-- name: ahead
SELECT source, source_id, title, starts_at, ends_at FROM commitment
WHERE member_id = :member_id AND ends_at > :now ORDER BY starts_at, source_id LIMIT 3;

-- name: put
INSERT INTO commitment (source, source_id, member_id, title, starts_at, ends_at)
VALUES (:source, :source_id, :member_id, :title, :starts_at, :ends_at);

-- name: move
UPDATE commitment SET title = :title, starts_at = :starts_at, ends_at = :ends_at
WHERE source = :source AND source_id = :source_id;

-- name: drop
DELETE FROM commitment WHERE source = :source AND source_id = :source_id;

-- name: drop_of_member
DELETE FROM commitment WHERE member_id = :member_id;
