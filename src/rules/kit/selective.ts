import type { A_Expr, ColumnRef, Node, RangeVar } from '@pgsql/types';
import type { Relation } from '../../sql/model.ts';
import { as, eachNode } from '../../sql/nodes.ts';
import type { Facts } from './facts.ts';
import { uniqueKeys } from './indexed.ts';
import { names } from './tables.ts';

/** How many rows a WHERE lets through, as far as its text tells: a handful, who knows, or (nearly) all. */
export type Selectivity = 'few' | 'unknown' | 'all';

const order: readonly Selectivity[] = ['few', 'unknown', 'all'];
const rank = (one: Selectivity): number => order.indexOf(one);

/** What of a table tells rows apart. */
export interface Keyed {
  /** Columns of which one value each means one row at most. */
  readonly keys: readonly (readonly string[])[];
  readonly known: boolean;
  /** Names that mean one value each: in a body, those of variables, as `_batch` in `id = ANY (_batch)`. */
  readonly variable: (name: string) => boolean;
}

export const keyed = ({ name, known, columns }: Relation, facts: Facts): Keyed => ({
  known,
  // A row's place on disk is its own for as long as nobody changes it.
  keys: [...uniqueKeys(name, facts), ['ctid']],
  variable: (word) => facts.inside !== undefined && !columns.some((column) => column.name === word),
});

/** Of conditions that all must hold one good one is enough; of alternatives the weakest decides. */
export function selectivity(where: Node | undefined, table: Keyed): Selectivity {
  if (!where) return 'all';
  const arms = alternatives(where);
  if (arms) return order[Math.max(...arms.map((arm) => rank(selectivity(arm, table))))] ?? 'all';
  const parts = conjuncts(where);
  if (ranged(parts, table) || pinned(parts, table)) return 'few';
  return order[Math.min(...parts.map((part) => rank(alone(part, table))))] ?? 'all';
}

function alone(part: Node, table: Keyed): Selectivity {
  if (alternatives(part)) return selectivity(part, table);
  if (limited(part)) return 'few';
  return equals(part, table) === undefined ? 'all' : 'unknown';
}

const alternatives = (node: Node): readonly Node[] | undefined =>
  'BoolExpr' in node && node.BoolExpr.boolop === 'OR_EXPR' ? node.BoolExpr.args : undefined;

function conjuncts(node: Node): readonly Node[] {
  return 'BoolExpr' in node && node.BoolExpr.boolop === 'AND_EXPR'
    ? (node.BoolExpr.args ?? []).flatMap(conjuncts)
    : [node];
}

/** `id IN (SELECT … LIMIT n)`, `= ANY (ARRAY(SELECT … LIMIT n))`: somebody thought of batches. */
function limited(node: Node): boolean {
  if ('SubLink' in node) {
    const { subLinkType: kind, operName: name, subselect } = node.SubLink;
    return kind === 'ANY_SUBLINK' && (names(name).at(-1) ?? '=') === '=' && hasLimit(subselect);
  }
  if (!('A_Expr' in node) || operator(node.A_Expr) !== '=' || node.A_Expr.kind === 'AEXPR_OP_ALL') return false;
  return [node.A_Expr.lexpr, node.A_Expr.rexpr].some(
    (side) => side && 'SubLink' in side && hasLimit(side.SubLink.subselect),
  );
}

const hasLimit = (query: Node | undefined): boolean => {
  const select = as('SelectStmt', query);
  return select?.limitCount !== undefined && as('A_Const', select.limitCount)?.isnull !== true;
};

const constant = (node: Node | undefined, table: Keyed): boolean =>
  node !== undefined &&
  ('A_Const' in node ||
    'ParamRef' in node ||
    ('ColumnRef' in node && (node.ColumnRef.fields ?? []).length === 1 && table.variable(columnOf(node) ?? '')) ||
    ('TypeCast' in node && constant(node.TypeCast.arg, table)) ||
    ('A_Expr' in node && sides(node.A_Expr).every((side) => constant(side, table))) ||
    ('List' in node && (node.List.items ?? []).every((item) => constant(item, table))) ||
    ('A_ArrayExpr' in node && (node.A_ArrayExpr.elements ?? []).every((item) => constant(item, table))) ||
    ('SubLink' in node && node.SubLink.subLinkType === 'EXPR_SUBLINK' && standsAlone(node.SubLink.subselect)));

const sides = ({ lexpr, rexpr }: A_Expr): readonly Node[] => [lexpr, rexpr].filter((side) => side !== undefined);

/** A subquery that names no table but its own: one value, the same for every row. */
function standsAlone(query: Node | undefined): boolean {
  const own = new Set<string>();
  const named = new Set<string>();
  eachNode(query, (kind, body) => {
    if (kind === 'RangeVar') own.add((body as RangeVar).alias?.aliasname ?? (body as RangeVar).relname ?? '');
    if (kind === 'ColumnRef') named.add(names((body as ColumnRef).fields).at(-2) ?? '');
  });
  return [...named].every((table) => table === '' || own.has(table));
}

const columnOf = (node: Node | undefined): string | undefined =>
  node && 'ColumnRef' in node ? names(node.ColumnRef.fields).at(-1) : undefined;

const operator = (expression: A_Expr): string => names(expression.name).at(-1) ?? '';

/** The column that must equal a constant, or one of a list. */
function equals(node: Node, table: Keyed): string | undefined {
  if (!('A_Expr' in node)) return undefined;
  const { kind, lexpr, rexpr } = node.A_Expr;
  if (!['AEXPR_OP', 'AEXPR_IN', 'AEXPR_OP_ANY'].includes(kind ?? '') || operator(node.A_Expr) !== '=') return undefined;
  if (constant(rexpr, table)) return columnOf(lexpr);
  return constant(lexpr, table) ? columnOf(rexpr) : undefined;
}

/** Pinned to a key: to one row for each constant. Where the keys are not known, a column called id is one. */
function pinned(parts: readonly Node[], table: Keyed): boolean {
  const { keys, known } = table;
  const fixed = parts.flatMap((part) => equals(part, table) ?? []);
  return [...keys, ...(known ? [] : [['id']])].some((key) => key.every((name) => fixed.includes(name)));
}

/** Both ends of one column are given. */
function ranged(parts: readonly Node[], table: Keyed): boolean {
  const ends = new Map<string, Set<string>>();
  for (const part of parts) {
    if (!('A_Expr' in part)) continue;
    const name = columnOf(part.A_Expr.lexpr);
    if (name === undefined) continue;
    if (part.A_Expr.kind === 'AEXPR_BETWEEN') return true;
    const end = operator(part.A_Expr).replace('=', '');
    if (constant(part.A_Expr.rexpr, table)) ends.set(name, (ends.get(name) ?? new Set()).add(end));
  }
  return [...ends.values()].some((found) => found.has('<') && found.has('>'));
}
