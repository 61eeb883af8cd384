-- The new index first, so that no query is ever without one.
CREATE INDEX CONCURRENTLY routes_lower_path_pattern ON routes (lower(path) text_pattern_ops);
CREATE INDEX CONCURRENTLY routes_lower_path_new ON routes (lower(path));
DROP INDEX CONCURRENTLY routes_lower_path;
