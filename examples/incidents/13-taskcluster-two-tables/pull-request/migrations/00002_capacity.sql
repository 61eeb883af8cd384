-- +goose Up
ALTER TABLE tasks ADD COLUMN capacity integer;
ALTER TABLE workers ADD COLUMN capacity integer;

-- +goose Down
ALTER TABLE workers DROP COLUMN capacity;
ALTER TABLE tasks DROP COLUMN capacity;
