-- A place that is booked by the hour; its days are offerings, of which it is the series.
CREATE TABLE bookable (
    id TEXT PRIMARY KEY,
    holder_id TEXT NOT NULL REFERENCES organisation (id),
    title TEXT NOT NULL,
    venue TEXT NOT NULL,
    -- 'work' for working days, else the weekdays: '024' is Monday, Wednesday and Friday.
    days TEXT NOT NULL,
    -- Minutes of the day, and of one slot.
    opens_at BIGINT NOT NULL,
    closes_at BIGINT NOT NULL,
    minutes BIGINT NOT NULL CHECK (minutes > 0),
    -- People in one slot.
    capacity BIGINT NOT NULL CHECK (capacity > 0),
    state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
    CHECK (opens_at < closes_at)
);
CREATE INDEX bookable_by_holder ON bookable (holder_id, state);
