-- Names of people and places are asked for by their keys (bot/language/keys.py), which no SQL can make:
-- those of the rows that are there already are filled in behind this file, by names.py.
ALTER TABLE member ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
ALTER TABLE organisation ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
DROP INDEX member_by_name;
CREATE INDEX member_by_name ON member (name_key, digits);
CREATE INDEX organisation_by_name_key ON organisation (name_key);
