-- Notices: in whose name, how far they got, and whether the account may send at all.

-- The organisation whose secretary sent it: who holds that or one above may call it back.
ALTER TABLE notice ADD COLUMN from_id TEXT REFERENCES organisation (id);
CREATE INDEX notice_by_organisation ON notice (from_id, send_at);

CREATE INDEX receipt_by_branch ON receipt (notice_id, branch_id);

-- Totals of a notice to tens of thousands are read from the index alone.
DROP INDEX outbox_by_about;
CREATE INDEX outbox_by_about ON outbox (about, state);

-- What WeChat refused this account altogether, until it lets something through again.
CREATE TABLE door (
    name TEXT PRIMARY KEY,
    shut_at BIGINT NOT NULL,
    cause TEXT NOT NULL
);
