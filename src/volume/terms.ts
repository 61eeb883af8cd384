import type { Node } from '@pgsql/types';
import { as, constantText } from '../sql/nodes.ts';
import { stringOf } from '../sql/names.ts';

/** What a comparison is about: a column's value, or something of it. */
export interface Subject {
  readonly column: string;
  readonly of: 'value' | 'length' | 'items' | 'json' | 'lower' | 'upper';
}

export function columnOf(node: Node | undefined): string | undefined {
  const cast = as('TypeCast', node);
  if (cast) return columnOf(cast.arg);
  const collated = as('CollateClause', node);
  if (collated) return columnOf(collated.arg);
  const fallback = as('CoalesceExpr', node);
  // Where it is NULL, the constant behind it was chosen to pass.
  if (fallback) return (fallback.args ?? []).slice(1).every(isConstant) ? columnOf(fallback.args?.[0]) : undefined;
  const fields = as('ColumnRef', node)?.fields;
  return fields ? stringOf(fields.at(-1)) || undefined : undefined;
}

const isConstant = (node: Node): boolean => constantText(node) !== undefined;

const subjects: Readonly<Record<string, Subject['of']>> = {
  length: 'length',
  char_length: 'length',
  character_length: 'length',
  octet_length: 'length',
  bit_length: 'length',
  array_length: 'items',
  cardinality: 'items',
  jsonb_typeof: 'json',
  json_typeof: 'json',
  lower: 'lower',
  upper: 'upper',
  // Our texts have no blanks around them.
  btrim: 'value',
  ltrim: 'value',
  rtrim: 'value',
  trim_array: 'items',
};

export function subjectOf(node: Node | undefined): Subject | undefined {
  const cast = as('TypeCast', node);
  if (cast) return subjectOf(cast.arg);
  const column = columnOf(node);
  if (column !== undefined) return { column, of: 'value' };
  const call = as('FuncCall', node);
  const of = subjects[stringOf(call?.funcname?.at(-1))];
  if (!call || !of) return undefined;
  const inner = subjectOf(call.args?.[0]);
  if (inner?.of !== 'value') return undefined;
  return { column: inner.column, of };
}

/** `'-5'::integer`, `(- 5)`, `now()`: as the text that Postgres would read. */
export function constant(node: Node | undefined): string | undefined {
  const cast = as('TypeCast', node);
  if (cast) return constant(cast.arg);
  const sign = as('A_Expr', node);
  if (sign && !sign.lexpr && stringOf(sign.name?.[0]) === '-') {
    const value = constantText(sign.rexpr);
    return value === undefined ? undefined : `-${value}`;
  }
  const special = as('SQLValueFunction', node)?.op;
  if (special === 'SVFOP_CURRENT_DATE') return 'today';
  if (special?.startsWith('SVFOP_CURRENT_TIMESTAMP') || special?.startsWith('SVFOP_LOCALTIMESTAMP')) return 'now';
  const call = as('FuncCall', node);
  if (call && ['now', 'clock_timestamp', 'transaction_timestamp'].includes(stringOf(call.funcname?.at(-1)))) {
    return 'now';
  }
  return constantText(node);
}

/** `ARRAY['a', 'b']`, `'{a,b}'::text[]`, `('a', 'b')`. */
export function listOf(node: Node | undefined): readonly string[] | undefined {
  const cast = as('TypeCast', node);
  if (cast) return listOf(cast.arg);
  const written = as('A_Const', node)?.sval?.sval;
  if (written !== undefined) return arrayLiteral(written);
  const items = as('A_ArrayExpr', node)?.elements ?? as('List', node)?.items;
  const values = items?.map(constant);
  if (!values || values.length === 0 || values.includes(undefined)) return undefined;
  return values.filter((value) => value !== undefined);
}

/** Items without quotes, commas or braces; others are beyond us. */
function arrayLiteral(text: string): readonly string[] | undefined {
  const inner = /^\{([^{}"\\]*)\}$/.exec(text)?.[1];
  return inner === undefined || inner === '' ? undefined : inner.split(',');
}
