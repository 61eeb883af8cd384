-- +goose Up
SET LOCAL lock_timeout = '10s';
ALTER TABLE ci_builds ADD CONSTRAINT ci_builds_stage_fk FOREIGN KEY (stage_id) REFERENCES ci_stages (id) NOT VALID;

-- +goose Down
SET LOCAL lock_timeout = '10s';
ALTER TABLE ci_builds DROP CONSTRAINT ci_builds_stage_fk;
