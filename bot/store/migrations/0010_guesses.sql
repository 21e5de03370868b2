-- Wrong guesses at who somebody is and at codes: kept by keyed hashes of openids and names, beyond 注销,
-- unfollowing and success, so that nobody gets fresh tries by any of them.
DROP TABLE attempt;

CREATE TABLE guess (
    -- The keyed hash of its kind and of the openid, name or member.
    subject TEXT PRIMARY KEY,
    -- 'openid': names with digits, 'code': codes, 'name': at a name since its last success, 'rebinding': asked for
    -- a member who is confirmed already; 'confirmed' is no miss: a member whose success has been counted.
    kind TEXT NOT NULL CHECK (kind IN ('openid', 'code', 'name', 'rebinding', 'confirmed')),
    times BIGINT NOT NULL,
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    -- Nothing more may be tried until then.
    until_at BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX guess_by_time ON guess (last_at);

-- All of them together; a day is the moment it begins at.
CREATE TABLE guess_day (
    day BIGINT PRIMARY KEY,
    misses BIGINT NOT NULL,
    successes BIGINT NOT NULL,
    -- Whether it had so many misses that names never confirmed need a code.
    closes BIGINT NOT NULL DEFAULT 0 CHECK (closes IN (0, 1))
);

-- What the key by which is counted makes of a fixed word, as the host that started last has it: hosts with
-- different keys would each give fresh tries.
CREATE TABLE counting_key (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    fingerprint TEXT NOT NULL
);

-- Who may confirm being this member without digits: given by a secretary who knows them, used once.
CREATE TABLE binding_code (
    code TEXT PRIMARY KEY,
    member_id TEXT NOT NULL REFERENCES member (id),
    -- A member's id, or 'operator'.
    given_by TEXT NOT NULL,
    given_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX binding_code_by_member ON binding_code (member_id);
