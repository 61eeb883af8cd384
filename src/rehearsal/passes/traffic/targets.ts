import { strength } from '../../../domain/lock.ts';
import type { StatementRun } from '../../../domain/rehearsal.ts';
import type { TrafficTable } from '../../../domain/traffic.ts';
import { quoteIdentifier } from '../../../sql/names.ts';
import type { WrittenName } from '../../../sql/names.ts';
import { tablesIn } from '../../../sql/query-tables.ts';
import type { KnownQueries } from '../queries/known.ts';
import { isTable } from '../../watch/relations.ts';
import type { KnownRelation, KnownRelations } from '../../watch/relations.ts';

/** Each takes five connections. */
const mostTargets = 3;

export interface Targets {
  readonly probed: readonly KnownRelation[];
  /** More of them than can be probed. */
  readonly left: number;
}

/** Tables that were there before, and that somebody could have to wait for; those that are locked hardest first. */
export function targetsOf(statements: readonly StatementRun[], known: KnownRelations): Targets {
  const tables = new Map([...known.values()].filter(isTable).map((one) => [one.name, one]));
  const strongest = new Map<KnownRelation, number>();
  for (const { object, mode } of statements.flatMap(({ locks }) => locks)) {
    const table = tables.get(object);
    const rank = strength(mode);
    if (table && rank >= strength('RowExclusiveLock')) strongest.set(table, Math.max(strongest.get(table) ?? 0, rank));
  }
  // Whoever reads a partitioned table reads its partitions.
  const order = [...strongest].toSorted(([one, a], [other, b]) => b - a || whole(other) - whole(one));
  const all = order.map(([table]) => table);
  return { probed: all.slice(0, mostTargets), left: Math.max(0, all.length - mostTargets) };
}

const whole = ({ kind }: KnownRelation): number => (kind === 'p' ? 1 : 0);

/** Which of the profile’s queries use the tables. */
export function usedBy(tables: readonly KnownRelation[], queries: KnownQueries | undefined): readonly TrafficTable[] {
  const counted = (queries?.deployed ?? []).filter(({ source }) => source === 'profile');
  const uses = counted.map(({ sql }) => tablesIn(sql));
  return tables.map(({ name }) => {
    const named = (names: readonly WrittenName[]): boolean => names.some((written) => means(written, name));
    return {
      table: name,
      readers: uses.filter(({ read }) => named(read)).length,
      writers: uses.filter(({ changed }) => named(changed)).length,
    };
  });
}

/** A name without a schema may stand for the table of any. */
const means = ({ schema, name }: WrittenName, table: string): boolean =>
  schema === undefined
    ? table.endsWith(`.${quoteIdentifier(name)}`)
    : table === `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
