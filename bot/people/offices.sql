-- name: held
-- What this person may act for now; the tree's own row comes with it, because scope is its path.
SELECT office.role, organisation.id, organisation.kind, organisation.name, organisation.path,
       parent.name AS parent_name
FROM office
JOIN organisation ON organisation.id = office.organisation_id
JOIN member ON member.id = office.member_id
LEFT JOIN organisation AS parent ON parent.id = organisation.parent_id
WHERE office.member_id = :member_id AND office.from_at <= :now
  AND (office.until_at IS NULL OR office.until_at > :now) AND office.asleep = :asleep
  AND member.left_at IS NULL AND organisation.active = 1
ORDER BY length(organisation.path), organisation.path;

-- name: holders
-- Who acts for one organisation now, longest in office first.
SELECT office.member_id, office.role, member.name
FROM office JOIN member ON member.id = office.member_id
WHERE office.organisation_id = :organisation_id AND office.from_at <= :now
  AND (office.until_at IS NULL OR office.until_at > :now) AND office.asleep = 0
  AND member.left_at IS NULL
ORDER BY office.from_at, office.member_id;

-- name: below
-- Who of this name, by its key, acts for something below a path, itself left out.
SELECT office.member_id, office.role, member.name, office.asleep, organisation.id AS organisation_id,
       organisation.name AS place, parent.name AS parent_name, organisation.kind
FROM office
JOIN member ON member.id = office.member_id
JOIN organisation ON organisation.id = office.organisation_id
LEFT JOIN organisation AS parent ON parent.id = organisation.parent_id
WHERE member.name_key = :name AND office.from_at <= :now
  AND (office.until_at IS NULL OR office.until_at > :now)
  AND substr(organisation.path, 1, length(:path)) = :path AND organisation.path <> :path
ORDER BY organisation.path, office.role LIMIT 9;

-- name: put
INSERT INTO office (member_id, organisation_id, role, from_at, until_at)
VALUES (:member_id, :organisation_id, :role, :now, :until_at)
ON CONFLICT (member_id, organisation_id, role) DO UPDATE SET
    from_at = excluded.from_at, until_at = excluded.until_at, asleep = 0;

-- name: term
SELECT until_at FROM office
WHERE member_id = :member_id AND organisation_id = :organisation_id AND role = :role AND until_at > :now;

-- name: sleep
UPDATE office SET asleep = 1
WHERE member_id = :member_id AND asleep = 0 AND (until_at IS NULL OR until_at > :now)
RETURNING organisation_id, role;

-- name: wake
UPDATE office SET asleep = 0
WHERE member_id = :member_id AND organisation_id = :organisation_id AND role = :role
  AND asleep = 1 AND (until_at IS NULL OR until_at > :now);

-- name: end
UPDATE office SET until_at = :now
WHERE member_id = :member_id AND organisation_id = :organisation_id AND role = :role
  AND (until_at IS NULL OR until_at > :now);

-- name: put_invitation
INSERT INTO invitation (code, role, organisation_id, given_by, given_at, expires_at, until_at)
VALUES (:code, :role, :organisation_id, :given_by, :now, :expires_at, :until_at);

-- name: use_invitation
-- One statement, so that a code serves one person whoever types it at the same time. It is worth what
-- its giver could give now, and does not bring back whoever was dismissed since it was given.
UPDATE invitation SET used_at = :now
WHERE code = :code AND used_at IS NULL AND expires_at > :now
  AND (given_by = :operator OR EXISTS (
    SELECT 1 FROM office
    JOIN member ON member.id = office.member_id
    JOIN organisation AS above ON above.id = office.organisation_id
    JOIN organisation AS here ON here.id = invitation.organisation_id
    WHERE office.member_id = invitation.given_by AND office.role IN ('unit_secretary', 'committee_secretary')
      AND office.from_at <= :now AND (office.until_at IS NULL OR office.until_at > :now)
      AND office.asleep = 0 AND member.left_at IS NULL AND above.active = 1
      AND above.path <> here.path AND substr(here.path, 1, length(above.path)) = above.path))
  AND NOT EXISTS (
    SELECT 1 FROM audit
    WHERE audit.organisation_id = invitation.organisation_id AND audit.action = :dismissed
      AND audit.member_id = :member_id AND audit.at > invitation.given_at)
RETURNING role, organisation_id, given_by, until_at;

-- name: withdraw_invitation
UPDATE invitation SET expires_at = :now
WHERE code = :code AND given_by = :given_by AND used_at IS NULL AND expires_at > :now;
