SET lock_timeout = '2s';
UPDATE events SET created_by = 'system' WHERE created_by IS NULL;
RESET lock_timeout;
ALTER TABLE events ADD CONSTRAINT events_created_by CHECK (created_by IS NOT NULL) NOT VALID;
ALTER TABLE events VALIDATE CONSTRAINT events_created_by;
ALTER TABLE events ALTER COLUMN created_by SET NOT NULL;
ALTER TABLE events DROP CONSTRAINT events_created_by;
