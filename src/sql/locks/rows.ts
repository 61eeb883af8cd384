import type { CopyStmt, DeleteStmt, InsertStmt, MergeStmt, Node, RangeVar, SelectStmt, UpdateStmt } from '@pgsql/types';
import type { Relation } from '../model.ts';
import { stringsOf } from '../names.ts';
import { all, eachNode } from '../nodes.ts';
import type { ForeignKey } from './keys.ts';
import { keysTo, referencedBy } from './keys.ts';
import { reachOf } from './taking.ts';
import type { Reach, Taken, Taking } from './taking.ts';

type Change = InsertStmt | UpdateStmt | DeleteStmt | MergeStmt;

/** What stands in a query, however deep. */
interface Parts {
  readonly ranges: readonly RangeVar[];
  readonly changes: readonly (readonly [kind: string, node: Change])[];
  readonly locking: readonly SelectStmt[];
}

const changing = new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt']);

function partsOf(query: unknown): Parts {
  const ranges: RangeVar[] = [];
  const changes: (readonly [string, Change])[] = [];
  const locking: SelectStmt[] = [];
  const withNames = new Set<string>();
  eachNode(query, (kind, body) => {
    if (kind === 'RangeVar') ranges.push(body as RangeVar);
    else if (kind === 'CommonTableExpr') withNames.add((body as { ctename?: string }).ctename ?? '');
    else if (changing.has(kind)) changes.push([kind, body as Change]);
    else if (kind === 'SelectStmt' && (body as SelectStmt).lockingClause) locking.push(body as SelectStmt);
  });
  const isTable = ({ schemaname, relname }: RangeVar): boolean =>
    schemaname !== undefined || !withNames.has(relname ?? '');
  return { ranges: ranges.filter(isTable), changes, locking };
}

/** SELECT, INSERT, UPDATE, DELETE, MERGE, and every query inside another statement that runs it. */
export function queryLocks(taking: Taking, query: unknown): void {
  const { changes } = planLocks(taking, query);
  for (const [kind, node] of changes) keyLocks(taking, kind, node);
}

/** What a query takes before its first row: EXPLAIN and PREPARE take no more. */
export function planLocks(taking: Taking, query: unknown): Parts {
  const parts = partsOf(query);
  for (const [kind, { relation }] of parts.changes) {
    change(taking, kind, taking.range(relation), reachOf(relation));
  }
  for (const select of parts.locking) lockRows(taking, select, parts.ranges);
  for (const range of parts.ranges) read(taking.as('SELECT'), taking, taking.range(range), reachOf(range));
  return parts;
}

/** A query that is kept and not run: the definition of a view, a rule or a policy. */
export function keptLocks(taking: Taking, query: unknown): void {
  const { ranges, changes } = partsOf(query);
  const kept = taking.as('query that is kept');
  for (const [, { relation }] of changes) kept.on('relation', taking.range(relation));
  for (const range of ranges) kept.on('read', taking.range(range));
}

/** Views of views end somewhere; a bound keeps a wrong catalog from running in circles. */
function read(
  taken: Taken<'read' | 'behind'>,
  taking: Taking,
  relation: Relation | undefined,
  reach: Reach,
  depth = 0,
): void {
  taken.on(depth === 0 ? 'read' : 'behind', relation);
  if (!relation || depth > 20) return;
  for (const name of behind(relation, reach)) read(taken, taking, taking.named(name), 'all', depth + 1);
}

function behind({ kind, reads, partitions, heirs }: Relation, reach: Reach): Relation['reads'] {
  if (kind === 'view') return reads;
  return reach === 'all' ? [...partitions, ...heirs] : [];
}

/** SELECT … FOR UPDATE [OF …]: the tables of its FROM list. */
function lockRows(taking: Taking, { lockingClause, fromClause }: SelectStmt, known: readonly RangeVar[]): void {
  for (const { lockedRels } of all('LockingClause', lockingClause)) {
    const named = new Set(all('RangeVar', lockedRels).map(({ relname }) => relname));
    for (const range of partsOf(fromClause).ranges.filter((one) => known.includes(one))) {
      if (named.size > 0 && !named.has(range.alias?.aliasname ?? range.relname)) continue;
      read(taking.as('SELECT FOR UPDATE'), taking, taking.range(range), reachOf(range));
    }
  }
}

