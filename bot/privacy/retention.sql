-- Each deletes at most :count rows that are older than :before.

-- name: inbox
DELETE FROM inbox WHERE (key, openid) IN
    (SELECT old.key, old.openid FROM inbox AS old WHERE old.answered_at < :before LIMIT :count);

-- name: nonces
DELETE FROM nonce WHERE signed IN
    (SELECT old.signed FROM nonce AS old WHERE old.at < :before LIMIT :count);

-- name: dialogues
DELETE FROM dialogue WHERE openid IN
    (SELECT old.openid FROM dialogue AS old WHERE old.expires_at < :before LIMIT :count);

-- name: prompts
DELETE FROM prompt WHERE openid IN
    (SELECT old.openid FROM prompt AS old WHERE old.offered_at < :before LIMIT :count);

-- name: focuses
DELETE FROM focus WHERE (openid, room) IN
    (SELECT old.openid, old.room FROM focus AS old WHERE old.at < :before LIMIT :count);

-- name: guesses
DELETE FROM guess WHERE subject IN
    (SELECT old.subject FROM guess AS old WHERE old.last_at < :before LIMIT :count);

-- name: guess_days
DELETE FROM guess_day WHERE day IN
    (SELECT old.day FROM guess_day AS old WHERE old.day < :before LIMIT :count);

-- name: binding_codes
DELETE FROM binding_code WHERE code IN
    (SELECT old.code FROM binding_code AS old WHERE old.expires_at < :before LIMIT :count);

-- name: told
DELETE FROM outbox WHERE id IN
    (SELECT old.id FROM outbox AS old
     WHERE old.state IN ('sent', 'shown') AND old.changed_at < :before LIMIT :count);

-- name: untold
DELETE FROM outbox WHERE id IN
    (SELECT old.id FROM outbox AS old
     WHERE old.state IN ('digest', 'unknown') AND old.changed_at < :before LIMIT :count);

-- name: questions
DELETE FROM question WHERE id IN
    (SELECT old.id FROM question AS old WHERE old.asked_at < :before LIMIT :count);

-- name: invitations
DELETE FROM invitation WHERE code IN
    (SELECT old.code FROM invitation AS old WHERE old.expires_at < :before LIMIT :count);

-- name: rebindings
DELETE FROM rebinding WHERE code IN
    (SELECT old.code FROM rebinding AS old WHERE old.asked_at < :before LIMIT :count);

-- name: undoing
DELETE FROM batch_change WHERE batch_id IN
    (SELECT old.id FROM batch AS old WHERE old.applied_at < :before)
  AND number IN
    (SELECT change.number FROM batch_change AS change
     JOIN batch AS old ON old.id = change.batch_id
     WHERE old.applied_at < :before LIMIT :count);

-- name: commitments
DELETE FROM commitment WHERE (source, source_id) IN
    (SELECT old.source, old.source_id FROM commitment AS old WHERE old.ends_at < :before LIMIT :count);

-- name: outages
DELETE FROM outage WHERE id IN
    (SELECT old.id FROM outage AS old WHERE old.until_at < :before LIMIT :count);

-- name: receipts_without_people
UPDATE receipt SET member_id = NULL WHERE id IN
    (SELECT old.id FROM receipt AS old
     WHERE old.member_id IS NOT NULL AND old.notice_id IN
         (SELECT notice.id FROM notice WHERE notice.send_at < :before)
     LIMIT :count);

-- name: receipts
DELETE FROM receipt WHERE id IN
    (SELECT old.id FROM receipt AS old
     WHERE old.notice_id IN (SELECT notice.id FROM notice WHERE notice.send_at < :before)
     LIMIT :count);

-- name: notices
DELETE FROM notice WHERE id IN
    (SELECT old.id FROM notice AS old
     WHERE old.send_at < :before
       AND NOT EXISTS (SELECT 1 FROM receipt WHERE receipt.notice_id = old.id)
     LIMIT :count);

-- name: audit
-- Only between the next two.
DELETE FROM audit WHERE id IN
    (SELECT old.id FROM audit AS old WHERE old.at < :before LIMIT :count);

-- name: open_audit
INSERT INTO audit_sweep (before_at) VALUES (:before);

-- name: close_audit
DELETE FROM audit_sweep;

-- name: contacts
-- Where the next contacts end.
SELECT max(looked.openid) AS until FROM
    (SELECT contact.openid FROM contact WHERE contact.openid > :after
     ORDER BY contact.openid LIMIT :count) AS looked;

-- name: silent
-- Who follows still, and has not said anything for so long: the window opens with every message.
SELECT openid FROM contact
WHERE openid > :after AND openid <= :until AND followed = 1
  AND created_at < :before AND window_until < :before
LIMIT :count;

-- name: gone
-- Who stopped following so long ago.
SELECT openid FROM contact WHERE unfollowed_at < :before AND followed = 0 LIMIT :count;

-- name: begin
-- One sweep for all hosts: its row's id is known. One that a wrong clock put off is fetched back.
INSERT INTO due (id, work, details, subject, run_at)
VALUES ('retention', :work, :details, 'retention', :run_at)
ON CONFLICT (id) DO UPDATE SET
    run_at = CASE WHEN due.run_at > excluded.run_at THEN excluded.run_at ELSE due.run_at END;
