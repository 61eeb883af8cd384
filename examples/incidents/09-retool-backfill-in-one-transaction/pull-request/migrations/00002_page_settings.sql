-- +goose Up
ALTER TABLE pages ADD COLUMN settings jsonb;
UPDATE pages SET settings = '{}';
ALTER TABLE pages ALTER COLUMN settings SET NOT NULL;

-- +goose Down
ALTER TABLE pages DROP COLUMN settings;
