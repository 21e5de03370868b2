-- name: get
SELECT organisation.id, organisation.kind, organisation.name, organisation.path,
       parent.name AS parent_name
FROM organisation LEFT JOIN organisation AS parent ON parent.id = organisation.parent_id
WHERE organisation.id = :id;

-- name: root
SELECT organisation.id, organisation.kind, organisation.name, organisation.path, '' AS parent_name
FROM organisation WHERE organisation.kind = 'committee' ORDER BY organisation.id LIMIT 1;

-- name: numbered
SELECT organisation.id, organisation.kind, organisation.name, organisation.path,
       parent.name AS parent_name
FROM organisation LEFT JOIN organisation AS parent ON parent.id = organisation.parent_id
WHERE organisation.number = :number AND organisation.active = 1;

-- name: named
-- By a piece of its own name or of its parent's and its own together, all by their keys; within the
-- subtree of a path.
SELECT organisation.id, organisation.kind, organisation.name, organisation.path,
       parent.name AS parent_name
FROM organisation LEFT JOIN organisation AS parent ON parent.id = organisation.parent_id
WHERE substr(organisation.path, 1, length(:path)) = :path AND organisation.active = 1
  AND coalesce(parent.name_key, '') || organisation.name_key LIKE '%' || :words || '%'
  AND (organisation.name_key LIKE '%' || :words || '%' OR parent.name_key NOT LIKE '%' || :words || '%')
ORDER BY CASE WHEN :words IN (organisation.name_key, coalesce(parent.name_key, '') || organisation.name_key)
         THEN 0 ELSE 1 END, length(organisation.path), organisation.path
LIMIT 9;

-- name: heading
-- Whose whole name, alone or behind its parent's, begins these words, all by their keys; the longest
-- first. The names are looked up by the beginnings of the words, not the words through all names.
WITH RECURSIVE beginning (size) AS (
    SELECT 1
    UNION ALL
    SELECT beginning.size + 1 FROM beginning WHERE beginning.size < length(:words)
), alone (id, size) AS (
    SELECT organisation.id, beginning.size FROM beginning
    JOIN organisation ON organisation.name_key = substr(:words, 1, beginning.size)
), whole (id, size) AS (
    SELECT alone.id, alone.size FROM alone
    UNION
    SELECT child.id, alone.size + length(child.name_key) FROM alone
    JOIN organisation AS child ON child.parent_id = alone.id AND child.name_key <> ''
     AND substr(:words, alone.size + 1, length(child.name_key)) = child.name_key
)
SELECT organisation.id, organisation.kind, organisation.name, organisation.path,
       parent.name AS parent_name
FROM whole
JOIN organisation ON organisation.id = whole.id
LEFT JOIN organisation AS parent ON parent.id = organisation.parent_id
WHERE substr(organisation.path, 1, length(:path)) = :path AND organisation.active = 1
ORDER BY whole.size DESC, length(organisation.path), organisation.path
LIMIT 9;

-- name: path_of_member
SELECT organisation.path FROM member
JOIN organisation ON organisation.id = member.branch_id
WHERE member.id = :member_id;

-- name: ancestors
-- From the organisation itself up to the root.
WITH RECURSIVE up (id) AS (
    SELECT organisation.id FROM organisation WHERE organisation.id = :id
    UNION ALL
    SELECT organisation.parent_id FROM up JOIN organisation ON organisation.id = up.id
    WHERE organisation.parent_id IS NOT NULL
)
SELECT upper.id, upper.kind, upper.name, upper.path, parent.name AS parent_name
FROM up
JOIN organisation AS upper ON upper.id = up.id
LEFT JOIN organisation AS parent ON parent.id = upper.parent_id
ORDER BY length(upper.path) DESC;
