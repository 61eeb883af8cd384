import { noMember, userSchema } from './mine.ts';

/** Functions and procedures, and who may run them. An aggregate can be removed; its definition the server does not write. */
export const routineParts = `
  WITH routines AS (
    SELECT p.oid, p.proacl, p.proowner, quote_ident(p.proname) AS own, quote_ident(n.nspname) AS schema, p.oid::regprocedure::text AS name,
           CASE WHEN p.prokind <> 'a' THEN rtrim(pg_get_functiondef(p.oid), E'\\n') END AS text
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE ${userSchema} AND ${noMember('p.oid', 'pg_proc')})
  SELECT 'function' AS kind, 'f:' || oid AS id, NULL AS on, own, name, coalesce(text, '') AS same, ARRAY[text] AS make,
         format('DROP ROUTINE %s', name) AS remove,
         jsonb_strip_nulls(jsonb_build_object('mend', CASE WHEN text IS NOT NULL THEN ARRAY[text] END, 'rename', format('ALTER ROUTINE %s RENAME TO ', name),
           'move', format('ALTER ROUTINE %s SET SCHEMA ', name), 'schema', schema)) AS more
    FROM routines
  UNION ALL
  SELECT 'privilege', 'g:' || oid || ':' || grantee || ':' || privilege_type, 'f:' || oid, own, format('%s %s', name, who), is_grantable::text,
         ARRAY[format('GRANT EXECUTE ON ROUTINE %s TO %s', name, who)], format('REVOKE EXECUTE ON ROUTINE %s FROM %s', name, who), NULL
    FROM routines CROSS JOIN LATERAL aclexplode(coalesce(proacl, acldefault('f', proowner))) g
    CROSS JOIN LATERAL (SELECT CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END AS who) w`;
