-- The first tables. Ids are TEXT from tx.new_id(); moments are BIGINT milliseconds.

-- ------------------------------------------------------------------ people
CREATE TABLE organisation (
    id TEXT PRIMARY KEY,
    parent_id TEXT REFERENCES organisation (id),
    kind TEXT NOT NULL CHECK (kind IN ('committee', 'unit', 'branch', 'district', 'community')),
    name TEXT NOT NULL,
    -- The ids from the root down, '/c/u012/b0345/': a subtree is a prefix.
    path TEXT NOT NULL UNIQUE,
    active BIGINT NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
);
CREATE INDEX organisation_by_parent ON organisation (parent_id, kind, name);

CREATE TABLE member (
    id TEXT PRIMARY KEY,
    branch_id TEXT NOT NULL REFERENCES organisation (id),
    name TEXT NOT NULL,
    digits TEXT NOT NULL,
    staff_number TEXT,
    post TEXT
);
CREATE INDEX member_by_name ON member (name, digits);
CREATE INDEX member_by_branch ON member (branch_id, name);

CREATE TABLE office (
    member_id TEXT NOT NULL REFERENCES member (id),
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    role TEXT NOT NULL CHECK (role IN ('branch_secretary', 'unit_secretary', 'committee_secretary', 'community_worker')),
    from_at BIGINT NOT NULL,
    until_at BIGINT,
    PRIMARY KEY (member_id, organisation_id, role)
);

CREATE TABLE contact (
    openid TEXT PRIMARY KEY,
    member_id TEXT UNIQUE REFERENCES member (id),
    followed BIGINT NOT NULL DEFAULT 1 CHECK (followed IN (0, 1)),
    unfollowed_at BIGINT,
    -- Customer-service messages may be sent until then, so many more.
    window_until BIGINT NOT NULL DEFAULT 0,
    window_left BIGINT NOT NULL DEFAULT 0,
    last_key TEXT NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL
);

CREATE TABLE consent (
    id TEXT PRIMARY KEY,
    openid TEXT NOT NULL,
    version TEXT NOT NULL,
    given_at BIGINT NOT NULL
);
CREATE INDEX consent_by_openid ON consent (openid);

-- Wrong guesses while confirming an identity, counted per openid, per roster row and per hour.
CREATE TABLE attempt (
    subject TEXT PRIMARY KEY,
    tries BIGINT NOT NULL,
    until_at BIGINT NOT NULL
);

-- ------------------------------------------------------------------ the conversation
CREATE TABLE inbox (
    openid TEXT NOT NULL,
    key TEXT NOT NULL,
    reply TEXT NOT NULL,
    answered_at BIGINT NOT NULL,
    PRIMARY KEY (openid, key)
);

-- Plain mode only: the signature covers no body there, so one signature serves one message.
CREATE TABLE nonce (
    signed TEXT PRIMARY KEY,
    key TEXT NOT NULL,
    at BIGINT NOT NULL
);

CREATE TABLE dialogue (
    openid TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    answers TEXT NOT NULL,
    offers TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    -- 'open', or 'parked' after a detour or its time: 继续 opens it again.
    state TEXT NOT NULL CHECK (state IN ('open', 'parked')),
    -- What to do once it is finished: an action and its argument.
    after_action TEXT NOT NULL DEFAULT '',
    after_argument TEXT NOT NULL DEFAULT '',
    -- The dialogue this one interrupted.
    outer_name TEXT NOT NULL DEFAULT '',
    outer_answers TEXT NOT NULL DEFAULT ''
);

CREATE TABLE prompt (
    openid TEXT PRIMARY KEY,
    choices TEXT NOT NULL,
    again_action TEXT NOT NULL,
    again_argument TEXT NOT NULL,
    about TEXT NOT NULL,
    offered_at BIGINT NOT NULL
);

CREATE TABLE question (
    id TEXT PRIMARY KEY,
    openid TEXT NOT NULL,
    text TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'answered'))
);
CREATE INDEX question_by_openid ON question (openid);

-- ------------------------------------------------------------------ time and delivery
CREATE TABLE commitment (
    source TEXT NOT NULL,
    source_id TEXT NOT NULL,
    member_id TEXT NOT NULL REFERENCES member (id),
    title TEXT NOT NULL,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    PRIMARY KEY (source, source_id)
);
CREATE INDEX commitment_by_member ON commitment (member_id, starts_at);

