-- +goose Up
CREATE TABLE pages (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name     text NOT NULL,
  template text NOT NULL
);

-- +goose Down
DROP TABLE pages;
