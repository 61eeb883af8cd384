import type { FuncCall, Node } from '@pgsql/types';
import { stringOf } from '../sql/names.ts';
import { as, constantText, eachNode } from '../sql/nodes.ts';
import { parseScript } from '../sql/parse.ts';
import { literal } from './request.ts';
import { unquoted } from './shape.ts';
import type { ColumnShape, TableShape, TypeShape } from './shape.ts';

/** A place in a JSON document that a generated column is read from. */
export interface Leaf {
  readonly path: readonly string[];
  /** What the generated column makes of it. */
  readonly kind: TypeShape;
  readonly read: ColumnShape;
}

/** More arguments than one call takes. */
const mostLeaves = 40;

const known = new WeakMap<ColumnShape, readonly Leaf[]>();

/** What generated columns of the table read from a JSON column: `(value ->> 'id')`, `(value #>> '{state,name}')`. */
export function leavesOf(table: TableShape, column: ColumnShape): readonly Leaf[] {
  if (column.kind.base !== 'json' && column.kind.base !== 'jsonb') return [];
  const found = known.get(column) ?? readLeaves(table, column);
  known.set(column, found);
  return found;
}

function readLeaves(table: TableShape, column: ColumnShape): readonly Leaf[] {
  const leaves = new Map<string, Leaf & { readonly plain: boolean }>();
  for (const read of table.columns) {
    const { expression, kind } = read;
    const node = expression === undefined ? undefined : expressionOf(expression);
    if (!node) continue;
    const paths = pathsIn(node, unquoted(column.name));
    const plain = paths.length === 1 && kind.base !== 'tsvector';
    for (const path of paths) {
      const key = JSON.stringify(path);
      if (leaves.get(key)?.plain) continue;
      leaves.set(key, { path, plain, read, kind: plain ? (isPartOfTime(node) ? interval : kind) : text });
    }
  }
  return [...leaves.values()].slice(0, mostLeaves);
}

const text: TypeShape = { base: 'text', name: 'text', family: 'base', domainChecks: [], domainNotNull: false };
const interval: TypeShape = { ...text, base: 'interval', name: 'interval' };

function expressionOf(expression: string): Node | undefined {
  const parsed = parseScript('', `SELECT ${expression}`);
  const query = as('SelectStmt', parsed.ok ? parsed.value.statements[0]?.node : undefined);
  return as('ResTarget', query?.targetList?.[0])?.val;
}

function isPartOfTime(node: Node): boolean {
  let found = false;
  eachNode(node, (kind, body) => {
    if (kind !== 'FuncCall') return;
    const name = stringOf((body as FuncCall).funcname?.at(-1));
    found ||= name === 'extract' || name === 'date_part';
  });
  return found;
}

/** The whole paths below an expression, not the steps to them. */
function pathsIn(node: Node, column: string): readonly (readonly string[])[] {
  const paths: (readonly string[])[] = [];
  const visit = (value: unknown): void => {
    const path = pathOf(value, column);
    if (path && path.length > 0) paths.push(path);
    else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) visit(inner);
  };
  visit(node);
  return paths;
}

function pathOf(value: unknown, column: string): readonly string[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const node = value as Node;
  if (stringOf(as('ColumnRef', node)?.fields?.at(-1)) === column) return [];
  const step = as('A_Expr', node);
  const before = step && pathOf(step.lexpr, column);
  const name = constantText(step?.rexpr);
  if (!before || name === undefined) return undefined;
  const operator = stringOf(step.name?.at(-1));
  if (operator === '->' || operator === '->>') return [...before, name];
  if (operator !== '#>' && operator !== '#>>') return undefined;
  return [
    ...before,
    ...name
      .replace(/^\{|\}$/g, '')
      .split(',')
      .map((one) => one.trim()),
  ];
}

/** The document as nested calls. */
export function documentSql(
  base: 'json' | 'jsonb',
  leaves: readonly { readonly path: readonly string[]; readonly value: string }[],
): string {
  const names = [...new Set(leaves.flatMap(({ path }) => path.slice(0, 1)))];
  const entries = names.map((name) => {
    const below = leaves.filter(({ path }) => path[0] === name);
    const deeper = below.filter(({ path }) => path.length > 1).map((leaf) => ({ ...leaf, path: leaf.path.slice(1) }));
    const value = deeper.length > 0 ? documentSql(base, deeper) : (below[0]?.value ?? 'NULL');
    return `${literal(name)}, ${value}`;
  });
  return `pg_catalog.${base}_build_object(${entries.join(', ')})`;
}
