CREATE TABLE manta (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key      text NOT NULL UNIQUE,
  value    jsonb NOT NULL DEFAULT '{}',
  modified timestamptz NOT NULL DEFAULT now()
);

CREATE FUNCTION count_directories() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RETURN NULL;
END;
$$;

CREATE TRIGGER count_directories AFTER INSERT OR DELETE ON manta FOR EACH ROW EXECUTE FUNCTION count_directories();
