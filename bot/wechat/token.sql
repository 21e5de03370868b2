-- name: find
SELECT value, expires_at FROM token WHERE appid = :appid;

-- name: put
INSERT INTO token (appid, value, expires_at) VALUES (:appid, :value, :expires_at)
ON CONFLICT (appid) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at;
