import type { Node } from '@pgsql/types';
import { columnsIn, as } from '../sql/nodes.ts';
import { stringOf } from '../sql/names.ts';
import type { Alternative, Restriction } from './restriction.ts';

/** More columns have too many ways to be NULL together. */
const mostColumns = 6;

/**
 * A condition that only asks which columns are NULL (`num_nonnulls(a, b) = 1`, `(a IS NULL) = (b IS NULL)`): every way
 * to satisfy it. Undefined where it asks for anything else.
 */
export function nullAlternatives(node: Node, wanted: boolean): readonly Alternative[] | undefined {
  const columns = columnsIn(node);
  if (columns.length === 0 || columns.length > mostColumns) return undefined;
  const found: Alternative[] = [];
  for (let bits = 0; bits < 2 ** columns.length; bits++) {
    const isNull = (column: string): boolean => ((bits >> columns.indexOf(column)) & 1) === 1;
    const value = evaluate(node, isNull);
    if (value === undefined) return undefined;
    if (value === wanted) found.push(new Map(columns.map((column) => [column, nullness(isNull(column))])));
  }
  return found;
}

const nullness = (isNull: boolean): Restriction => (isNull ? { mustBeNull: true } : { notNull: true });

type Value = boolean | number | undefined;

function evaluate(node: Node | undefined, isNull: (column: string) => boolean): Value {
  if (!node) return undefined;
  const test = as('NullTest', node);
  if (test) {
    const column = stringOf(as('ColumnRef', test.arg)?.fields?.at(-1));
    return column === '' ? undefined : isNull(column) === (test.nulltesttype === 'IS_NULL');
  }
  const cast = as('TypeCast', node);
  if (cast) return evaluate(cast.arg, isNull);
  const constant = as('A_Const', node);
  if (constant?.boolval) return constant.boolval.boolval === true;
  if (constant) return constant.ival && (constant.ival.ival ?? 0);
  const logic = as('BoolExpr', node);
  if (logic) {
    const values = (logic.args ?? []).map((one) => evaluate(one, isNull));
    if (values.includes(undefined)) return undefined;
    if (logic.boolop === 'NOT_EXPR') return values[0] !== true;
    return logic.boolop === 'AND_EXPR' ? values.every(Boolean) : values.some(Boolean);
  }
  return evaluateCall(node, isNull) ?? evaluateCase(node, isNull) ?? evaluateOperator(node, isNull);
}

function evaluateCall(node: Node | undefined, isNull: (column: string) => boolean): Value {
  const call = as('FuncCall', node);
  const name = stringOf(call?.funcname?.at(-1));
  if (name !== 'num_nonnulls' && name !== 'num_nulls') return undefined;
  const columns = (call?.args ?? []).map(plainColumn);
  if (columns.includes(undefined)) return undefined;
  return columns.filter((column) => column !== undefined && isNull(column) === (name === 'num_nulls')).length;
}

function plainColumn(node: Node | undefined): string | undefined {
  const cast = as('TypeCast', node);
  return cast ? plainColumn(cast.arg) : stringOf(as('ColumnRef', node)?.fields?.at(-1)) || undefined;
}

function evaluateCase(node: Node | undefined, isNull: (column: string) => boolean): Value {
  const choice = as('CaseExpr', node);
  if (!choice || choice.arg) return undefined;
  for (const arm of choice.args ?? []) {
    const when = as('CaseWhen', arm);
    const holds = evaluate(when?.expr, isNull);
    if (holds === undefined) return undefined;
    if (holds === true) return evaluate(when?.result, isNull);
  }
  return evaluate(choice.defresult, isNull);
}

function evaluateOperator(node: Node | undefined, isNull: (column: string) => boolean): Value {
  const expression = as('A_Expr', node);
  const left = evaluate(expression?.lexpr, isNull);
  const right = evaluate(expression?.rexpr, isNull);
  if (left === undefined || right === undefined) return undefined;
  const [a, b] = [Number(left), Number(right)];
  const results: Readonly<Record<string, Value>> = {
    '=': a === b,
    '<>': a !== b,
    '<': a < b,
    '<=': a <= b,
    '>': a > b,
    '>=': a >= b,
    '+': a + b,
    '-': a - b,
  };
  return results[stringOf(expression?.name?.at(-1))];
}
