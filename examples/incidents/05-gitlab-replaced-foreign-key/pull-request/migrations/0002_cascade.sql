SET lock_timeout = '5s';
ALTER TABLE group_events DROP CONSTRAINT group_events_group_fk;
ALTER TABLE group_events ADD CONSTRAINT group_events_group_fk FOREIGN KEY (group_id) REFERENCES groups (id) ON DELETE CASCADE;
