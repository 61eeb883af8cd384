import { noMember, userSchema } from './mine.ts';

/** Schemas, extensions and types. A type that belongs to a table or an array goes with it. */
export const typeParts = `
  WITH types AS (
    SELECT t.*, quote_ident(t.typname) AS own, quote_ident(n.nspname) AS schema, quote_ident(n.nspname) || '.' || quote_ident(t.typname) AS name
      FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
     WHERE ${userSchema} AND ${noMember('t.oid', 'pg_type')}
       AND (t.typtype IN ('e', 'd') OR t.typtype = 'c' AND (SELECT c.relkind FROM pg_class c WHERE c.oid = t.typrelid) = 'c'))
  SELECT 'schema' AS kind, 'n:' || n.oid AS id, NULL AS on, quote_ident(nspname) AS own, quote_ident(nspname) AS name, '' AS same,
         ARRAY[format('CREATE SCHEMA %I', nspname)] AS make, format('DROP SCHEMA %I', nspname) AS remove,
         jsonb_build_object('rename', format('ALTER SCHEMA %I RENAME TO ', nspname)) AS more
    FROM pg_namespace n WHERE ${userSchema} AND ${noMember('n.oid', 'pg_namespace')}
  UNION ALL
  SELECT 'extension', 'ex:' || e.oid, NULL, quote_ident(extname), quote_ident(extname), '',
         ARRAY[format('CREATE EXTENSION %I WITH SCHEMA %I', extname, n.nspname)], format('DROP EXTENSION %I', extname), NULL
    FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
  UNION ALL
  SELECT 'enum', 'y:' || oid, NULL, own, name, '', ARRAY[format('CREATE TYPE %s AS ENUM (%s)', name, (
           SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid))],
         format('DROP TYPE %s', name),
         jsonb_build_object('rename', format('ALTER TYPE %s RENAME TO ', name), 'move', format('ALTER TYPE %s SET SCHEMA ', name), 'schema', schema,
           'labels', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', oid::text, 'text', quote_literal(enumlabel)) ORDER BY enumsortorder), '[]')
                        FROM pg_enum WHERE enumtypid = t.oid))
    FROM types t WHERE typtype = 'e'
  UNION ALL
  SELECT 'type', 'y:' || oid, NULL, own, name, columns, ARRAY[format('CREATE TYPE %s AS (%s)', name, columns)], format('DROP TYPE %s', name),
         jsonb_build_object('rename', format('ALTER TYPE %s RENAME TO ', name), 'move', format('ALTER TYPE %s SET SCHEMA ', name), 'schema', schema)
    FROM types CROSS JOIN LATERAL (
      SELECT string_agg(quote_ident(attname) || ' ' || format_type(atttypid, atttypmod), ', ' ORDER BY attnum) AS columns
        FROM pg_attribute WHERE attrelid = typrelid AND attnum > 0 AND NOT attisdropped) a
   WHERE typtype = 'c'
  UNION ALL
  SELECT 'domain', 'y:' || oid, NULL, own, name, based, ARRAY[format('CREATE DOMAIN %s AS %s', name, based)], format('DROP DOMAIN %s', name),
         jsonb_build_object('rename', format('ALTER DOMAIN %s RENAME TO ', name), 'move', format('ALTER DOMAIN %s SET SCHEMA ', name), 'schema', schema)
    FROM types CROSS JOIN LATERAL (SELECT format_type(typbasetype, typtypmod) AS based) b WHERE typtype = 'd'
  UNION ALL
  SELECT 'domain-default', 'yd:' || oid, 'y:' || oid, own, name, typdefault, ARRAY[format('ALTER DOMAIN %s SET DEFAULT %s', name, typdefault)],
         format('ALTER DOMAIN %s DROP DEFAULT', name), jsonb_build_object('mend', ARRAY[format('ALTER DOMAIN %s SET DEFAULT %s', name, typdefault)])
    FROM types WHERE typtype = 'd' AND typdefault IS NOT NULL
  UNION ALL
  SELECT 'domain-not-null', 'yn:' || oid, 'y:' || oid, own, name, '', ARRAY[format('ALTER DOMAIN %s SET NOT NULL', name)],
         format('ALTER DOMAIN %s DROP NOT NULL', name), NULL FROM types WHERE typtype = 'd' AND typnotnull
  UNION ALL
  SELECT 'domain-constraint', 'k:' || k.oid, 'y:' || t.oid, quote_ident(k.conname), t.name || '.' || quote_ident(k.conname), pg_get_constraintdef(k.oid),
         ARRAY[format('ALTER DOMAIN %s ADD CONSTRAINT %I %s', t.name, k.conname, pg_get_constraintdef(k.oid))],
         format('ALTER DOMAIN %s DROP CONSTRAINT %I', t.name, k.conname),
         jsonb_build_object('rename', format('ALTER DOMAIN %s RENAME CONSTRAINT %I TO ', t.name, k.conname))
    FROM pg_constraint k JOIN types t ON t.oid = k.contypid WHERE k.contype = 'c'`;
