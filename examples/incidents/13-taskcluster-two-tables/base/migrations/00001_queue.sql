-- +goose Up
CREATE TABLE tasks (
  id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  state text NOT NULL
);
CREATE TABLE workers (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  pool    text NOT NULL,
  seen_at timestamptz
);

-- +goose Down
DROP TABLE workers;
DROP TABLE tasks;
