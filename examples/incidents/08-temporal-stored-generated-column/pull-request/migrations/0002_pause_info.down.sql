DROP INDEX executions_visibility_pause_info;
ALTER TABLE executions_visibility DROP COLUMN owner_info;
ALTER TABLE executions_visibility DROP COLUMN pause_info;
