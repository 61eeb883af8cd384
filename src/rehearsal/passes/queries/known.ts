import type { ApplicationQuery } from '../../../sql/queries.ts';

/** A query that code is known to send. */
export interface KnownQuery extends ApplicationQuery {
  /** `profile`, or the file and the name it has there. */
  readonly source: string;
  /** Where it was counted. */
  readonly callsPerSecond?: number;
}

/** What the pull request's two sides are known to ask the database. */
export interface KnownQueries {
  /** By the code that runs now: they must work on the new schema. */
  readonly deployed: readonly KnownQuery[];
  /** By the pull request's code: they should work on the old schema, for as long as it is there or comes back. */
  readonly coming: readonly KnownQuery[];
  /** The team's own, such as the deployed code's tests: they end with status 0 where the schema suits that code. */
  readonly commands: readonly string[];
  /** Where production's queries were counted. */
  readonly counted?: { readonly source: string; readonly ageDays: number; readonly callsShare: number };
}

/** Each text once: as it comes first, with how often it is sent where that is known. */
export function eachOnce(queries: readonly KnownQuery[]): readonly KnownQuery[] {
  const found = new Map<string, KnownQuery>();
  for (const query of queries) if (!found.has(query.sql)) found.set(query.sql, query);
  return [...found.values()];
}
