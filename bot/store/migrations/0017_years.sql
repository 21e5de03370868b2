-- What is left of a year once its people are forgotten: counts, of which later figures are made.
-- kind: 'registered' and 'served' are of the members of a branch (people: how many different ones;
-- times: how many places); 'events' and 'needs' are of whoever held them (people: places taken;
-- times: how many were held). No reference: figures outlive the organisation.
CREATE TABLE year_figure (
    year BIGINT NOT NULL,
    organisation_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    people BIGINT NOT NULL,
    times BIGINT NOT NULL,
    PRIMARY KEY (year, organisation_id, kind)
);

-- The years whose figures stand, from when until when: only their people may be forgotten.
CREATE TABLE year_frozen (
    year BIGINT PRIMARY KEY,
    since_at BIGINT NOT NULL,
    before_at BIGINT NOT NULL,
    frozen_at BIGINT NOT NULL
);

CREATE INDEX audit_by_time ON audit (at);
CREATE INDEX notice_by_time ON notice (send_at);
