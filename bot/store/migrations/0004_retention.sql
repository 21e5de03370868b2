-- What the nightly sweep looks for; and one index that was missing.
CREATE INDEX inbox_by_time ON inbox (answered_at);
CREATE INDEX contact_unfollowed ON contact (unfollowed_at) WHERE unfollowed_at IS NOT NULL;
CREATE INDEX outbox_by_change ON outbox (state, changed_at);
CREATE INDEX question_by_time ON question (asked_at);
CREATE INDEX commitment_by_end ON commitment (ends_at);

-- The communities and districts among nine thousand organisations.
CREATE INDEX organisation_by_kind ON organisation (kind, name);
