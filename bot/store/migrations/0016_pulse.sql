-- When the assistant was last there, by a clock it trusted: the newest row that time is compared with.
CREATE TABLE pulse (
    name TEXT PRIMARY KEY,
    at BIGINT NOT NULL
);

-- When it was not there: stopped, frozen, or suspended with its machine.
CREATE TABLE outage (
    id TEXT PRIMARY KEY,
    from_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL
);
CREATE INDEX outage_by_end ON outage (until_at);
