-- name: reach
-- Of the subtree: members, those who follow and are confirmed, those WeChat lets us write to at
-- :at, all without who has unsubscribed. (Its parts are looked up by parent: the committee as a whole has the shorter query below.)
WITH RECURSIVE below (id) AS (
    SELECT organisation.id FROM organisation WHERE organisation.id = :organisation_id
    UNION ALL
    SELECT organisation.id FROM organisation JOIN below ON organisation.parent_id = below.id
)
SELECT count(*) AS members, count(contact.openid) AS confirmed,
       coalesce(sum(CASE WHEN contact.window_until > :at AND contact.window_left > 0 THEN 1 ELSE 0 END), 0)
           AS open
FROM below
JOIN member ON member.branch_id = below.id
LEFT JOIN contact ON contact.member_id = member.id AND contact.followed = 1
WHERE member.left_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM unsubscription
    WHERE unsubscription.openid = contact.openid AND unsubscription.room = 'notices');

-- name: reach_everybody
-- The same of the whole roster: two scans instead of a search per member, a tenth of the time.
SELECT (SELECT count(*) FROM member WHERE member.left_at IS NULL)
       - (SELECT count(*) FROM unsubscription
          JOIN contact AS silent ON silent.openid = unsubscription.openid AND silent.followed = 1
          JOIN member ON member.id = silent.member_id AND member.left_at IS NULL
          WHERE unsubscription.room = 'notices') AS members,
       count(*) AS confirmed,
       coalesce(sum(CASE WHEN contact.window_until > :at AND contact.window_left > 0 THEN 1 ELSE 0 END), 0)
           AS open
FROM contact
WHERE contact.followed = 1 AND contact.member_id IS NOT NULL
  AND contact.member_id NOT IN (SELECT member.id FROM member WHERE member.left_at IS NOT NULL)
  AND contact.openid NOT IN (SELECT openid FROM unsubscription WHERE room = 'notices');

-- name: put
INSERT INTO notice (id, number, member_id, from_id, organisation_id, text, code, send_at, state)
VALUES (:id, :number, :member_id, :from_id, :organisation_id, :text, :code, :send_at, 'waiting');

-- name: last_number
SELECT coalesce(max(number), 0) FROM notice WHERE member_id = :member_id;

-- name: get
SELECT notice.*, organisation.kind, organisation.name, organisation.path,
       parent.name AS parent_name
FROM notice
JOIN organisation ON organisation.id = notice.organisation_id
LEFT JOIN organisation AS parent ON parent.id = organisation.parent_id
WHERE notice.id = :id;

-- name: numbered
SELECT id FROM notice WHERE member_id = :member_id AND number = :number;

-- name: mine
-- One page of what one sender sent, newest first.
SELECT id FROM notice WHERE member_id = :member_id
ORDER BY number DESC LIMIT :count OFFSET :skip;

-- name: sent_already
-- The same text to the same organisation, not long ago or still to go out; with a receipt the text has a line more.
SELECT id FROM notice
WHERE organisation_id = :organisation_id AND send_at > :since AND state <> 'withdrawn'
  AND substr(text, 1, length(:text)) = :text
  AND (length(text) = length(:text) OR code <> '')
LIMIT 1;

-- name: of_others
-- What others sent in the name of this organisation or one below it, and could still be called back.
SELECT notice.id, notice.send_at, member.name AS sender FROM notice
JOIN organisation ON organisation.id = notice.from_id
JOIN member ON member.id = notice.member_id
WHERE substr(organisation.path, 1, length(:path)) = :path AND notice.member_id <> :member_id
  AND notice.state <> 'withdrawn' AND notice.send_at > :since
ORDER BY notice.send_at DESC, notice.id LIMIT :count;

-- name: look_until
-- The roster is looked through in slices, by id.
SELECT max(looked.id) AS until FROM
    (SELECT member.id FROM member WHERE member.id > :reached ORDER BY member.id LIMIT :count) AS looked;

-- name: next_of_many
-- Who is to be told among those looked at.
SELECT contact.openid, contact.member_id, contact.followed, contact.window_until, contact.window_left
FROM member
JOIN organisation ON organisation.id = member.branch_id
JOIN contact ON contact.member_id = member.id
WHERE member.id > :reached AND member.id <= :until AND member.left_at IS NULL
  AND substr(organisation.path, 1, length(:path)) = :path AND contact.followed = 1
  AND contact.openid NOT IN (SELECT openid FROM unsubscription WHERE room = 'notices')
ORDER BY member.id LIMIT :count;

