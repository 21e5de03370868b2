-- What the last replies to somebody were about: 在哪儿啊 and 取消吧 name nothing.
CREATE TABLE focus (
    openid TEXT NOT NULL,
    room TEXT NOT NULL,
    subject TEXT NOT NULL,
    situation TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    starts_at BIGINT,
    at BIGINT NOT NULL,
    PRIMARY KEY (openid, room)
);
CREATE INDEX focus_by_time ON focus (at);
