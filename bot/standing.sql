-- name: find
-- All that a person's next message depends on, by primary keys; the contact's row is ours by now.
SELECT inbox.reply,
       dialogue.name, dialogue.answers, dialogue.offers, dialogue.expires_at, dialogue.state,
       dialogue.after_action, dialogue.after_argument, dialogue.outer_name, dialogue.outer_answers,
       prompt.choices, prompt.again_action, prompt.again_argument, prompt.about, prompt.offered_at
FROM contact
LEFT JOIN inbox ON inbox.openid = contact.openid AND inbox.key = :key
LEFT JOIN dialogue ON dialogue.openid = contact.openid
LEFT JOIN prompt ON prompt.openid = contact.openid
WHERE contact.openid = :openid;
