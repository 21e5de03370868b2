-- name: open_needs
-- One page of what still needs people.
SELECT need.id, need.organisation_id, need.community_id, need.title, need.kind, need.starts_at, need.ends_at, need.capacity, need.taken,
       need.state, community.name AS community, district.name AS district,
       (SELECT count(*) FROM need AS other
        WHERE other.starts_at > :now AND other.state = 'open' AND other.taken < other.capacity
       ) AS total
FROM need
JOIN organisation AS community ON community.id = need.community_id
JOIN organisation AS district ON district.id = community.parent_id
WHERE need.starts_at > :now AND need.state = 'open' AND need.taken < need.capacity
ORDER BY need.starts_at, need.id
LIMIT :count OFFSET :skip;

-- name: get_need
SELECT need.id, need.organisation_id, need.community_id, need.title, need.kind, need.starts_at, need.ends_at, need.capacity, need.taken,
       need.state, community.name AS community, district.name AS district
FROM need
JOIN organisation AS community ON community.id = need.community_id
JOIN organisation AS district ON district.id = community.parent_id
WHERE need.id = :need_id;

-- name: titles
-- All that is ahead, by what a sentence may tell it from the others.
SELECT need.id, need.title, community.name AS community, need.community_id,
       community.parent_id AS district_id, need.starts_at, need.capacity - need.taken AS places_left
FROM need JOIN organisation AS community ON community.id = need.community_id
WHERE need.starts_at > :now AND need.state = 'open'
ORDER BY need.starts_at, need.id LIMIT 300;

-- name: areas
SELECT area.id, area.name FROM organisation AS area
WHERE area.kind IN ('community', 'district') AND area.active = 1
ORDER BY area.kind, area.name;

-- name: communities
SELECT id, name FROM organisation WHERE kind = 'community' AND active = 1 ORDER BY id;

-- name: titles_of_day
-- What an organisation has published for this community and day.
SELECT title FROM need
WHERE organisation_id = :organisation_id AND community_id = :area
  AND state = 'open' AND starts_at >= :since AND starts_at < :until;

-- name: hold_need
UPDATE need SET state = need.state WHERE id = :need_id;

-- name: covered
-- What an office at :path covers: what its subtree has published, and its own community's needs.
-- What nobody published is covered as its community is.
SELECT need.id, need.organisation_id, need.community_id, need.title, need.kind, need.starts_at,
       need.ends_at, need.capacity, need.taken, need.state,
       community.name AS community, district.name AS district
FROM need
JOIN organisation AS community ON community.id = need.community_id
JOIN organisation AS district ON district.id = community.parent_id
LEFT JOIN organisation AS publisher ON publisher.id = need.organisation_id
WHERE (community.path = :path
    OR substr(coalesce(publisher.path, community.path), 1, length(:path)) = :path)
  AND need.ends_at > :since AND (:need_id = '' OR need.id = :need_id)
ORDER BY need.starts_at, need.id LIMIT 300;

-- name: change_need
UPDATE need SET title = :title, starts_at = :starts_at, ends_at = :ends_at, capacity = :capacity
WHERE id = :need_id;

-- name: call_off_need
UPDATE need SET state = 'cancelled' WHERE id = :need_id AND state = 'open';

-- name: to_tell
-- A slice of those whose place is older than the change they are told of.
SELECT id, need_id, member_id, state, code FROM service
WHERE need_id = :need_id AND state = 'confirmed' AND member_id IS NOT NULL
  AND changed_at <= :changed AND id > :after
ORDER BY id LIMIT :count;

-- name: roll
SELECT member.name, branch.name AS branch, unit.name AS unit
FROM service
LEFT JOIN member ON member.id = service.member_id
LEFT JOIN organisation AS branch ON branch.id = member.branch_id
LEFT JOIN organisation AS unit ON unit.id = branch.parent_id
WHERE service.need_id = :need_id AND service.state = 'confirmed'
ORDER BY branch.path, member.name, service.id
LIMIT :count OFFSET :skip;

-- name: put_need
INSERT INTO need (id, organisation_id, community_id, title, kind, starts_at, ends_at, capacity, state)
VALUES (:id, :organisation_id, :community_id, :title, :kind, :starts_at, :ends_at, :capacity, 'open');

-- name: take_place
UPDATE need SET taken = need.taken + 1
WHERE id = :need_id AND taken < capacity AND state = 'open';

-- name: free_place
UPDATE need SET taken = need.taken - 1 WHERE id = :need_id;

-- name: find_service
SELECT id, need_id, member_id, state, code FROM service
WHERE need_id = :need_id AND member_id = :member_id;

-- name: get_service
SELECT id, need_id, member_id, state, code FROM service WHERE id = :id;

-- name: put_service
INSERT INTO service (id, need_id, member_id, state, code, changed_at)
VALUES (:id, :need_id, :member_id, 'confirmed', :code, :now)
ON CONFLICT (need_id, member_id) DO UPDATE SET state = 'confirmed', changed_at = excluded.changed_at
RETURNING id, need_id, member_id, state, code;

-- name: code_taken
SELECT 1 AS taken FROM service WHERE need_id = :need_id AND code = :code;

-- name: leave
UPDATE service SET state = 'cancelled', changed_at = :now WHERE id = :id AND state = 'confirmed';

-- name: every_of_member
-- Whatever became of it: for 导出.
SELECT need.title, need.starts_at, community.name AS community, service.state, service.code
FROM service JOIN need ON need.id = service.need_id
JOIN organisation AS community ON community.id = need.community_id
WHERE service.member_id = :member_id ORDER BY need.starts_at, need.id;

-- name: of_member
SELECT service.id, service.need_id, service.member_id, service.state, service.code
FROM service JOIN need ON need.id = service.need_id
WHERE service.member_id = :member_id AND service.state = 'confirmed'
  AND need.state = 'open' AND need.ends_at > :now
ORDER BY need.starts_at, need.id;

-- name: count_of_member
SELECT count(*) FROM service WHERE member_id = :member_id;

-- name: forget_member
UPDATE service SET member_id = NULL WHERE member_id = :member_id;

-- name: put_team
INSERT INTO team (id, organisation_id, name) VALUES (:id, :organisation_id, :name);

-- name: teams_of_unit
SELECT team.name FROM team WHERE team.organisation_id = :unit_id ORDER BY team.name LIMIT 5;

-- name: count_teams
SELECT count(*) FROM team;
