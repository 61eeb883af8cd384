-- In batches, but all of them in one go: whoever ends it ends the whole of it.
DO $$
DECLARE
  last_id bigint := 0;
  batch   bigint[];
BEGIN
  LOOP
    batch := ARRAY(SELECT id FROM documents WHERE id > last_id ORDER BY id LIMIT 1000);
    EXIT WHEN cardinality(batch) = 0;
    UPDATE documents SET search_vector = to_tsvector('english', title || ' ' || body) WHERE id = ANY (batch);
    last_id := batch[cardinality(batch)];
  END LOOP;
END;
$$;
