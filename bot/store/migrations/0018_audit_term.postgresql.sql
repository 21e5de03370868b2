-- The nightly sweep alone may delete from the audit, and only what is older than it says here: its
-- row stands for as long as its transaction, so nobody else ever sees one.
CREATE TABLE audit_sweep (before_at BIGINT NOT NULL);

CREATE OR REPLACE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql
    AS 'BEGIN IF TG_OP = ''DELETE'' THEN IF EXISTS (SELECT 1 FROM audit_sweep WHERE OLD.at < audit_sweep.before_at) THEN RETURN OLD; END IF; END IF; RAISE EXCEPTION ''the audit is append-only''; END';
