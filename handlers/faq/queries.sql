-- name: count_useful
INSERT INTO verdict (entry_id, useful, useless) VALUES (:entry_id, 1, 0)
ON CONFLICT (entry_id) DO UPDATE SET useful = verdict.useful + 1;

-- name: count_useless
INSERT INTO verdict (entry_id, useful, useless) VALUES (:entry_id, 0, 1)
ON CONFLICT (entry_id) DO UPDATE SET useless = verdict.useless + 1;
