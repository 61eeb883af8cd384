ALTER TABLE executions_visibility ADD COLUMN pause_info jsonb GENERATED ALWAYS AS (search_attributes -> 'PauseInfo') STORED;
ALTER TABLE executions_visibility ADD COLUMN owner_info jsonb GENERATED ALWAYS AS (search_attributes -> 'OwnerInfo') STORED;
CREATE INDEX executions_visibility_pause_info ON executions_visibility USING gin (namespace_id, pause_info jsonb_path_ops);
