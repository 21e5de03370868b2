-- name: find
-- All that a person's next message depends on, by primary keys; the contact's row is ours by now.
SELECT contact.openid, contact.member_id, contact.followed, contact.window_until,
       contact.window_left, inbox.reply,
       dialogue.name, dialogue.answers, dialogue.offers, dialogue.expires_at, dialogue.state,
       dialogue.after_action, dialogue.after_argument, dialogue.outer_name, dialogue.outer_answers,
       prompt.choices, prompt.again_action, prompt.again_argument, prompt.about, prompt.asks, prompt.offered_at,
       EXISTS (SELECT 1 FROM outbox WHERE outbox.openid = contact.openid
               AND outbox.state IN ('digest', 'unknown')) AS unshown
FROM contact
LEFT JOIN inbox ON inbox.key = :key AND inbox.openid = contact.openid
LEFT JOIN dialogue ON dialogue.openid = contact.openid
LEFT JOIN prompt ON prompt.openid = contact.openid
WHERE contact.openid = :openid;
