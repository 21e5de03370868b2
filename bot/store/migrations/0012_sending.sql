-- Sending to many at once: whose turn it is, when what was not carried out is tried again, and how often
-- a token has been renewed by force, which all hosts share.

-- 1: one of very many, which lets others pass.
ALTER TABLE outbox ADD COLUMN patient BIGINT NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN tries BIGINT NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN next_at BIGINT NOT NULL DEFAULT 0;

DROP INDEX outbox_by_state;
CREATE INDEX outbox_by_turn ON outbox (state, patient, next_at, id);

ALTER TABLE token ADD COLUMN fetched_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE token ADD COLUMN forced_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE token ADD COLUMN forced_day BIGINT NOT NULL DEFAULT 0;
ALTER TABLE token ADD COLUMN forced_today BIGINT NOT NULL DEFAULT 0;
