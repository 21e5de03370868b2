-- name: places
SELECT id, parent_id, kind, number, name, active FROM organisation ORDER BY path;

-- name: peopled
-- Branches somebody belongs to.
SELECT DISTINCT branch_id FROM member WHERE left_at IS NULL;

-- name: everybody
SELECT member.id, branch.parent_id AS unit_id, member.branch_id, member.name, member.digits,
       member.staff_number, member.post, member.left_at
FROM member JOIN organisation AS branch ON branch.id = member.branch_id;

-- name: present
-- The roster as a file has it.
SELECT unit.number, unit.name AS unit, branch.name AS branch, member.name, member.digits,
       member.staff_number, member.post
FROM member
JOIN organisation AS branch ON branch.id = member.branch_id
JOIN organisation AS unit ON unit.id = branch.parent_id
WHERE member.left_at IS NULL
ORDER BY unit.path, branch.path, member.id;

-- name: root
SELECT id FROM organisation WHERE kind = 'committee' AND parent_id IS NULL;

-- ------------------------------------------------------------------ organisations

-- name: path_of
SELECT path FROM organisation WHERE id = :id;

-- name: get_organisation
SELECT number, name, active FROM organisation WHERE id = :id;

-- name: put_organisation
INSERT INTO organisation (id, parent_id, kind, name, name_key, path, number)
VALUES (:id, :parent_id, :kind, :name, :name_key, :path, :number)
ON CONFLICT (id) DO NOTHING;

-- name: set_organisation
UPDATE organisation SET number = :number, name = :name, name_key = :name_key, active = :active
WHERE id = :id;

-- name: close_organisation
UPDATE organisation SET active = 0 WHERE id = :id;

-- name: drop_organisation
-- Only one that nothing refers to.
DELETE FROM organisation WHERE id = :id
AND NOT EXISTS (SELECT 1 FROM organisation AS child WHERE child.parent_id = :id)
AND NOT EXISTS (SELECT 1 FROM member WHERE member.branch_id = :id)
AND NOT EXISTS (SELECT 1 FROM office WHERE office.organisation_id = :id)
AND NOT EXISTS (SELECT 1 FROM invitation WHERE invitation.organisation_id = :id)
AND NOT EXISTS (SELECT 1 FROM event WHERE event.organisation_id = :id)
AND NOT EXISTS (SELECT 1 FROM need WHERE need.community_id = :id OR need.organisation_id = :id)
AND NOT EXISTS (SELECT 1 FROM team WHERE team.organisation_id = :id)
AND NOT EXISTS (SELECT 1 FROM notice WHERE notice.organisation_id = :id OR notice.from_id = :id)
AND NOT EXISTS (SELECT 1 FROM receipt WHERE receipt.branch_id = :id)
AND NOT EXISTS (SELECT 1 FROM question WHERE question.organisation_id = :id);

-- ------------------------------------------------------------------ members

-- name: get_member
SELECT branch_id, name, digits, staff_number, post, left_at FROM member WHERE id = :id;

-- name: put_member
INSERT INTO member (id, branch_id, name, name_key, digits, staff_number, post)
VALUES (:id, :branch_id, :name, :name_key, :digits, :staff_number, :post)
ON CONFLICT (id) DO NOTHING;

-- name: set_member
UPDATE member SET branch_id = :branch_id, name = :name, name_key = :name_key, digits = :digits,
    staff_number = :staff_number, post = :post, left_at = :left_at
WHERE id = :id;

-- name: drop_member
-- Only one that nothing refers to.
DELETE FROM member WHERE id = :id
AND NOT EXISTS (SELECT 1 FROM contact WHERE contact.member_id = :id)
AND NOT EXISTS (SELECT 1 FROM office WHERE office.member_id = :id)
AND NOT EXISTS (SELECT 1 FROM rebinding WHERE rebinding.member_id = :id)
AND NOT EXISTS (SELECT 1 FROM commitment WHERE commitment.member_id = :id)
AND NOT EXISTS (SELECT 1 FROM registration WHERE registration.member_id = :id)
AND NOT EXISTS (SELECT 1 FROM service WHERE service.member_id = :id)
AND NOT EXISTS (SELECT 1 FROM notice WHERE notice.member_id = :id)
AND NOT EXISTS (SELECT 1 FROM receipt WHERE receipt.member_id = :id);

-- name: leave
UPDATE member SET left_at = :now WHERE id = :id AND left_at IS NULL;

-- name: release_contact
UPDATE contact SET member_id = NULL WHERE member_id = :id;

-- name: drop_rebindings
DELETE FROM rebinding WHERE member_id = :id;

-- name: offices_now
SELECT organisation_id, role, until_at FROM office
WHERE member_id = :id AND (until_at IS NULL OR until_at > :now);

-- name: end_offices
UPDATE office SET until_at = :now WHERE member_id = :id AND (until_at IS NULL OR until_at > :now);

-- name: restore_office
UPDATE office SET until_at = :until_at
WHERE member_id = :id AND organisation_id = :organisation_id AND role = :role;

-- ------------------------------------------------------------------ batches

-- name: put_batch
INSERT INTO batch (id, kind, file, applied_at, state) VALUES (:id, :kind, :file, :now, 'open');

-- name: get_batch
SELECT id, kind, file, applied_at, state FROM batch WHERE id = :id;

-- name: open_batch
SELECT id, kind, file, applied_at, state FROM batch WHERE state = 'open' ORDER BY id LIMIT 1;

-- name: last_batches
SELECT id, kind, file, applied_at, state FROM batch WHERE state <> 'undone' ORDER BY id DESC LIMIT 5;

-- name: beat
-- A batch that is being worked on is seen to move.
UPDATE batch SET applied_at = :now WHERE id = :id;

-- name: set_batch
UPDATE batch SET state = :state WHERE id = :id;

-- name: put_change
INSERT INTO batch_change (batch_id, number, subject, before)
VALUES (:batch_id, :number, :subject, :before);

-- name: count_changes
SELECT count(*) FROM batch_change WHERE batch_id = :id;

-- name: last_change
SELECT max(number) FROM batch_change WHERE batch_id = :id;

-- name: newest_changes
SELECT number, subject, before FROM batch_change
WHERE batch_id = :id ORDER BY number DESC LIMIT :count;

-- name: drop_change
DELETE FROM batch_change WHERE batch_id = :id AND number = :number;

-- name: drop_changes
DELETE FROM batch_change WHERE batch_id = :id AND number > :above;

-- name: later_batch
-- A later batch that touched the same rows: it must be undone first.
SELECT later.batch_id FROM batch_change AS mine
JOIN batch_change AS later ON later.subject = mine.subject AND later.batch_id > mine.batch_id
WHERE mine.batch_id = :id ORDER BY later.batch_id DESC LIMIT 1;

-- name: batches_over
-- What can no longer be undone need not be kept.
SELECT id FROM batch WHERE applied_at < :before AND state = 'applied'
AND EXISTS (SELECT 1 FROM batch_change WHERE batch_change.batch_id = batch.id);
