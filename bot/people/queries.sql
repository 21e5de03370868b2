-- name: touch
-- The first statement of every message: takes the contact's row and keeps the reply window.
-- (Nothing is looked up here: on PostgreSQL this statement sees what was committed before it began
-- to wait for the row, and RETURNING costs more than reading the row with all that hangs on it.)
-- A retry (same key) leaves the window; a short window never shortens a longer one still open.
INSERT INTO contact (openid, followed, window_until, window_left, last_key, created_at)
VALUES (:openid, :followed, :until, :left, :key, :now)
ON CONFLICT (openid) DO UPDATE SET
    followed = excluded.followed,
    unfollowed_at = CASE WHEN excluded.followed = 1 THEN NULL ELSE excluded.created_at END,
    window_until = CASE
        WHEN excluded.followed = 0 THEN 0
        WHEN contact.last_key = excluded.last_key OR excluded.window_left = 0 THEN contact.window_until
        WHEN contact.window_until > excluded.window_until AND contact.window_left > 0 THEN contact.window_until
        ELSE excluded.window_until END,
    window_left = CASE
        WHEN excluded.followed = 0 THEN 0
        WHEN contact.last_key = excluded.last_key OR excluded.window_left = 0 THEN contact.window_left
        WHEN contact.window_until > excluded.window_until AND contact.window_left > 0 THEN contact.window_left
        ELSE excluded.window_left END,
    last_key = excluded.last_key;

-- name: find_contact
SELECT openid, member_id, followed, window_until, window_left FROM contact WHERE openid = :openid;

-- name: find_contact_of_member
SELECT openid, member_id, followed, window_until, window_left FROM contact WHERE member_id = :member_id;

-- name: hold_contact
UPDATE contact SET followed = contact.followed WHERE openid = :openid;

-- name: spend_window
UPDATE contact SET window_left = contact.window_left - 1
WHERE openid = :openid AND window_left > 0 AND window_until > :now AND followed = 1
RETURNING window_until;

-- name: give_back_window
-- For a message that was not carried out, unless another window has been opened since.
UPDATE contact SET window_left = contact.window_left + 1
WHERE openid = :openid AND window_until = :window_until;

-- name: close_window
UPDATE contact SET window_left = 0 WHERE openid = :openid;

-- name: bind
UPDATE contact SET member_id = :member_id WHERE openid = :openid;

-- name: drop_contact
DELETE FROM contact WHERE openid = :openid;

-- name: get_member
SELECT member.id, member.name, member.digits, member.post, member.staff_number,
       branch.name AS branch, unit.name AS unit, branch.id AS branch_id, unit.id AS unit_id
FROM member
JOIN organisation AS branch ON branch.id = member.branch_id
JOIN organisation AS unit ON unit.id = branch.parent_id
WHERE member.id = :member_id;

-- name: members_named
-- By the key of a name (bot/language/keys.py), never by the name as it is written.
SELECT member.id, member.name, member.digits, branch.name AS branch, unit.name AS unit,
       contact.openid IS NOT NULL AS bound
FROM member
JOIN organisation AS branch ON branch.id = member.branch_id
JOIN organisation AS unit ON unit.id = branch.parent_id
LEFT JOIN contact ON contact.member_id = member.id
WHERE member.name_key = :name AND member.left_at IS NULL
ORDER BY unit.name, branch.name, member.id;

-- name: is_named
-- Whether anybody of the roster goes by this name.
SELECT 1 FROM member WHERE name_key = :name LIMIT 1;

-- name: put_consent
INSERT INTO consent (id, openid, version, given_at) VALUES (:id, :openid, :version, :now);

-- name: last_consent
SELECT version, given_at FROM consent WHERE openid = :openid ORDER BY given_at DESC, id DESC LIMIT 1;

-- name: drop_consents
DELETE FROM consent WHERE openid = :openid;

-- name: put_audit
INSERT INTO audit (id, at, actor, action, organisation_id, member_id, details)
VALUES (:id, :now, :actor, :action, :organisation_id, :member_id, :details);

-- name: audit_below
-- One page of what was done within a subtree, newest first; names are today's.
SELECT audit.at, audit.actor, audit.action, audit.details, organisation.name AS place,
       actor.name AS actor_name, subject.name AS subject_name
FROM audit
JOIN organisation ON organisation.id = audit.organisation_id
LEFT JOIN member AS actor ON actor.id = audit.actor
LEFT JOIN member AS subject ON subject.id = audit.member_id
WHERE substr(organisation.path, 1, length(:path)) = :path
ORDER BY audit.id DESC LIMIT :count OFFSET :skip;

-- name: drop_rebindings
DELETE FROM rebinding WHERE openid = :openid;

-- name: put_rebinding
INSERT INTO rebinding (code, member_id, openid, asked_at) VALUES (:code, :member_id, :openid, :now);

-- name: get_rebinding
SELECT member_id, openid FROM rebinding WHERE code = :code;

-- name: drop_rebindings_of_member
DELETE FROM rebinding WHERE member_id = :member_id;

-- name: release
UPDATE contact SET member_id = NULL WHERE member_id = :member_id;

-- name: members_named_below
-- Within the subtree of a path, by name or by staff number.
SELECT member.id, member.name, branch.name AS branch, unit.name AS unit, branch.id AS branch_id
FROM member
JOIN organisation AS branch ON branch.id = member.branch_id
JOIN organisation AS unit ON unit.id = branch.parent_id
WHERE (member.name_key = :key OR member.staff_number = :name) AND member.left_at IS NULL
  AND substr(branch.path, 1, length(:path)) = :path
ORDER BY unit.name, branch.name, member.id LIMIT 9;

-- name: drop_binding_codes
DELETE FROM binding_code WHERE member_id = :member_id;

-- name: put_binding_code
INSERT INTO binding_code (code, member_id, given_by, given_at, expires_at)
VALUES (:code, :member_id, :given_by, :now, :expires_at);

-- name: get_binding_code
-- Also when it is used: it is worth what its giver could vouch for now.
SELECT binding_code.member_id FROM binding_code
JOIN member ON member.id = binding_code.member_id
JOIN organisation AS branch ON branch.id = member.branch_id
WHERE binding_code.code = :code AND binding_code.expires_at > :now AND member.left_at IS NULL
  AND (binding_code.given_by = :operator OR EXISTS (
    SELECT 1 FROM office
    JOIN member AS giver ON giver.id = office.member_id
    JOIN organisation AS above ON above.id = office.organisation_id
    WHERE office.member_id = binding_code.given_by AND office.role <> 'community_worker'
      AND office.from_at <= :now AND (office.until_at IS NULL OR office.until_at > :now)
      AND office.asleep = 0 AND giver.left_at IS NULL AND above.active = 1
      AND substr(branch.path, 1, length(above.path)) = above.path));

-- name: use_binding_code
-- One statement, so that a code serves one openid whoever types it at the same time.
DELETE FROM binding_code WHERE code = :code AND expires_at > :now RETURNING member_id;
