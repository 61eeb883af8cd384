import type { A_Expr, Node, SelectStmt } from '@pgsql/types';
import type { Relation } from '../../sql/model.ts';
import { eachNode } from '../../sql/nodes.ts';
import { names } from './tables.ts';

/** How many rows a WHERE lets through, as far as its text tells: a handful, who knows, or (nearly) all. */
export type Selectivity = 'few' | 'unknown' | 'all';

/** Judges the conditions that all must hold; one good one is enough. */
export function selectivity(where: Node | undefined, table: Relation): Selectivity {
  if (!where) return 'all';
  const parts = conjuncts(where);
  if (parts.some((part) => limited(part)) || parts.some((part) => pinned(part, table)) || ranged(parts)) return 'few';
  return parts.some((part) => equals(part) !== undefined) ? 'unknown' : 'all';
}

function conjuncts(node: Node): readonly Node[] {
  return 'BoolExpr' in node && node.BoolExpr.boolop === 'AND_EXPR'
    ? (node.BoolExpr.args ?? []).flatMap(conjuncts)
    : [node];
}

/** `… IN (SELECT … LIMIT n)`: somebody thought of batches. */
function limited(node: Node): boolean {
  let found = false;
  eachNode(node, (kind, body) => {
    if (kind === 'SelectStmt') found ||= (body as SelectStmt).limitCount !== undefined;
  });
  return found;
}

const constant = (node: Node | undefined): boolean =>
  node !== undefined &&
  ('A_Const' in node ||
    'ParamRef' in node ||
    ('TypeCast' in node && constant(node.TypeCast.arg)) ||
    ('List' in node && (node.List.items ?? []).every(constant)) ||
    ('A_ArrayExpr' in node && (node.A_ArrayExpr.elements ?? []).every(constant)));

const columnOf = (node: Node | undefined): string | undefined =>
  node && 'ColumnRef' in node ? names(node.ColumnRef.fields).at(-1) : undefined;

const operator = (expression: A_Expr): string => names(expression.name).at(-1) ?? '';

/** The column that must equal a constant, or one of a list. */
function equals(node: Node): string | undefined {
  if (!('A_Expr' in node)) return undefined;
  const { kind, lexpr, rexpr } = node.A_Expr;
  if (!['AEXPR_OP', 'AEXPR_IN', 'AEXPR_OP_ANY'].includes(kind ?? '') || operator(node.A_Expr) !== '=') return undefined;
  if (constant(rexpr)) return columnOf(lexpr);
  return constant(lexpr) ? columnOf(rexpr) : undefined;
}

/** Pinned to a key: to one row for each constant. Where the keys are not known, a column called id is one. */
function pinned(node: Node, table: Relation): boolean {
  const name = equals(node);
  if (name === undefined) return false;
  const keys = table.constraints.filter(({ kind }) => kind === 'primary-key' || kind === 'unique');
  return keys.some(({ columns }) => columns.length === 1 && columns[0] === name) || (!table.known && name === 'id');
}

/** Both ends of one column are given. */
function ranged(parts: readonly Node[]): boolean {
  const ends = new Map<string, Set<string>>();
  for (const part of parts) {
    if (!('A_Expr' in part)) continue;
    const name = columnOf(part.A_Expr.lexpr);
    if (name === undefined) continue;
    if (part.A_Expr.kind === 'AEXPR_BETWEEN') return true;
    const end = operator(part.A_Expr).replace('=', '');
    if (constant(part.A_Expr.rexpr)) ends.set(name, (ends.get(name) ?? new Set()).add(end));
  }
  return [...ends.values()].some((found) => found.has('<') && found.has('>'));
}
