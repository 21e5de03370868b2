-- What was known before each answer, so that 返回 takes back all that one answer said.
ALTER TABLE dialogue ADD COLUMN trail TEXT NOT NULL DEFAULT '[]';
