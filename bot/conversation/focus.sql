-- name: put
INSERT INTO focus (openid, room, subject, situation, title, starts_at, at)
VALUES (:openid, :room, :subject, :situation, :title, :starts_at, :now)
ON CONFLICT (openid, room) DO UPDATE SET
    subject = excluded.subject, situation = excluded.situation, title = excluded.title,
    starts_at = excluded.starts_at, at = excluded.at;

-- name: of
SELECT room, subject, situation, title, starts_at FROM focus
WHERE openid = :openid AND at > :since ORDER BY at DESC, room;

-- name: drop
DELETE FROM focus WHERE openid = :openid;
