-- name: areas
SELECT area.id, area.name FROM organisation AS area
WHERE area.kind IN ('community', 'district') AND area.active = 1
ORDER BY area.kind, area.name;

-- name: communities
SELECT id, name FROM organisation WHERE kind = 'community' AND active = 1 ORDER BY id;

-- name: put_team
INSERT INTO team (id, organisation_id, name) VALUES (:id, :organisation_id, :name);

-- name: teams_of_unit
SELECT team.name FROM team WHERE team.organisation_id = :unit_id ORDER BY team.name LIMIT 5;

-- name: count_teams
SELECT count(*) FROM team;
