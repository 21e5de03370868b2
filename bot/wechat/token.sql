-- name: find
SELECT value, expires_at, fetched_at FROM token WHERE appid = :appid;

-- name: put
INSERT INTO token (appid, value, expires_at, fetched_at) VALUES (:appid, :value, :expires_at, :now)
ON CONFLICT (appid) DO UPDATE SET
    value = excluded.value, expires_at = excluded.expires_at, fetched_at = excluded.fetched_at;

-- name: force
-- 1 when a renewal may be forced now: the last one of any host is long enough ago, and not too many were today.
UPDATE token SET
    forced_at = :now,
    forced_today = CASE WHEN token.forced_day = :day THEN token.forced_today + 1 ELSE 1 END,
    forced_day = :day
WHERE appid = :appid AND forced_at <= :before AND (forced_day <> :day OR forced_today < :most);
