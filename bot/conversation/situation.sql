-- name: find
-- All that most next messages of a person depend on, by primary keys; the contact's row is ours by
-- now. (Every column has its price, so what hardly anybody has, an open dialogue, is only told of.)
SELECT contact.openid, contact.member_id, contact.followed, contact.window_until, contact.window_left,
       inbox.reply, dialogue.openid IS NOT NULL AS talking,
       prompt.choices, prompt.again_action, prompt.again_argument, prompt.about, prompt.asks,
       prompt.offered_at,
       -- One list of these states would be made into a table first, each time.
       (EXISTS (SELECT 1 FROM outbox WHERE outbox.openid = contact.openid AND outbox.state = 'digest')
        OR EXISTS (SELECT 1 FROM outbox WHERE outbox.openid = contact.openid AND outbox.state = 'unknown')
        OR EXISTS (SELECT 1 FROM outbox WHERE outbox.openid = contact.openid AND outbox.state = 'waiting')
       ) AS unshown
FROM contact
LEFT JOIN inbox ON inbox.key = :key AND inbox.openid = contact.openid
LEFT JOIN dialogue ON dialogue.openid = contact.openid
LEFT JOIN prompt ON prompt.openid = contact.openid
WHERE contact.openid = :openid;
