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
-- By a piece of its own name or of its parent's and its own together; within the subtree of a path.
SELECT organisation.id, organisation.kind, organisation.name, organisation.path,
       parent.name AS parent_name
FROM organisation LEFT JOIN organisation AS parent ON parent.id = organisation.parent_id
WHERE substr(organisation.path, 1, length(:path)) = :path AND organisation.active = 1
  AND coalesce(parent.name, '') || organisation.name LIKE '%' || :words || '%'
  AND (organisation.name LIKE '%' || :words || '%' OR parent.name NOT LIKE '%' || :words || '%')
ORDER BY CASE WHEN organisation.name = :words THEN 0 ELSE 1 END, length(organisation.path), organisation.path
LIMIT 9;

-- name: named_loosely
-- As named, with anything between the characters; the shortest first, for those are called just so.
SELECT organisation.id, organisation.kind, organisation.name, organisation.path,
       parent.name AS parent_name
FROM organisation LEFT JOIN organisation AS parent ON parent.id = organisation.parent_id
WHERE substr(organisation.path, 1, length(:path)) = :path AND organisation.active = 1
  AND lower(coalesce(parent.name, '') || organisation.name) LIKE :loosely
ORDER BY length(coalesce(parent.name, '') || organisation.name), organisation.path
LIMIT 99;

-- name: beginning
-- By the first two characters of a name, before which a sign may stand; and the subtree's own row.
SELECT organisation.id, organisation.kind, organisation.name, organisation.path,
       parent.name AS parent_name
FROM organisation LEFT JOIN organisation AS parent ON parent.id = organisation.parent_id
WHERE substr(organisation.path, 1, length(:path)) = :path AND organisation.active = 1
  AND (organisation.path = :path
       OR lower(organisation.name) LIKE :said OR lower(organisation.name) LIKE '_' || :said
       OR lower(organisation.name) LIKE :typed OR lower(organisation.name) LIKE '_' || :typed)
ORDER BY length(organisation.path), organisation.path;

-- name: under
SELECT organisation.id, organisation.kind, organisation.name, organisation.path,
       parent.name AS parent_name
FROM organisation LEFT JOIN organisation AS parent ON parent.id = organisation.parent_id
WHERE organisation.parent_id = :id AND organisation.active = 1
ORDER BY organisation.path;

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
