-- name: put_question
INSERT INTO question (id, openid, text, asked_at, state) VALUES (:id, :openid, :text, :now, 'open');

-- name: same_question
SELECT id FROM question WHERE openid = :openid AND text = :text AND state = 'open';

-- name: count_questions
SELECT count(*) FROM question WHERE openid = :openid;

-- name: drop_questions
DELETE FROM question WHERE openid = :openid;