-- name: next_of_few
-- Who is to be told of a small subtree, without looking through the whole roster. (CROSS JOIN:
-- SQLite keeps this order; left to itself it walks the roster to save the sorting.)
WITH RECURSIVE below (id) AS (
    SELECT organisation.id FROM organisation WHERE organisation.id = :organisation_id
    UNION ALL
    SELECT organisation.id FROM organisation JOIN below ON organisation.parent_id = below.id
)
SELECT contact.openid, contact.member_id, contact.followed, contact.window_until, contact.window_left
FROM below CROSS JOIN member CROSS JOIN contact
WHERE member.branch_id = below.id AND contact.member_id = member.id
  AND member.id > :reached AND member.left_at IS NULL AND contact.followed = 1
  AND contact.openid NOT IN (SELECT openid FROM unsubscription WHERE room = 'notices')
ORDER BY member.id LIMIT :count;

-- name: advance
UPDATE notice SET reached = :reached, recipients = notice.recipients + :count, state = :state
WHERE id = :id;

-- name: withdraw
-- False when somebody has already done so.
UPDATE notice SET state = 'withdrawn' WHERE id = :id AND state <> 'withdrawn';

-- name: count_called_back
UPDATE notice SET called_back = notice.called_back + :count WHERE id = :id;

-- name: meant
-- The newest notice with this code that went to this person.
SELECT notice.id FROM notice
JOIN outbox ON outbox.openid = :openid AND outbox.about = 'notices:' || notice.id
WHERE notice.code = :code
ORDER BY notice.send_at DESC LIMIT 1;

-- name: open_receipts
-- What this person was lately asked to confirm and has not.
SELECT notice.id FROM outbox
JOIN notice ON notice.id = substr(outbox.about, 9)
WHERE outbox.openid = :openid AND outbox.about LIKE 'notices:%'
  AND outbox.state IN ('sent', 'shown', 'unknown')
  AND notice.code <> '' AND notice.state <> 'withdrawn' AND notice.send_at > :since
  AND NOT EXISTS (
      SELECT 1 FROM receipt WHERE receipt.notice_id = notice.id AND receipt.member_id = :member_id)
ORDER BY notice.send_at DESC LIMIT 2;

-- name: put_receipt
-- Once per member; where they belong is what it counts for from then on.
INSERT INTO receipt (id, notice_id, member_id, branch_id, at)
SELECT CAST(:id AS TEXT), CAST(:notice_id AS TEXT), member.id, member.branch_id, CAST(:now AS BIGINT)
FROM member WHERE member.id = :member_id
ON CONFLICT (notice_id, member_id) DO NOTHING;

-- name: count_receipts
SELECT count(*) FROM receipt WHERE notice_id = :notice_id;

-- name: receipts_below
-- One page of what is directly below a notice's organisation: members and receipts.
WITH RECURSIVE below (id, top) AS (
    SELECT page.id, page.id FROM
        (SELECT organisation.id FROM organisation
         WHERE organisation.parent_id = :organisation_id AND organisation.active = 1
         ORDER BY organisation.kind DESC, organisation.name, organisation.id
         LIMIT :count OFFSET :skip) AS page
    UNION ALL
    SELECT organisation.id, below.top
    FROM organisation JOIN below ON organisation.parent_id = below.id
)
SELECT organisation.id, organisation.name,
       sum((SELECT count(*) FROM member WHERE member.branch_id = below.id AND member.left_at IS NULL))
           AS members,
       sum((SELECT count(*) FROM receipt
            WHERE receipt.notice_id = :notice_id AND receipt.branch_id = below.id)) AS receipts
FROM below JOIN organisation ON organisation.id = below.top
GROUP BY organisation.id, organisation.name, organisation.kind
ORDER BY organisation.kind DESC, organisation.name, organisation.id;

-- name: receipts_of
SELECT receipt.at FROM receipt WHERE receipt.member_id = :member_id ORDER BY receipt.at;

-- name: forget_member
UPDATE receipt SET member_id = NULL WHERE member_id = :member_id;

-- name: lately_received
-- What others lately sent to this person, newest first.
SELECT notice.id FROM outbox
JOIN notice ON notice.id = substr(outbox.about, 9)
WHERE outbox.openid = :openid AND outbox.about LIKE 'notices:%'
  AND outbox.state IN ('sent', 'shown', 'unknown')
  AND notice.state <> 'withdrawn' AND notice.send_at > :since AND notice.member_id <> :member_id
ORDER BY notice.send_at DESC, notice.id DESC LIMIT :count;

-- name: who_answers
SELECT member.name, organisation.name AS branch FROM member
JOIN organisation ON organisation.id = member.branch_id
WHERE member.id = :member_id;

-- name: count_answers
SELECT count(*) FROM audit
WHERE audit.actor = :member_id AND audit.action = :action AND audit.at > :since;