CREATE TABLE due (
    id TEXT PRIMARY KEY,
    work TEXT NOT NULL,
    details TEXT NOT NULL,
    -- What it belongs to, so that it can be dropped with it.
    subject TEXT NOT NULL,
    run_at BIGINT NOT NULL
);
CREATE INDEX due_by_time ON due (run_at, id);
CREATE INDEX due_by_subject ON due (subject);

CREATE TABLE outbox (
    id TEXT PRIMARY KEY,
    openid TEXT NOT NULL,
    text TEXT NOT NULL,
    about TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'digest', 'unknown', 'shown')),
    cause TEXT NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX outbox_by_openid ON outbox (openid, state);
CREATE INDEX outbox_by_about ON outbox (about);
CREATE INDEX outbox_by_state ON outbox (state, created_at);

CREATE TABLE token (
    appid TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);

-- ------------------------------------------------------------------ registration
CREATE TABLE event (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    place TEXT NOT NULL,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    deadline_at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'cancelled')),
    CHECK (starts_at < ends_at)
);
CREATE INDEX event_by_time ON event (starts_at, id);

CREATE TABLE pool (
    event_id TEXT NOT NULL REFERENCES event (id),
    mode TEXT NOT NULL CHECK (mode IN ('onsite', 'video')),
    capacity BIGINT NOT NULL CHECK (capacity > 0),
    taken BIGINT NOT NULL DEFAULT 0 CHECK (taken >= 0 AND taken <= capacity),
    waiting BIGINT NOT NULL DEFAULT 0 CHECK (waiting >= 0),
    next_ticket BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (event_id, mode)
);

CREATE TABLE registration (
    id TEXT PRIMARY KEY,
    event_id TEXT NOT NULL REFERENCES event (id),
    -- NULL once the person has had their data erased: the place still counts.
    member_id TEXT REFERENCES member (id),
    mode TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('confirmed', 'waiting', 'cancelled')),
    ticket BIGINT NOT NULL DEFAULT 0,
    code TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    UNIQUE (event_id, member_id),
    UNIQUE (event_id, code),
    FOREIGN KEY (event_id, mode) REFERENCES pool (event_id, mode)
);
CREATE INDEX registration_by_member ON registration (member_id, state);
CREATE INDEX registration_queue ON registration (event_id, mode, state, ticket);

-- ------------------------------------------------------------------ volunteering
CREATE TABLE need (
    id TEXT PRIMARY KEY,
    community_id TEXT NOT NULL REFERENCES organisation (id),
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    capacity BIGINT NOT NULL CHECK (capacity > 0),
    taken BIGINT NOT NULL DEFAULT 0 CHECK (taken >= 0 AND taken <= capacity),
    state TEXT NOT NULL CHECK (state IN ('open', 'cancelled')),
    CHECK (starts_at < ends_at)
);
CREATE INDEX need_by_time ON need (starts_at, id);
CREATE INDEX need_by_community ON need (community_id, starts_at);

CREATE TABLE service (
    id TEXT PRIMARY KEY,
    need_id TEXT NOT NULL REFERENCES need (id),
    member_id TEXT REFERENCES member (id),
    state TEXT NOT NULL CHECK (state IN ('confirmed', 'cancelled')),
    code TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    UNIQUE (need_id, member_id),
    UNIQUE (need_id, code)
);
CREATE INDEX service_by_member ON service (member_id, state);

CREATE TABLE team (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    name TEXT NOT NULL
);
CREATE INDEX team_by_organisation ON team (organisation_id, name);

-- ------------------------------------------------------------------ reminders and answers
CREATE TABLE reminder (
    id TEXT PRIMARY KEY,
    openid TEXT NOT NULL,
    -- What a person calls it by: 删除提醒 2.
    number BIGINT NOT NULL,
    text TEXT NOT NULL,
    next_at BIGINT NOT NULL,
    every TEXT NOT NULL DEFAULT '',
    rule TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL CHECK (state IN ('open', 'fired')),
    UNIQUE (openid, number)
);

-- How often an answer was found useful; nobody's name is kept with it.
CREATE TABLE verdict (
    entry_id TEXT PRIMARY KEY,
    useful BIGINT NOT NULL DEFAULT 0,
    useless BIGINT NOT NULL DEFAULT 0
);
