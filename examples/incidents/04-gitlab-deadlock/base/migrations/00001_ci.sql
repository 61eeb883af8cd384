-- +goose Up
CREATE TABLE ci_stages (
  id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL
);
CREATE TABLE ci_builds (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  stage_id bigint,
  name     text NOT NULL,
  status   text NOT NULL DEFAULT 'created'
);

-- +goose Down
DROP TABLE ci_builds;
DROP TABLE ci_stages;
