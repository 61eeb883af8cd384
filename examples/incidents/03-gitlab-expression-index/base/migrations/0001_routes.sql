CREATE TABLE routes (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source_id bigint NOT NULL,
  path      text NOT NULL
);

CREATE INDEX routes_lower_path ON routes (lower(path));
