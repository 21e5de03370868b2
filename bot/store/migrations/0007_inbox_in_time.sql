-- The inbox in the order of time: what is answered together lies together, so a commit writes one page of
-- the index instead of one for every person. The keys of before are of another form: nobody asks for them.

DROP TABLE inbox;
CREATE TABLE inbox (
    key TEXT NOT NULL,
    openid TEXT NOT NULL,
    reply TEXT NOT NULL,
    answered_at BIGINT NOT NULL,
    PRIMARY KEY (key, openid)
);
CREATE INDEX inbox_by_time ON inbox (answered_at);
