-- name: count_organisations
SELECT count(*) FROM organisation;

-- name: put_organisation
INSERT INTO organisation (id, parent_id, kind, name, name_key, path)
VALUES (:id, :parent_id, :kind, :name, :name_key, :path)
ON CONFLICT (id) DO NOTHING;

-- name: count_members
SELECT count(*) FROM member;

-- name: put_member
INSERT INTO member (id, branch_id, name, name_key, digits, post)
VALUES (:id, :branch_id, :name, :name_key, :digits, :post)
ON CONFLICT (id) DO NOTHING;

-- name: member_ids
SELECT id FROM member ORDER BY id;

-- name: put_contact
INSERT INTO contact (openid, member_id, created_at) VALUES (:openid, :member_id, :created_at);

-- name: put_consent
INSERT INTO consent (id, openid, version, given_at) VALUES (:id, :openid, :version, :given_at);

-- name: put_office
INSERT INTO office (member_id, organisation_id, role, from_at)
VALUES (:member_id, :organisation_id, :role, :from_at);

-- name: first_office
-- All of the ready-made people took office on one day, which tells the day of the first start.
SELECT min(from_at) FROM office;

-- name: last_event
-- Ids of seven characters are the demo's: e, the week, the number within it.
SELECT max(id) FROM event WHERE id LIKE 'e%' AND length(id) = 7;

-- name: open_events
-- Of those that are for everybody.
SELECT count(*) FROM event JOIN organisation ON organisation.id = event.organisation_id
WHERE organisation.kind = 'committee'
  AND event.state = 'open' AND event.starts_at > :now AND event.deadline_at > :now;

-- name: last_need
SELECT max(id) FROM need WHERE id LIKE 'n%' AND length(id) = 7;

-- name: open_needs
SELECT count(*) FROM need WHERE state = 'open' AND starts_at > :now AND taken < capacity;
