CREATE TABLE groups (
  id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL
);
CREATE TABLE group_events (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  group_id bigint NOT NULL CONSTRAINT group_events_group_fk REFERENCES groups (id),
  kind     text NOT NULL
);
