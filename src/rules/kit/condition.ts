import type { A_Expr, Node, TypeName } from '@pgsql/types';
import type { Column } from '../../sql/model.ts';
import { stringOf, stringsOf } from '../../sql/names.ts';
import { as, constantText } from '../../sql/nodes.ts';
import { after, allBut, before, between, common, everything, exactly, least, most, union } from './values.ts';
import type { Point, Values } from './values.ts';

/** The column a condition is asked about; its type where it is known. */
export type Asked = Pick<Column, 'name'> & Partial<Pick<Column, 'type'>>;

/**
 * The values that a condition leaves to a column, at most: what it says of other columns, or in a way that is not
 * understood here, narrows nothing. NULL is not among the values.
 */
export function valuesWhere(condition: Node | undefined, column: Asked): Values {
  const logic = as('BoolExpr', condition);
  if (logic) {
    const [first] = logic.args ?? [];
    const parts = (logic.args ?? []).map((arg) => valuesWhere(arg, column));
    if (logic.boolop === 'AND_EXPR') return parts.reduce(common, everything);
    return logic.boolop === 'OR_EXPR' ? union(parts) : valuesWhereNot(first, column);
  }
  const test = as('NullTest', condition);
  if (test && isColumn(test.arg, column)) return test.nulltesttype === 'IS_NULL' ? [] : everything;
  const comparison = as('A_Expr', condition);
  return (comparison && compared(comparison, column)) ?? everything;
}

/** NOT of what is not understood is not understood either, so it is driven down to the comparisons. */
function valuesWhereNot(condition: Node | undefined, column: Asked): Values {
  const logic = as('BoolExpr', condition);
  if (logic) {
    const [first] = logic.args ?? [];
    const parts = (logic.args ?? []).map((arg) => valuesWhereNot(arg, column));
    if (logic.boolop === 'OR_EXPR') return parts.reduce(common, everything);
    return logic.boolop === 'AND_EXPR' ? union(parts) : valuesWhere(first, column);
  }
  const test = as('NullTest', condition);
  if (test && isColumn(test.arg, column)) return test.nulltesttype === 'IS_NULL' ? everything : [];
  const comparison = as('A_Expr', condition);
  const values = comparison && compared(comparison, column);
  return values ? allBut(values) : everything;
}

/** Exactly the values for which the comparison holds; undefined where it is not understood. */
function compared({ kind, name, lexpr, rexpr }: A_Expr, column: Asked): Values | undefined {
  const operator = stringOf(name?.at(-1));
  if (!isColumn(lexpr, column)) {
    const flipped = kind === 'AEXPR_OP' && isColumn(rexpr, column) ? flip[operator] : undefined;
    const point = flipped && pointOf(lexpr, column);
    return flipped && point !== undefined ? sideOf(flipped, point) : undefined;
  }
  const points = listOf(rexpr).map((one) => pointOf(one, column));
  if (points.length === 0 || !areKnown(points)) return undefined;
  const [low, high] = points;
  switch (kind) {
    case 'AEXPR_OP':
      return low !== undefined && points.length === 1 ? sideOf(operator, low) : undefined;
    case 'AEXPR_IN':
      return operator === '<>' ? allBut(union(points.map(exactly))) : union(points.map(exactly));
    case 'AEXPR_OP_ANY':
      return operator === '=' ? union(points.map(exactly)) : undefined;
    case 'AEXPR_OP_ALL':
      return operator === '<>' ? allBut(union(points.map(exactly))) : undefined;
    case 'AEXPR_BETWEEN':
      return low !== undefined && high !== undefined ? between(before(low), after(high)) : undefined;
    default:
      return undefined;
  }
}

const areKnown = (points: readonly (Point | undefined)[]): points is readonly Point[] => !points.includes(undefined);

const flip: Readonly<Record<string, string | undefined>> = { '=': '=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

function sideOf(operator: string, point: Point): Values | undefined {
  switch (operator) {
    case '=':
      return exactly(point);
    case '<>':
      return allBut(exactly(point));
    case '<':
      return between(least, before(point));
    case '<=':
      return between(least, after(point));
    case '>':
      return between(after(point), most);
    case '>=':
      return between(before(point), most);
    default:
      return undefined;
  }
}

/** The column itself, perhaps in a cast between texts, as pg_dump writes varchar. */
function isColumn(node: Node | undefined, column: Asked): boolean {
  const cast = as('TypeCast', node);
  if (cast) return isText(typeOf(cast.typeName)) && isColumn(cast.arg, column);
  return stringOf(as('ColumnRef', node)?.fields?.at(-1)) === column.name;
}

/** `(1, 2)`, `ARRAY[1, 2]`, with casts around it; anything else is a list of itself. */
function listOf(node: Node | undefined): readonly Node[] {
  const inCast = as('TypeCast', node);
  if (inCast?.arg && inCast.typeName?.arrayBounds) return listOf(inCast.arg);
  return as('List', node)?.items ?? as('A_ArrayExpr', node)?.elements ?? (node ? [node] : []);
}

const typeOf = (type: TypeName | undefined): string => stringsOf(type?.names).at(-1) ?? '';
const isText = (type: string): boolean => ['text', 'varchar', 'bpchar'].includes(type);
const isNumber = (type: string): boolean => /^(?:int[248]|numeric|float[48])$/.test(type);
const isTime = (type: string): boolean => ['date', 'timestamp', 'timestamptz'].includes(type);

/** A constant as a point among the column's values. A cast to another type, as Postgres's proofs see it, is none. */
export function pointOf(node: Node | undefined, column: Asked): Point | undefined {
  const text = constantText(node);
  const cast = as('TypeCast', node);
  const written = cast ? typeOf(cast.typeName) : undefined;
  const type = column.type?.name ?? written;
  if (text === undefined || (cast && as('TypeCast', cast.arg))) return undefined;
  const alike = (of: (name: string) => boolean): boolean => type !== undefined && of(type) && of(written ?? type);
  if (alike(isNumber)) return numberIn(text);
  if (written !== undefined && written !== type && !alike(isText)) return undefined;
  if (type === undefined) return numberIn(text) ?? timeIn(text) ?? text;
  return isTime(type) ? timeIn(text) : text;
}

function numberIn(text: string): bigint | number | undefined {
  if (/^-?\d+$/.test(text)) return BigInt(text);
  return /^-?\d*\.\d+$/.test(text) ? Number(text) : undefined;
}

/** ISO dates and times, in full; a zone other than UTC is not worked out. */
function timeIn(text: string): string | undefined {
  const found =
    /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(?::(\d\d))?(?:\.(\d{1,6}))?)?\s*(?:Z|UTC|[+-]00(?::?00)?)?$/i.exec(text);
  if (!found) return undefined;
  const [, day = '', minute = '00:00', second = '00', fraction = ''] = found;
  return `${day} ${minute}:${second}.${fraction.padEnd(6, '0')}`;
}
