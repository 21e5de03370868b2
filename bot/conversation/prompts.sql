-- name: put
INSERT INTO prompt (openid, choices, again_action, again_argument, about, asks, offered_at)
VALUES (:openid, :choices, :again_action, :again_argument, :about, :asks, :now)
ON CONFLICT (openid) DO UPDATE SET
    choices = excluded.choices, again_action = excluded.again_action,
    again_argument = excluded.again_argument, about = excluded.about, asks = excluded.asks,
    offered_at = excluded.offered_at;

-- name: expire
UPDATE prompt SET offered_at = 0 WHERE openid = :openid;

-- name: drop
DELETE FROM prompt WHERE openid = :openid;
