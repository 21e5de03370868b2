-- name: put_reply
INSERT INTO inbox (key, openid, reply, answered_at) VALUES (:key, :openid, :reply, :now);

-- name: drop_replies_of
DELETE FROM inbox WHERE openid = :openid;

-- name: serve_nonce
-- 1 when this signature may serve this message: it is new, or came with the same message before.
INSERT INTO nonce (signed, key, at) VALUES (:signed, :key, :now)
ON CONFLICT (signed) DO UPDATE SET at = nonce.at WHERE nonce.key = excluded.key;
