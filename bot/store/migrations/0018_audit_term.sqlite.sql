-- The nightly sweep alone may delete from the audit, and only what is older than it says here: its
-- row stands for as long as its transaction, so nobody else ever sees one.
CREATE TABLE audit_sweep (before_at BIGINT NOT NULL);

DROP TRIGGER audit_stays;

CREATE TRIGGER audit_stays BEFORE DELETE ON audit
    WHEN NOT EXISTS (SELECT 1 FROM audit_sweep WHERE OLD.at < audit_sweep.before_at)
    BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
