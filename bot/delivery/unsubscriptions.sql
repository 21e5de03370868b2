-- name: of
SELECT room, at FROM unsubscription WHERE openid = :openid ORDER BY room;

-- name: find
SELECT 1 FROM unsubscription WHERE openid = :openid AND room = :room;

-- name: put
INSERT INTO unsubscription (openid, room, at) VALUES (:openid, :room, :now)
ON CONFLICT (openid, room) DO NOTHING;

-- name: drop
DELETE FROM unsubscription WHERE openid = :openid AND room = :room;

-- name: drop_of
DELETE FROM unsubscription WHERE openid = :openid;

-- name: take_along
-- To the other phone of the same person; both then have what either had.
INSERT INTO unsubscription (openid, room, at)
SELECT CAST(:new AS TEXT), held.room, held.at FROM unsubscription AS held WHERE held.openid = :openid
ON CONFLICT (openid, room) DO NOTHING;
