import { columnsCte, mineCte } from './mine.ts';

/** What tables are made of, and what stands on them. An index of an existing table is built and dropped concurrently. */
export const tableParts = `
  WITH ${mineCte}, ${columnsCte},
  keys AS (
    SELECT k.oid, k.contype, k.convalidated, m.oid AS rel, m.name AS tbl, quote_ident(k.conname) AS own, k.confrelid,
           k.coninhcount > 0 OR k.conparentid <> 0 AS given,
           pg_get_constraintdef(k.oid) AS def, pg_get_indexdef(k.conindid) AS built,
           m.relkind = 'p' OR coalesce((to_jsonb(k)->>'conperiod')::bool, false) AS whole,
           CASE WHEN k.condeferrable THEN ' DEFERRABLE' ELSE '' END
             || CASE WHEN k.condeferred THEN ' INITIALLY DEFERRED' ELSE '' END AS wait,
           ARRAY(SELECT 'c:' || m.oid || '.' || num FROM unnest(k.conkey) num) AS columns
      FROM pg_constraint k JOIN mine m ON m.oid = k.conrelid
     WHERE k.contype IN ('p', 'u', 'x', 'c', 'f')),
  indexes AS (
    SELECT i.indexrelid AS oid, m.oid AS rel, quote_ident(x.relname) AS own, pg_get_indexdef(i.indexrelid) AS def, i.indisvalid,
           m.schema || '.' || quote_ident(x.relname) AS name, CASE m.relkind WHEN 'p' THEN '' ELSE ' CONCURRENTLY' END AS how,
           x.relispartition AS given
      FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN mine m ON m.oid = i.indrelid
     WHERE NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')))
  SELECT 'column' AS kind, 'c:' || rel || '.' || num AS id, 'r:' || rel AS on, own, name || '.' || own AS name,
         type || CASE WHEN attgenerated <> '' THEN what ELSE '' END AS same,
         ARRAY[format('ALTER TABLE %s ADD COLUMN %s %s', name, own, what) || CASE WHEN filled THEN present ELSE '' END] AS make,
         format('ALTER TABLE %s DROP COLUMN %s', name, own) AS remove,
         jsonb_strip_nulls(jsonb_build_object('given', inherited, 'rename', format('ALTER TABLE %s RENAME COLUMN %s TO ', name, own),
           'holds', CASE WHEN attgenerated = '' THEN 'values' END,
           'mend', CASE WHEN attgenerated = '' THEN ARRAY[retyped.head || format('USING %s::%s', own, plain) || retyped.tail] END,
           'otherwise', CASE WHEN attgenerated = '' THEN ARRAY[retyped.head || format('USING %s::text::%s', own, plain) || retyped.tail] END)) AS more
    FROM cols CROSS JOIN LATERAL (
      SELECT regexp_replace(type, ' COLLATE .*', '') AS plain,
             CASE WHEN attgenerated = '' AND value IS NOT NULL THEN format('ALTER TABLE %s ALTER COLUMN %s DROP DEFAULT, ALTER COLUMN %s TYPE %s ', name, own, own, type)
                  ELSE format('ALTER TABLE %s ALTER COLUMN %s TYPE %s ', name, own, type) END AS head,
             CASE WHEN attgenerated = '' AND value IS NOT NULL THEN format(', ALTER COLUMN %s SET DEFAULT %s', own, value) ELSE '' END AS tail) retyped
  UNION ALL
  SELECT 'default', 'd:' || rel || '.' || num, 'c:' || rel || '.' || num, own, name || '.' || own, value,
         ARRAY[format('ALTER TABLE %s ALTER COLUMN %s SET DEFAULT %s', name, own, value)],
         format('ALTER TABLE %s ALTER COLUMN %s DROP DEFAULT', name, own),
         jsonb_build_object('given', inherited, 'mend', ARRAY[format('ALTER TABLE %s ALTER COLUMN %s SET DEFAULT %s', name, own, value)])
    FROM cols WHERE value IS NOT NULL AND attgenerated = ''
  UNION ALL
  SELECT 'identity', 'i:' || rel || '.' || num, 'c:' || rel || '.' || num, own, name || '.' || own, kind,
         ARRAY[format('ALTER TABLE %s ALTER COLUMN %s ADD GENERATED %s AS IDENTITY', name, own, kind)],
         format('ALTER TABLE %s ALTER COLUMN %s DROP IDENTITY', name, own),
         jsonb_build_object('given', inherited, 'mend', ARRAY[format('ALTER TABLE %s ALTER COLUMN %s SET GENERATED %s', name, own, kind)])
    FROM cols CROSS JOIN LATERAL (SELECT CASE attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END AS kind) k
   WHERE attidentity <> ''
  UNION ALL
  SELECT 'not-null', 'nn:' || rel || '.' || num, 'c:' || rel || '.' || num, own, name || '.' || own, '',
         ARRAY[format('ALTER TABLE %s ADD CONSTRAINT %I CHECK (%s IS NOT NULL) NOT VALID', name, proof, own),
               format('ALTER TABLE %s VALIDATE CONSTRAINT %I', name, proof),
               format('ALTER TABLE %s ALTER COLUMN %s SET NOT NULL', name, own),
               format('ALTER TABLE %s DROP CONSTRAINT %I', name, proof)],
         format('ALTER TABLE %s ALTER COLUMN %s DROP NOT NULL', name, own),
         jsonb_build_object('given', inherited, 'needs', ARRAY['c:' || rel || '.' || num])
    FROM cols CROSS JOIN LATERAL (SELECT left(trim(both '"' from own), 50) || '_is_there' AS proof) p
   WHERE attnotnull AND attidentity = ''
  UNION ALL
  SELECT CASE contype WHEN 'c' THEN 'check' WHEN 'f' THEN 'foreign-key' ELSE 'key' END, 'k:' || oid, 'r:' || rel, own, tbl || '.' || own,
         def, CASE WHEN contype IN ('p', 'u') AND NOT whole THEN
           ARRAY[regexp_replace(built, '^CREATE UNIQUE INDEX', 'CREATE UNIQUE INDEX CONCURRENTLY'),
                 format('ALTER TABLE %s ADD CONSTRAINT %s %s USING INDEX %s%s', tbl, own,
                        CASE contype WHEN 'p' THEN 'PRIMARY KEY' ELSE 'UNIQUE' END, own, wait)]
         WHEN contype IN ('c', 'f') AND convalidated AND NOT whole THEN
           ARRAY[format('ALTER TABLE %s ADD CONSTRAINT %s %s NOT VALID', tbl, own, def), format('ALTER TABLE %s VALIDATE CONSTRAINT %s', tbl, own)]
         ELSE ARRAY[format('ALTER TABLE %s ADD CONSTRAINT %s %s', tbl, own, def)] END,
         format('ALTER TABLE %s DROP CONSTRAINT %s', tbl, own),
         jsonb_build_object('rename', format('ALTER TABLE %s RENAME CONSTRAINT %s TO ', tbl, own), 'uses', ARRAY['r:' || confrelid],
           'needs', CASE contype WHEN 'p' THEN columns ELSE '{}' END, 'given', given)
    FROM keys
  UNION ALL
  SELECT 'index', 'x:' || oid, 'r:' || rel, own, name, def || CASE WHEN indisvalid THEN '' ELSE ' invalid' END,
         ARRAY[regexp_replace(def, '^CREATE( UNIQUE)? INDEX', 'CREATE\\1 INDEX' || how)], format('DROP INDEX%s %s', how, name),
         jsonb_build_object('rename', format('ALTER INDEX %s RENAME TO ', name), 'given', given)
    FROM indexes
  UNION ALL
  SELECT 'option', 'o:' || oid || ':' || option, 'r:' || oid, option, name || '.' || option, value,
         ARRAY[format('ALTER TABLE %s SET (%s = %L)', name, option, value)], format('ALTER TABLE %s RESET (%s)', name, option),
         jsonb_build_object('mend', ARRAY[format('ALTER TABLE %s SET (%s = %L)', name, option, value)])
    FROM mine CROSS JOIN LATERAL (SELECT split_part(o, '=', 1) AS option, substr(o, strpos(o, '=') + 1) AS value FROM unnest(reloptions) o) o
   WHERE relkind IN ('r', 'p')
  UNION ALL
  SELECT 'unlogged', 'u:' || oid, 'r:' || oid, own, name, '', ARRAY[format('ALTER TABLE %s SET UNLOGGED', name)],
         format('ALTER TABLE %s SET LOGGED', name), NULL FROM mine WHERE relkind = 'r' AND relpersistence = 'u'
  UNION ALL
  SELECT 'row-security', 'rs:' || oid, 'r:' || oid, own, name, '', ARRAY[format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', name)],
         format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', name), NULL FROM mine WHERE relrowsecurity
  UNION ALL
  SELECT 'row-security', 'rf:' || oid, 'r:' || oid, own, name || ' forced', '', ARRAY[format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', name)],
         format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', name), NULL FROM mine WHERE relforcerowsecurity
  UNION ALL
  SELECT 'partition', 'pt:' || m.oid, 'r:' || m.oid, m.own, m.name, p.name || ' ' || m.bound,
         ARRAY[format('ALTER TABLE %s ATTACH PARTITION %s %s', p.name, m.name, m.bound)],
         format('ALTER TABLE %s DETACH PARTITION %s', p.name, m.name), NULL
    FROM mine m JOIN mine p ON p.oid = m.inhparent WHERE m.relispartition
  UNION ALL
  SELECT 'trigger', 't:' || g.oid, 'r:' || m.oid, quote_ident(g.tgname), m.name || '.' || quote_ident(g.tgname), pg_get_triggerdef(g.oid),
         ARRAY[pg_get_triggerdef(g.oid)], format('DROP TRIGGER %I ON %s', g.tgname, m.name),
         jsonb_build_object('rename', format('ALTER TRIGGER %I ON %s RENAME TO ', g.tgname, m.name), 'given', g.tgparentid <> 0)
    FROM pg_trigger g JOIN mine m ON m.oid = g.tgrelid WHERE NOT g.tgisinternal
  UNION ALL
  SELECT 'trigger-state', 'ts:' || g.oid, 't:' || g.oid, quote_ident(g.tgname), m.name || '.' || quote_ident(g.tgname), g.tgenabled::text,
         ARRAY[format('ALTER TABLE %s %s TRIGGER %I', m.name, CASE g.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, g.tgname)],
         format('ALTER TABLE %s ENABLE TRIGGER %I', m.name, g.tgname), NULL
    FROM pg_trigger g JOIN mine m ON m.oid = g.tgrelid WHERE NOT g.tgisinternal AND g.tgenabled <> 'O'
  UNION ALL
  SELECT 'policy', 'p:' || p.oid, 'r:' || m.oid, quote_ident(p.polname), m.name || '.' || quote_ident(p.polname), how,
         ARRAY[format('CREATE POLICY %I ON %s', p.polname, m.name) || how], format('DROP POLICY %I ON %s', p.polname, m.name),
         jsonb_build_object('rename', format('ALTER POLICY %I ON %s RENAME TO ', p.polname, m.name))
    FROM pg_policy p JOIN mine m ON m.oid = p.polrelid CROSS JOIN LATERAL (
      SELECT CASE WHEN p.polpermissive THEN '' ELSE ' AS RESTRICTIVE' END
             || CASE p.polcmd WHEN 'r' THEN ' FOR SELECT' WHEN 'a' THEN ' FOR INSERT' WHEN 'w' THEN ' FOR UPDATE' WHEN 'd' THEN ' FOR DELETE' ELSE '' END
             || ' TO ' || (SELECT string_agg(CASE role WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(role)) END, ', ' ORDER BY role) FROM unnest(p.polroles) role)
             || coalesce(' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', '')
             || coalesce(' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', '') AS how) h
  UNION ALL
  SELECT 'rule', 'w:' || w.oid, 'r:' || m.oid, quote_ident(w.rulename), m.name || '.' || quote_ident(w.rulename), pg_get_ruledef(w.oid),
         ARRAY[rtrim(pg_get_ruledef(w.oid), ';')], format('DROP RULE %I ON %s', w.rulename, m.name), NULL
    FROM pg_rewrite w JOIN mine m ON m.oid = w.ev_class WHERE w.rulename <> '_RETURN'
  UNION ALL
  SELECT 'statistics', 'st:' || s.oid, 'r:' || m.oid, quote_ident(s.stxname), format('%I.%I', s.stxnamespace::regnamespace::text, s.stxname),
         pg_get_statisticsobjdef(s.oid), ARRAY[pg_get_statisticsobjdef(s.oid)],
         format('DROP STATISTICS %s.%I', s.stxnamespace::regnamespace, s.stxname), NULL
    FROM pg_statistic_ext s JOIN mine m ON m.oid = s.stxrelid
  UNION ALL
  SELECT 'comment', 'cm:' || m.oid || '.' || d.objsubid, coalesce('c:' || c.rel || '.' || c.num, 'r:' || m.oid), m.own, coalesce(c.name || '.' || c.own, m.name),
         d.description, ARRAY[format('COMMENT ON %s IS %L', target, d.description)], format('COMMENT ON %s IS NULL', target),
         jsonb_build_object('mend', ARRAY[format('COMMENT ON %s IS %L', target, d.description)])
    FROM pg_description d JOIN mine m ON m.oid = d.objoid AND d.classoid = 'pg_class'::regclass
    LEFT JOIN cols c ON c.rel = m.oid AND c.num = d.objsubid
    CROSS JOIN LATERAL (SELECT CASE WHEN d.objsubid > 0 THEN format('COLUMN %s.%s', c.name, c.own)
      ELSE CASE m.relkind WHEN 'v' THEN 'VIEW ' WHEN 'm' THEN 'MATERIALIZED VIEW ' WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END || m.name END AS target) w
   WHERE d.objsubid = 0 OR c.num IS NOT NULL
  UNION ALL
  SELECT 'privilege', 'g:' || m.oid || ':' || g.grantee || ':' || g.privilege_type, 'r:' || m.oid, m.own,
         format('%s %s %s', m.name, who, g.privilege_type), g.is_grantable::text,
         ARRAY[format('GRANT %s ON %s%s TO %s%s', g.privilege_type, what, m.name, who, CASE WHEN g.is_grantable AND g.grantee <> m.relowner THEN ' WITH GRANT OPTION' ELSE '' END)],
         format('REVOKE %s ON %s%s FROM %s', g.privilege_type, what, m.name, who), NULL
    FROM mine m CROSS JOIN LATERAL aclexplode(coalesce(m.relacl, acldefault(CASE m.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", m.relowner))) g
    CROSS JOIN LATERAL (SELECT CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END AS who,
                               CASE m.relkind WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END AS what) w`;
