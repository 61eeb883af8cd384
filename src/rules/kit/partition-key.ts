import type { PartitionKey } from '../../sql/model.ts';
import { columnList, quoteIdentifier } from './tables.ts';
import { code, listed } from './text.ts';

/** Why a unique index over these columns is refused on a partitioned table, and over which it is not. */
export interface Lack {
  readonly says: string;
  /** Absent where no columns would do. */
  readonly columns?: readonly string[];
}

/** Undefined where nothing is lacking, or the key is not known. */
export function lacksKey(key: PartitionKey | undefined, columns: readonly string[], what: string): Lack | undefined {
  if (!key) return undefined;
  if (key.hasExpressions) {
    return { says: `the table is partitioned by an expression, and ${what} cannot include one` };
  }
  const missing = key.columns.filter((name) => !columns.includes(name));
  if (missing.length === 0) return undefined;
  return {
    says: `${what} of a partitioned table must include the partition key, and ${listed(missing.map((name) => code(quoteIdentifier(name))))} is missing from ${code(`(${columnList(columns)})`)}`,
    columns: [...columns, ...missing],
  };
}