const formFor = (kind: string) => (kind === 'InsertStmt' ? 'INSERT or COPY FROM' : 'UPDATE, DELETE or MERGE');

function change(taking: Taking, kind: string, target: Relation | undefined, reach: Reach): void {
  taking.as(formFor(kind)).down(target, reach);
  if (target?.kind !== 'view') return;
  const base = changedThrough(target);
  if (base) change(taking, kind, taking.named(base), 'all');
  // Rows are found by running the view; new ones go to its trigger at once.
  else if (kind !== 'InsertStmt') read(taking.as('SELECT'), taking, target, 'all');
}

/** Rows change through a view of one table, even where it has an INSTEAD OF trigger: that may be for another event. */
const changedThrough = ({ kind, reads }: Relation) => (kind === 'view' && reads.length === 1 ? reads[0] : undefined);

/** What changes of a row: its columns, or that it goes. */
type Touch = { readonly columns: readonly string[] } | 'new' | 'gone';

/** Foreign keys of the rows that change, in both directions. */
function keyLocks(taking: Taking, kind: string, node: Change): void {
  const target = base(taking, taking.range(node.relation));
  if (!target) return;
  for (const touch of touches(kind, node)) touched(taking, target, touch, new Set());
}

function base(taking: Taking, relation: Relation | undefined, depth = 0): Relation | undefined {
  if (relation?.kind !== 'view') return relation;
  const name = depth > 20 ? undefined : changedThrough(relation);
  return name && base(taking, taking.named(name), depth + 1);
}

function touches(kind: string, node: Change): readonly Touch[] {
  const columns = (targets: readonly Node[] | undefined): readonly string[] =>
    all('ResTarget', targets).flatMap(({ name }) => name ?? []);
  const asInsert = (targets: readonly Node[] | undefined): Touch => (targets ? { columns: columns(targets) } : 'new');
  switch (kind) {
    case 'InsertStmt': {
      const { cols, onConflictClause } = node as InsertStmt;
      const update = onConflictClause?.targetList;
      return [asInsert(cols), ...(update ? [{ columns: columns(update) }] : [])];
    }
    case 'UpdateStmt':
      return [{ columns: columns((node as UpdateStmt).targetList) }];
    case 'MergeStmt':
      return all('MergeWhenClause', (node as MergeStmt).mergeWhenClauses).flatMap(({ commandType, targetList }) => {
        if (commandType === 'CMD_DELETE') return ['gone' as const];
        return commandType === 'CMD_NOTHING' ? [] : [asInsert(targetList)];
      });
    default:
      return ['gone'];
  }
}

function touched(taking: Taking, target: Relation, touch: Touch, seen: Set<string>): void {
  const check = taking.as('foreign key check');
  if (touch !== 'gone') {
    const checked = target.constraints.filter(({ columns }) => touch === 'new' || meets(columns, touch.columns));
    for (const parent of referencedBy(taking, checked)) check.through('referenced', parent);
  }
  if (touch === 'new') return;
  for (const key of keysTo(taking, target)) {
    const { child, constraint } = key;
    if (touch !== 'gone' && !meets(constraint.references?.columns ?? [], touch.columns)) continue;
    const next = follows(key, touch);
    if (!next) check.through('referencing', child);
    else taking.as('foreign key action').through('referencing', child);
    const id = `${constraint.name} ${touch === 'gone' ? '-' : '~'}`;
    if (next && !seen.has(id)) touched(taking, child, next, seen.add(id));
  }
}

/** What ON DELETE or ON UPDATE does to the rows that point here; undefined: it refuses. */
function follows({ constraint: { columns, references } }: ForeignKey, touch: Touch): Touch | undefined {
  const action = touch === 'gone' ? references?.onDelete : references?.onUpdate;
  if (!action) return undefined;
  return touch === 'gone' && action === 'cascade' ? 'gone' : { columns };
}

const meets = (some: readonly string[], others: readonly string[]): boolean =>
  some.some((column) => others.includes(column));

export function copyLocks(taking: Taking, node: CopyStmt): void {
  const target = taking.range(node.relation);
  if (node.query) queryLocks(taking, node.query);
  else if (!node.is_from) taking.as('COPY TO').on('relation', target);
  else {
    taking.as('INSERT or COPY FROM').down(target);
    const columns = stringsOf(node.attlist);
    if (target) touched(taking, target, columns.length > 0 ? { columns } : 'new', new Set());
  }
}
