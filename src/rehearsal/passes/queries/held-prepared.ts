import type { Session } from '../../../ports/database.ts';
import { guarded } from '../../watch/watchdog.ts';
import type { Watchdog } from '../../watch/watchdog.ts';
import type { KnownQuery } from './known.ts';

/** A query that a session keeps prepared. */
export interface HeldQuery {
  readonly query: KnownQuery;
  /** `"name"(NULL, NULL)`, to be put after EXECUTE. */
  readonly call: string;
}

const prefix = 'migration_rehearsal_held_';

/** Prepares the queries that the schema takes, as a driver does, and keeps them so. */
export async function holdPrepared(
  session: Session,
  queries: readonly KnownQuery[],
  dog: Watchdog,
): Promise<readonly HeldQuery[]> {
  const prepared = new Map<string, KnownQuery>();
  for (const [index, query] of queries.entries()) {
    const name = `${prefix}${index}`;
    if ((await guarded(session, `PREPARE ${name} AS ${query.sql}`, dog)).ok) prepared.set(name, query);
  }
  if (prepared.size === 0) return [];
  const { rows } = await session.query<{ name: string; parameters: number }>(
    `SELECT name, pg_catalog.cardinality(parameter_types) AS parameters
       FROM pg_catalog.pg_prepared_statements WHERE pg_catalog.starts_with(name, $1)`,
    [prefix],
  );
  const parameters = new Map(rows.map((row) => [row.name, row.parameters]));
  return [...prepared].map(([name, query]) => ({ query, call: called(name, parameters.get(name) ?? 0) }));
}

const called = (name: string, parameters: number): string =>
  parameters === 0 ? name : `${name}(${Array.from({ length: parameters }, () => 'NULL').join(', ')})`;

export async function letGoOf(session: Session, queries: readonly KnownQuery[]): Promise<void> {
  for (const index of queries.keys()) await session.run(`DEALLOCATE ${prefix}${index}`);
}

/** The SQLSTATE that executing it would end with; it is planned and not run. */
export async function refusedHeld(session: Session, { call }: HeldQuery, dog: Watchdog): Promise<string | undefined> {
  const planned = await guarded(session, `EXPLAIN EXECUTE ${call}`, dog);
  return planned.ok ? undefined : planned.error.sqlstate;
}
