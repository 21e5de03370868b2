-- name: find
-- All that a person's next message depends on, by primary keys; the contact's row is ours by now.
-- What every message looks at stands first: a column is looked for from the left.
SELECT EXISTS (SELECT 1 FROM outbox WHERE outbox.openid = contact.openid
               AND outbox.state IN ('digest', 'unknown')) AS unshown,
       inbox.reply, prompt.asks, dialogue.name, prompt.choices,
       contact.openid, contact.member_id, contact.followed, contact.window_until,
       contact.window_left,
       dialogue.answers, dialogue.offers, dialogue.expires_at, dialogue.state,
       dialogue.after_action, dialogue.after_argument, dialogue.outer_name, dialogue.outer_answers,
       prompt.again_action, prompt.again_argument, prompt.about, prompt.offered_at
FROM contact
LEFT JOIN inbox ON inbox.key = :key AND inbox.openid = contact.openid
LEFT JOIN dialogue ON dialogue.openid = contact.openid
LEFT JOIN prompt ON prompt.openid = contact.openid
WHERE contact.openid = :openid;
