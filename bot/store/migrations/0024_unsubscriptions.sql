-- Whose messages somebody does not want unasked: the room's, such as notices.
CREATE TABLE unsubscription (
    openid TEXT NOT NULL,
    room TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (openid, room)
);
CREATE INDEX unsubscription_by_room ON unsubscription (room, openid);
