import type { Session } from '../../ports/database.ts';

/** Postgres has it since the minor versions of August 2024; elsewhere this sets nothing. */
const reading = (refused: string): string =>
  `SELECT pg_catalog.set_config(name, '${refused}', false) FROM pg_catalog.pg_settings
    WHERE name = 'restrict_nonsystem_relation_kind'`;
const tablesOnly = reading('view, foreign-table');

/**
 * The database is the migrator’s, and so are its settings and all that it holds, while the observer may do everything:
 * a string must end for the server where it ended for our parser, a name mean what it says, and a view that stands where
 * a table stood must not run its functions with the observer’s rights. Who only looks waits for nobody for long: a wait
 * would be for the migration, and it for us.
 */
export const asOurselves = [
  'SET search_path = pg_catalog',
  'SET standard_conforming_strings = on',
  "SET lock_timeout = '30s'",
  tablesOnly,
].join(';\n');

/** Views too may be read meanwhile: for what belongs to the base commit, or to an extension. */
export async function readingViews<Value>(session: Session, work: () => Promise<Value>): Promise<Value> {
  await session.run(reading(''));
  try {
    return await work();
  } finally {
    await session.run(tablesOnly);
  }
}

/** Those of the tables that are still tables, not something else of their name. */
export async function stillTables<Table extends { readonly name: string }>(
  observer: Session,
  tables: readonly Table[],
): Promise<readonly Table[]> {
  const { rows } = await observer.query<{ name: string }>(
    `SELECT name FROM pg_catalog.unnest($1::pg_catalog.text[]) AS name JOIN pg_catalog.pg_class c
         ON c.oid = pg_catalog.to_regclass(name) WHERE c.relkind IN ('r', 'p')`,
    [tables.map(({ name }) => name)],
  );
  const there = new Set(rows.map(({ name }) => name));
  return tables.filter(({ name }) => there.has(name));
}
