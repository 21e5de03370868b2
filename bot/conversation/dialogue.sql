-- name: find
SELECT name, answers, offers, expires_at, state, after_action, after_argument, outer_name, outer_answers, trail
FROM dialogue WHERE openid = :openid;

-- name: put
INSERT INTO dialogue (openid, name, answers, offers, expires_at, state,
                      after_action, after_argument, outer_name, outer_answers, trail)
VALUES (:openid, :name, :answers, :offers, :expires_at, :state,
        :after_action, :after_argument, :outer_name, :outer_answers, :trail)
ON CONFLICT (openid) DO UPDATE SET
    name = excluded.name, answers = excluded.answers, offers = excluded.offers,
    expires_at = excluded.expires_at, state = excluded.state,
    after_action = excluded.after_action, after_argument = excluded.after_argument,
    outer_name = excluded.outer_name, outer_answers = excluded.outer_answers, trail = excluded.trail;

-- name: park
UPDATE dialogue SET state = 'parked' WHERE openid = :openid;

-- name: drop
DELETE FROM dialogue WHERE openid = :openid;
