-- An office is held by a person who is there: after 注销, unfollowing or a new openid it sleeps until
-- a superior confirms it anew.
ALTER TABLE office ADD COLUMN asleep BIGINT NOT NULL DEFAULT 0 CHECK (asleep IN (0, 1));

UPDATE office SET asleep = 1 WHERE NOT EXISTS
    (SELECT 1 FROM contact WHERE contact.member_id = office.member_id AND contact.followed = 1);
