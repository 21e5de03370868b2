-- A menu that asks yes or no is open for the next thing said only.
ALTER TABLE prompt ADD COLUMN asks BIGINT NOT NULL DEFAULT 0 CHECK (asks IN (0, 1));
