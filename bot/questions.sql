-- name: line_up
-- Numbers are the next free ones: the committee's row is taken by one host after the other.
UPDATE organisation SET active = organisation.active WHERE kind = 'committee';

-- name: put
INSERT INTO question (id, openid, text, asked_at, state, organisation_id, topic, number)
VALUES (:id, :openid, :text, :now, 'open', :organisation_id, :topic,
        (SELECT coalesce(max(taken.number), 0) + 1 FROM question AS taken));

-- name: same
SELECT id, topic FROM question WHERE openid = :openid AND text = :text AND state = 'open';

-- name: open_of
SELECT count(*) FROM question WHERE openid = :openid AND state = 'open';

-- name: count_of
SELECT count(*) FROM question WHERE openid = :openid;

-- name: of
SELECT text, answer, asked_at, state FROM question WHERE openid = :openid ORDER BY id;

-- name: open_at
SELECT count(*) FROM question WHERE organisation_id = :organisation_id AND state = 'open';

-- name: open_below
-- What waits for an answer within a subtree, oldest first.
SELECT question.number, question.text, question.topic, question.asked_at,
       count(*) OVER () AS total
FROM question JOIN organisation ON organisation.id = question.organisation_id
WHERE question.state = 'open' AND substr(organisation.path, 1, length(:path)) = :path
ORDER BY question.number LIMIT :count OFFSET :skip;

-- name: numbered
SELECT question.id, question.openid, question.text, question.number, question.state,
       organisation.path, organisation.id AS organisation_id
FROM question JOIN organisation ON organisation.id = question.organisation_id
WHERE question.number = :number;

-- name: unattended
-- Some open ones that nobody acts for now: whoever did has left office since, or it sleeps.
SELECT question.id, question.organisation_id FROM question
WHERE question.state = 'open' AND question.id > :after AND NOT EXISTS (
    SELECT 1 FROM office JOIN member ON member.id = office.member_id
    WHERE office.organisation_id = question.organisation_id AND office.from_at <= :now
      AND (office.until_at IS NULL OR office.until_at > :now) AND office.asleep = 0
      AND member.left_at IS NULL)
ORDER BY question.id LIMIT :count;

-- name: hand_on
UPDATE question SET organisation_id = :organisation_id WHERE id = :id AND state = 'open';

-- name: answer
UPDATE question SET state = 'answered', answer = :answer, answered_by = :member_id, answered_at = :now
WHERE id = :id AND state = 'open';

-- name: drop_of
DELETE FROM question WHERE openid = :openid;
