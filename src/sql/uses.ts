import type { ColumnRef, JoinExpr, Node, RangeVar } from '@pgsql/types';
import type { Use } from './dependents.ts';
import type { Relation } from './model.ts';
import { stringOf, stringsOf, writtenName } from './names.ts';
import type { WrittenName } from './names.ts';
import { eachNode, functionsIn, relationsIn } from './nodes.ts';
import type { QualifiedName } from './qualified-name.ts';

/** What a query or expression is read with. */
export interface Reader {
  readonly find: (name: WrittenName) => Relation | undefined;
  /** The table that an expression of its own (a policy, a trigger's WHEN) speaks of without naming it. */
  readonly own?: Relation | undefined;
}

/** A relation of the query, under the name that its columns are called by. */
interface Source {
  readonly relation: Relation;
  readonly alias: string;
}

/**
 * Relations and columns that a tree names. Scopes are not told apart: a name counts for every relation of the tree
 * that it could belong to, so that nothing is missed where subqueries repeat a name.
 */
export function usesIn(tree: unknown, { find, own }: Reader): readonly Use[] {
  const sources = sourcesIn(tree, find);
  if (own) for (const alias of [own.name.name, 'new', 'old', 'excluded']) sources.push({ relation: own, alias });
  const uses = new Map<string, Use>();
  const add = (relation: QualifiedName, column?: string): void => {
    const use = column === undefined ? { relation } : { relation, column };
    uses.set([relation.schema, relation.name, column ?? ''].join('\0'), use);
  };
  for (const { relation } of sources) add(relation.name);
  for (const written of columnNames(tree)) {
    for (const { relation, alias } of sources) {
      if (written.of !== undefined && written.of !== alias) continue;
      for (const column of meant(written, relation, sources)) add(relation.name, column);
    }
  }
  return [...uses.values()];
}

/** Names of functions, as far as they are known. */
export const callsIn = (
  tree: unknown,
  known: (name: WrittenName) => QualifiedName | undefined,
): readonly QualifiedName[] => functionsIn(tree).flatMap((name) => known(name) ?? []);

function sourcesIn(tree: unknown, find: Reader['find']): Source[] {
  const inner = new Set(relationsIn(tree).map(({ schema, name }) => [schema ?? '', name].join('\0')));
  const sources: Source[] = [];
  eachNode(tree, (kind, body) => {
    if (kind !== 'RangeVar') return;
    const range = body as RangeVar;
    const name = writtenName(range);
    // Left out: the names of WITH queries.
    const relation = inner.has([name.schema ?? '', name.name].join('\0')) ? find(name) : undefined;
    if (relation) sources.push({ relation, alias: range.alias?.aliasname ?? name.name });
  });
  return sources;
}

/** `note`, `o.note`, `*`, `o.*`; a `*` has no column. */
interface WrittenColumn {
  readonly of?: string | undefined;
  readonly column?: string;
}

function columnNames(tree: unknown): readonly WrittenColumn[] {
  const found: WrittenColumn[] = [];
  eachNode(tree, (kind, body) => {
    if (kind === 'ColumnRef') found.push(columnName((body as ColumnRef).fields ?? []));
    if (kind !== 'JoinExpr') return;
    const { usingClause, isNatural } = body as JoinExpr;
    found.push(...stringsOf(usingClause).map((column) => ({ column })), ...(isNatural ? [{}] : []));
  });
  return found;
}

function columnName(fields: readonly Node[]): WrittenColumn {
  const last = fields.at(-1);
  const of = fields.length > 1 ? stringOf(fields.at(-2)) : undefined;
  return last && 'String' in last ? { of, column: stringOf(last) } : { of };
}

/** The columns of the relation that a written name stands for. */
function meant({ of, column }: WrittenColumn, relation: Relation, sources: readonly Source[]): readonly string[] {
  const names = relation.columns.map(({ name }) => name);
  if (column === undefined) return names;
  if (names.length > 0) return names.includes(column) ? [column] : [];
  // Its columns are not known: only where nothing else could be meant.
  return of !== undefined || sources.every((one) => one.relation.name.name === relation.name.name) ? [column] : [];
}
