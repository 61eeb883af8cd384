import type { Session } from '../../../ports/database.ts';
import type { ApplicationQuery } from '../../../sql/queries.ts';
import { guarded } from '../../watch/watchdog.ts';
import type { Watchdog } from '../../watch/watchdog.ts';

/** Why a schema does not take a query. */
export interface Refused {
  readonly sqlstate: string;
  /** Parsing needs no value; planning and running use ones that we made up. */
  readonly when: 'parsed' | 'run';
}

/** What a query says here that worked there; undefined where the change of schema is not to blame for it. */
export function broke(there: Refused | undefined, here: Refused | undefined): string | undefined {
  if (here === undefined) return undefined;
  if (here.when === 'parsed') return here.sqlstate;
  // A value that we made up may well violate a constraint; that a column has none at all is the query's own doing.
  return there?.sqlstate !== here.sqlstate && ofSchema.test(here.sqlstate) ? here.sqlstate : undefined;
}

const ofSchema = /^(42|0A000|23502|55000)/;

const name = 'migration_rehearsal_query';

/** Tries a query in a transaction of its own, which is rolled back. Undefined: the schema takes it. */
export async function ask(session: Session, query: ApplicationQuery, dog: Watchdog): Promise<Refused | undefined> {
  await session.run('BEGIN');
  const refused = await attempt(session, query, dog);
  await session.run('ROLLBACK');
  await forget(session);
  return refused;
}

/** As an application would send it: parsed, then planned where it reads, run where it changes rows. */
export async function attempt(session: Session, query: ApplicationQuery, dog: Watchdog): Promise<Refused | undefined> {
  const parsed = await guarded(session, `PREPARE ${name} AS ${query.sql}`, dog);
  return parsed.ok ? run(session, query, dog) : { sqlstate: parsed.error.sqlstate, when: 'parsed' };
}

/** What was prepared outlives its transaction; where nothing was, as Postgres refused it, an open one goes on. */
export async function forget(session: Session): Promise<void> {
  await session.run(
    `DO $forget$ BEGIN DEALLOCATE ${name}; EXCEPTION WHEN invalid_sql_statement_name THEN NULL; END $forget$`,
  );
}

async function run(session: Session, { does }: ApplicationQuery, dog: Watchdog): Promise<Refused | undefined> {
  const { rows } = await session.query<{ value: string }>(values, [name]);
  const given = rows.length === 0 ? '' : `(${rows.map(({ value }) => value).join(', ')})`;
  const ran = await guarded(session, `${does === 'reads' ? 'EXPLAIN ' : ''}EXECUTE ${name}${given}`, dog);
  return ran.ok ? undefined : { sqlstate: ran.error.sqlstate, when: 'run' };
}

/**
 * Takes the CHECKs away, of tables and of domains: a value that we made up would be refused by one before Postgres looks
 * whether a column has any value at all. Only where nothing but queries is tried, or in what is rolled back.
 */
export const withoutChecks = `DO $checks$ DECLARE one record; BEGIN
  FOR one IN SELECT CASE WHEN contypid <> 0 THEN 'DOMAIN ' || contypid::pg_catalog.regtype
                         ELSE 'TABLE ' || conrelid::pg_catalog.regclass END AS owner, conname
               FROM pg_catalog.pg_constraint
              WHERE contype = 'c' AND conislocal AND connamespace <> 'information_schema'::pg_catalog.regnamespace LOOP
    BEGIN
      EXECUTE pg_catalog.format('ALTER %s DROP CONSTRAINT %I', one.owner, one.conname);
    EXCEPTION WHEN insufficient_privilege THEN NULL; -- an extension's own
    END;
  END LOOP;
END $checks$`;

/** Something of each type: NULL would be refused where a value belongs. One element, or a row made of it would be none. */
const values = `
  WITH given AS (
    SELECT place, type FROM pg_catalog.pg_prepared_statements s,
           pg_catalog.unnest(s.parameter_types) WITH ORDINALITY AS p(type, place) WHERE s.name = $1),
  typed AS (
    SELECT g.place, t.typcategory, t.typname AS type,
           pg_catalog.format_type(g.type, NULL) AS written,
           coalesce(nullif(t.typelem, 0), nullif(t.typbasetype, 0), t.oid) AS base,
           t.typcategory = 'A' AS many
      FROM given g JOIN pg_catalog.pg_type t ON t.oid = g.type::pg_catalog.oid)
  SELECT CASE
           WHEN literal IS NULL THEN pg_catalog.format('NULL::%s', written)
           WHEN many THEN pg_catalog.format('ARRAY[%L]::%s', literal, written)
           ELSE pg_catalog.format('%L::%s', literal, written)
         END AS value
    FROM (
      SELECT typed.*, CASE
        WHEN b.typtype = 'e' THEN
          (SELECT enumlabel::text FROM pg_catalog.pg_enum WHERE enumtypid = b.oid ORDER BY enumsortorder LIMIT 1)
        WHEN b.typtype = 'r' THEN 'empty'
        WHEN b.typtype = 'm' THEN '{}'
        WHEN b.typname IN ('int2', 'int4', 'int8', 'float4', 'float8', 'numeric', 'oid', 'money', 'bit', 'varbit') THEN '1'
        WHEN b.typname IN ('date', 'timestamp', 'timestamptz') THEN '2000-01-01'
        WHEN b.typname IN ('time', 'timetz') THEN '12:00'
        WHEN b.typname = 'interval' THEN '1 second'
        WHEN b.typname = 'bool' THEN 'true'
        WHEN b.typname = 'uuid' THEN '00000000-0000-4000-8000-000000000000'
        WHEN b.typname IN ('json', 'jsonb') THEN '{}'
        WHEN b.typname = 'bytea' THEN '\\x00'
        WHEN b.typname IN ('inet', 'cidr') THEN '127.0.0.1'
        WHEN b.typcategory = 'S' OR b.typname IN ('tsvector', 'tsquery', 'char') THEN 'x'
      END AS literal
        FROM typed JOIN pg_catalog.pg_type b ON b.oid = typed.base) AS made
   ORDER BY place`;
