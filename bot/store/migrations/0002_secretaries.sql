-- Secretaries: offices by invitation, the audit, rosters by file, notices, questions with answers.

-- ------------------------------------------------------------------ people
-- 单位编号: what files know an organisation by.
ALTER TABLE organisation ADD COLUMN number TEXT;
CREATE UNIQUE INDEX organisation_by_number ON organisation (number);
CREATE INDEX organisation_by_name ON organisation (name);

-- Whoever has left stays as a row: what they took part in still counts.
ALTER TABLE member ADD COLUMN left_at BIGINT;
CREATE UNIQUE INDEX member_by_staff_number ON member (staff_number);

CREATE INDEX office_by_organisation ON office (organisation_id, role);

CREATE TABLE invitation (
    code TEXT PRIMARY KEY,
    role TEXT NOT NULL CHECK (role IN ('branch_secretary', 'unit_secretary', 'committee_secretary', 'community_worker')),
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    -- A member's id, or 'operator'.
    given_by TEXT NOT NULL,
    given_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    -- The end of the term; NULL: until revoked.
    until_at BIGINT,
    used_at BIGINT
);

-- Somebody writes from another openid than the one their identity was confirmed on.
CREATE TABLE rebinding (
    code TEXT PRIMARY KEY,
    member_id TEXT NOT NULL REFERENCES member (id),
    openid TEXT NOT NULL,
    asked_at BIGINT NOT NULL
);
CREATE INDEX rebinding_by_member ON rebinding (member_id);
CREATE INDEX rebinding_by_openid ON rebinding (openid);

-- Append-only (0003). Ids, never names: names are the roster's, and leave with it.
CREATE TABLE audit (
    id TEXT PRIMARY KEY,
    at BIGINT NOT NULL,
    -- A member's id, or 'operator'.
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    -- Whose subtree it concerns: who holds that may read it.
    organisation_id TEXT NOT NULL,
    member_id TEXT,
    details TEXT NOT NULL DEFAULT ''
);
CREATE INDEX audit_by_organisation ON audit (organisation_id, id);

-- ------------------------------------------------------------------ rosters by file
CREATE TABLE batch (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('organisations', 'members')),
    file TEXT NOT NULL,
    applied_at BIGINT NOT NULL,
    -- Rows done so far; 'open' until all are: an interrupted one can be undone as it stands.
    state TEXT NOT NULL CHECK (state IN ('open', 'applied', 'undone'))
);

-- What one row of a batch replaced, so that it can be put back within seven days.
CREATE TABLE batch_change (
    batch_id TEXT NOT NULL REFERENCES batch (id),
    number BIGINT NOT NULL,
    subject TEXT NOT NULL,
    -- JSON of the row as it was; '' when there was none.
    before TEXT NOT NULL,
    PRIMARY KEY (batch_id, number)
);

-- ------------------------------------------------------------------ publishing
-- Who published it: the subtree that holds this organisation may change it.
ALTER TABLE need ADD COLUMN organisation_id TEXT REFERENCES organisation (id);
CREATE INDEX event_by_organisation ON event (organisation_id, starts_at);

-- ------------------------------------------------------------------ notices
CREATE TABLE notice (
    id TEXT PRIMARY KEY,
    -- What its sender calls it by: 撤回通知 3.
    number BIGINT NOT NULL,
    member_id TEXT NOT NULL REFERENCES member (id),
    -- Everybody of this subtree.
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    text TEXT NOT NULL,
    -- What a receipt is typed with; '' when none is asked for.
    code TEXT NOT NULL DEFAULT '',
    send_at BIGINT NOT NULL,
    -- The last member reached while it is being sent.
    reached TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'withdrawn')),
    recipients BIGINT NOT NULL DEFAULT 0,
    called_back BIGINT NOT NULL DEFAULT 0,
    UNIQUE (member_id, number)
);
CREATE INDEX notice_by_code ON notice (code);

CREATE TABLE receipt (
    id TEXT PRIMARY KEY,
    notice_id TEXT NOT NULL REFERENCES notice (id),
    -- NULL once the person has had their data erased: it still counts for the branch.
    member_id TEXT REFERENCES member (id),
    branch_id TEXT NOT NULL REFERENCES organisation (id),
    at BIGINT NOT NULL,
    UNIQUE (notice_id, member_id)
);

-- ------------------------------------------------------------------ questions
ALTER TABLE question ADD COLUMN organisation_id TEXT REFERENCES organisation (id);
ALTER TABLE question ADD COLUMN topic TEXT NOT NULL DEFAULT '';
-- What those who answer call it by: 答复 12.
ALTER TABLE question ADD COLUMN number BIGINT;
ALTER TABLE question ADD COLUMN answer TEXT NOT NULL DEFAULT '';
ALTER TABLE question ADD COLUMN answered_by TEXT;
ALTER TABLE question ADD COLUMN answered_at BIGINT;
CREATE UNIQUE INDEX question_by_number ON question (number);
CREATE INDEX question_by_organisation ON question (organisation_id, state, number);
