import type { SortBy } from '@pgsql/types';
import { parseScript } from './parse.ts';

/** What a text that should be normalised is found to be. */
export type Normalised = 'clean' | 'has-constants' | 'no-query' | 'unreadable';

export const queryKinds: readonly string[] = ['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt'];

/**
 * Whether a query as pg_stat_statements keeps it is free of constants. Some normalised texts no parser reads
 * (`interval $1`): those are `unreadable`. The parser must have been loaded.
 */
export function normalisedOrNot(sql: string): Normalised {
  const parsed = parseScript('query.sql', sql);
  if (!parsed.ok || parsed.value.problems.length > 0) return 'unreadable';
  const [statement, ...more] = parsed.value.statements;
  const kind = statement === undefined ? undefined : Object.keys(statement.node)[0];
  if (statement === undefined || more.length > 0 || kind === undefined || !queryKinds.includes(kind)) return 'no-query';
  return holdsConstant(statement.node, 'statement', /'|\$(?!\d)/.test(sql)) ? 'has-constants' : 'clean';
}

/** A column's place, a type's size and a limit are numbers, but no value of a row. */
const places = ['limitCount', 'limitOffset', 'sortClause', 'groupClause', 'typmods', 'arrayBounds'];

function holdsConstant(node: unknown, key: string, quoted: boolean): boolean {
  if (Array.isArray(node)) return node.some((one) => holdsConstant(one, key, quoted));
  if (typeof node !== 'object' || node === null) return false;
  if ('A_Const' in node) return isValue(node.A_Const, quoted) && !places.includes(key);
  // Only a number that stands there alone is a place.
  if ('SortBy' in node) return holdsConstant((node.SortBy as SortBy).node, key, quoted);
  return Object.entries(node).some(([name, inner]) => holdsConstant(inner, name, quoted));
}

/** `EXTRACT(year FROM …)` holds a string that nobody quoted; true, false and NULL tell nothing. */
const isValue = (constant: unknown, quoted: boolean): boolean =>
  typeof constant === 'object' &&
  constant !== null &&
  (('sval' in constant && quoted) || ['ival', 'fval', 'bsval'].some((kind) => kind in constant));
