-- name: put_reply
INSERT INTO inbox (key, openid, reply, answered_at) VALUES (:key, :openid, :reply, :now);

-- name: drop_replies_of
-- Hardly anybody is ever erased, so there is no index for it: their keys are found in that of time.
DELETE FROM inbox WHERE (key, openid) IN
    (SELECT mine.key, mine.openid FROM inbox AS mine WHERE mine.openid = :openid);

-- name: serve_nonce
-- 1 when this signature may serve this message: it is new, or came with the same message before.
INSERT INTO nonce (signed, key, at) VALUES (:signed, :key, :now)
ON CONFLICT (signed) DO UPDATE SET at = nonce.at WHERE nonce.key = excluded.key;
