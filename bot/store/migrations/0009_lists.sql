-- How many events a list has in all is counted from the index alone.
DROP INDEX event_by_time;
CREATE INDEX event_by_time ON event (starts_at, id, deadline_at, state, kind, organisation_id);
