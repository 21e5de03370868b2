-- One family of tables for everything that has places: events, needs, and what else a room declares.

CREATE TABLE offering (
    id TEXT PRIMARY KEY,
    -- The room that declares it: 'registration', 'volunteering', …
    kind TEXT NOT NULL,
    -- Who publishes it, and where it is; NULL where nobody is named, or where it needs no area.
    holder_id TEXT REFERENCES organisation (id),
    area_id TEXT REFERENCES organisation (id),
    -- 1: for everybody; 0: only for the subtree of its holder.
    public BIGINT NOT NULL CHECK (public IN (0, 1)),
    category TEXT NOT NULL,
    title TEXT NOT NULL,
    venue TEXT NOT NULL DEFAULT '',
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    -- NULL: one may sign up until it starts.
    deadline_at BIGINT,
    state TEXT NOT NULL CHECK (state IN ('open', 'cancelled')),
    -- 1 while any of its pools has a place left: lists tell it without looking at them.
    free BIGINT NOT NULL DEFAULT 1 CHECK (free IN (0, 1)),
    -- What it is one of, and which: the tenth of a series, or one day of a place that is open daily.
    series TEXT,
    number BIGINT,
    CHECK (starts_at < ends_at)
);
INSERT INTO offering (id, kind, holder_id, public, category, title, venue, starts_at, ends_at, deadline_at, state)
SELECT event.id, 'registration', event.organisation_id, CASE WHEN organisation.kind = 'committee' THEN 1 ELSE 0 END,
       event.kind, event.title, event.place, event.starts_at, event.ends_at, event.deadline_at, event.state
FROM event JOIN organisation ON organisation.id = event.organisation_id;
INSERT INTO offering (id, kind, holder_id, area_id, public, category, title, starts_at, ends_at, state)
SELECT id, 'volunteering', organisation_id, community_id, 1, kind, title, starts_at, ends_at, state FROM need;

-- The places of one way of taking part, of one session or shift, or of one unit's quota.
ALTER TABLE pool RENAME TO former_pool;
CREATE TABLE pool (
    id TEXT PRIMARY KEY,
    offering_id TEXT NOT NULL REFERENCES offering (id),
    mode TEXT NOT NULL DEFAULT '',
    session BIGINT NOT NULL DEFAULT 0,
    -- Whose quota it is; NULL: everybody's.
    organisation_id TEXT REFERENCES organisation (id),
    -- NULL: the hours of the offering.
    starts_at BIGINT,
    ends_at BIGINT,
    -- NULL: as many as come.
    capacity BIGINT CHECK (capacity > 0),
    taken BIGINT NOT NULL DEFAULT 0 CHECK (taken >= 0 AND (capacity IS NULL OR taken <= capacity)),
    waiting BIGINT NOT NULL DEFAULT 0 CHECK (waiting >= 0),
    next_ticket BIGINT NOT NULL DEFAULT 1,
    CHECK (starts_at < ends_at)
);
INSERT INTO pool (id, offering_id, mode, capacity, taken, waiting, next_ticket)
SELECT event_id || ':' || mode, event_id, mode, capacity, taken, waiting, next_ticket FROM former_pool;
INSERT INTO pool (id, offering_id, capacity, taken) SELECT id || ':', id, capacity, taken FROM need;
UPDATE offering SET free = 0
WHERE NOT EXISTS (SELECT 1 FROM pool WHERE pool.offering_id = offering.id AND pool.taken < pool.capacity);

-- One person's place: confirmed, or waiting in the order of the tickets.
CREATE TABLE seat (
    id TEXT PRIMARY KEY,
    offering_id TEXT NOT NULL REFERENCES offering (id),
    pool_id TEXT NOT NULL REFERENCES pool (id),
    session BIGINT NOT NULL DEFAULT 0,
    -- NULL once the person has had their data erased: the place still counts.
    member_id TEXT REFERENCES member (id),
    state TEXT NOT NULL CHECK (state IN ('confirmed', 'waiting', 'cancelled')),
    ticket BIGINT NOT NULL DEFAULT 0,
    code TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    UNIQUE (offering_id, code)
);
INSERT INTO seat (id, offering_id, pool_id, member_id, state, ticket, code, changed_at)
SELECT id, event_id, event_id || ':' || mode, member_id, state, ticket, code, changed_at FROM registration;
INSERT INTO seat (id, offering_id, pool_id, member_id, state, code, changed_at)
SELECT id, need_id, need_id || ':', member_id, state, code, changed_at FROM service;

DROP TABLE registration;
DROP TABLE service;
DROP TABLE former_pool;
DROP TABLE event;
DROP TABLE need;

-- Lists are read in order, and counted, from the index alone.
CREATE INDEX offering_by_time ON offering (kind, starts_at, id, deadline_at, state, category, public, holder_id, free);
CREATE INDEX offering_by_holder ON offering (holder_id, starts_at);
CREATE INDEX offering_by_area ON offering (area_id, starts_at);
CREATE INDEX offering_by_series ON offering (series, starts_at);
CREATE INDEX pool_by_offering ON pool (offering_id, session, mode);
CREATE INDEX pool_by_organisation ON pool (organisation_id);
CREATE INDEX seat_by_member ON seat (member_id, state);
CREATE INDEX seat_queue ON seat (pool_id, state, ticket);
-- A place that was given back stands in the way of no other.
CREATE UNIQUE INDEX seat_once ON seat (offering_id, member_id, session) WHERE state <> 'cancelled';

-- What people are in the middle of goes on under its new names.
UPDATE dialogue SET answers = replace(answers, '"event":', '"offering":') WHERE name IN ('registration', 'revise_event');
UPDATE dialogue SET answers = replace(answers, '"need":', '"offering":') WHERE name IN ('volunteering', 'revise_need');
UPDATE dialogue SET answers = replace(answers, '"spot":', '"place":') WHERE name = 'publish_need';
UPDATE dialogue SET outer_answers = replace(outer_answers, '"event":', '"offering":')
WHERE outer_name IN ('registration', 'revise_event');
UPDATE dialogue SET outer_answers = replace(outer_answers, '"need":', '"offering":')
WHERE outer_name IN ('volunteering', 'revise_need');
UPDATE due SET details = replace(details, '"event":', '"offering":') WHERE work IN ('registration.tell', 'registration.widen');
UPDATE due SET details = replace(details, '"need":', '"offering":') WHERE work = 'volunteering.tell';
UPDATE prompt SET choices = replace(replace(choices, '"exchanges.', '"offerings.'), '"publications.', '"offerings.'),
    again_action = replace(replace(again_action, 'exchanges.', 'offerings.'), 'publications.', 'offerings.');
