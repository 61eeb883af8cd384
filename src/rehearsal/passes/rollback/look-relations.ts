import { columnsCte, mineCte } from './mine.ts';

/** Tables, sequences and views. */
export const relationParts = `
  WITH ${mineCte}, ${columnsCte},
  owners AS (
    SELECT d.objid AS seq, 'c:' || d.refobjid || '.' || d.refobjsubid AS id, c.name || '.' || c.own AS name
      FROM pg_depend d JOIN cols c ON c.rel = d.refobjid AND c.num = d.refobjsubid
     WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'a'),
  sequences AS (
    SELECT m.*, format('AS %s INCREMENT BY %s MINVALUE %s MAXVALUE %s START WITH %s CACHE %s %s', s.seqtypid::regtype,
             s.seqincrement, s.seqmin, s.seqmax, s.seqstart, s.seqcache, CASE WHEN s.seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END) AS how
      FROM mine m JOIN pg_sequence s ON s.seqrelid = m.oid
     WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = m.oid AND d.classid = 'pg_class'::regclass AND d.deptype = 'i')),
  views AS (
    SELECT m.*, CASE relkind WHEN 'v' THEN 'VIEW' ELSE 'MATERIALIZED VIEW' END AS what,
           coalesce(' WITH (' || array_to_string(reloptions, ', ') || ')', '') AS options,
           rtrim(pg_get_viewdef(oid), ';') AS query,
           ARRAY(SELECT DISTINCT used FROM pg_rewrite w JOIN pg_depend d ON d.objid = w.oid
                   CROSS JOIN LATERAL (VALUES ('r:' || d.refobjid), ('c:' || d.refobjid || '.' || d.refobjsubid)) u(used)
                  WHERE w.ev_class = m.oid AND d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
                    AND d.refobjid <> m.oid) AS uses
      FROM mine m WHERE relkind IN ('v', 'm'))
  SELECT 'table' AS kind, 'r:' || oid AS id, NULL AS on, own, name, coalesce(pg_get_partkeydef(oid), '') AS same,
         ARRAY[format(E'CREATE %sTABLE %s ', CASE relpersistence WHEN 'u' THEN 'UNLOGGED ' ELSE '' END, name)
           || CASE WHEN relispartition THEN format('PARTITION OF %s %s', (SELECT p.name FROM mine p WHERE p.oid = mine.inhparent), bound)
              ELSE '(' || coalesce((SELECT string_agg(E'\\n  ' || c.own || ' ' || c.what || c.present, ',' ORDER BY num)
                                      FROM cols c WHERE c.rel = mine.oid), '') || E'\\n)' END
           || CASE relkind WHEN 'p' THEN ' PARTITION BY ' || pg_get_partkeydef(oid) ELSE '' END] AS make,
         format('DROP TABLE %s', name) AS remove,
         jsonb_build_object('rename', format('ALTER TABLE %s RENAME TO ', name), 'holds', 'rows',
           'move', format('ALTER TABLE %s SET SCHEMA ', name), 'schema', schema) AS more
    FROM mine WHERE relkind IN ('r', 'p')
  UNION ALL
  SELECT 'sequence', 'r:' || oid, NULL, own, name, how,
         ARRAY[format('CREATE SEQUENCE %s %s', name, how)], format('DROP SEQUENCE %s', name),
         jsonb_strip_nulls(jsonb_build_object('mend', ARRAY[format('ALTER SEQUENCE %s %s', name, how)],
           'rename', format('ALTER SEQUENCE %s RENAME TO ', name),
           'move', CASE WHEN NOT EXISTS (SELECT FROM owners WHERE seq = oid) THEN format('ALTER SEQUENCE %s SET SCHEMA ', name) END,
           'schema', schema, 'owner', (SELECT id FROM owners WHERE seq = oid)))
    FROM sequences
  UNION ALL
  SELECT 'owned-sequence', 'so:' || s.oid, o.id, s.own, s.name, o.name,
         ARRAY[format('ALTER SEQUENCE %s OWNED BY %s', s.name, o.name)],
         format('ALTER SEQUENCE %s OWNED BY NONE', s.name),
         jsonb_build_object('mend', ARRAY[format('ALTER SEQUENCE %s OWNED BY %s', s.name, o.name)])
    FROM sequences s JOIN owners o ON o.seq = s.oid
  UNION ALL
  SELECT 'view', 'r:' || oid, NULL, own, name, name || options || query,
         ARRAY[format('CREATE %s %s%s AS%s', what, name, options, E'\\n' || query)], format('DROP %s %s', what, name),
         jsonb_build_object('rename', format('ALTER %s %s RENAME TO ', what, name),
           'move', format('ALTER %s %s SET SCHEMA ', what, name), 'schema', schema, 'uses', uses)
    FROM views`;
