CREATE EXTENSION IF NOT EXISTS btree_gin;

CREATE TABLE executions_visibility (
  namespace_id      char(64) NOT NULL,
  run_id            char(64) NOT NULL,
  start_time        timestamptz NOT NULL DEFAULT now(),
  search_attributes jsonb,
  PRIMARY KEY (namespace_id, run_id)
);

CREATE INDEX executions_visibility_start_time ON executions_visibility (namespace_id, start_time);
