-- name: count
INSERT INTO guess (subject, kind, times, first_at, last_at) VALUES (:subject, :kind, 1, :now, :now)
ON CONFLICT (subject) DO UPDATE SET times = guess.times + 1, last_at = excluded.last_at
RETURNING times;

-- name: lock
UPDATE guess SET until_at = :until_at WHERE subject = :subject;

-- name: find
SELECT times, until_at FROM guess WHERE subject = :subject;

-- name: begin_anew
-- What is counted is counted since the last success; that there were misses stays.
UPDATE guess SET times = 0 WHERE subject = :subject;

-- name: count_names
-- Names that are confirmed by code only, as far as they were tried lately.
SELECT count(*) AS total FROM guess WHERE kind = 'name' AND times >= :most AND last_at > :since;

-- name: count_day
INSERT INTO guess_day (day, misses, successes) VALUES (:day, :misses, :successes)
ON CONFLICT (day) DO UPDATE SET
    misses = guess_day.misses + excluded.misses, successes = guess_day.successes + excluded.successes
RETURNING misses, successes;

-- name: count_month
-- Since the last day that closed the door, that one left out.
SELECT CAST(coalesce(sum(misses), 0) AS BIGINT) AS misses,
       CAST(coalesce(sum(successes), 0) AS BIGINT) AS successes
FROM guess_day
WHERE day > :since AND day > coalesce((SELECT max(shut.day) FROM guess_day AS shut WHERE shut.closes = 1), 0);

-- name: close
UPDATE guess_day SET closes = 1 WHERE day = :day AND closes = 0;

-- name: closed
SELECT day FROM guess_day WHERE closes = 1 AND day >= :since LIMIT 1;

-- name: day
SELECT misses, successes FROM guess_day WHERE day = :day;

-- name: open
-- The days begin anew; who guessed, and at which names, stays counted.
DELETE FROM guess_day;

-- name: put_key
INSERT INTO counting_key (id, fingerprint) VALUES (1, :fingerprint)
ON CONFLICT (id) DO UPDATE SET fingerprint = excluded.fingerprint;

-- name: key
SELECT fingerprint FROM counting_key WHERE id = 1;
