import type { A_Expr, Node, TypeName } from '@pgsql/types';
import { quoteIdentifier, stringOf, stringsOf } from './names.ts';
import { as } from './nodes.ts';

/**
 * The SQL text of an expression, for people and for comparing. Common forms only: what is left is written `…`,
 * because nothing here is ever run.
 */
export function expressionText(node: Node | undefined): string {
  if (!node) return '';
  const constant = as('A_Const', node);
  if (constant) return constantSql(constant);
  const column = as('ColumnRef', node);
  if (column)
    return (column.fields ?? []).map((field) => ('A_Star' in field ? '*' : quoteIdentifier(stringOf(field)))).join('.');
  const cast = as('TypeCast', node);
  if (cast) return `${operand(cast.arg, tightest)}::${typeText(cast.typeName)}`;
  const call = as('FuncCall', node);
  if (call) {
    const name = stringsOf(call.funcname).filter((part) => part !== 'pg_catalog');
    return `${name.map(quoteIdentifier).join('.')}(${call.agg_star ? '*' : list(call.args)})`;
  }
  return operatorText(node) ?? otherText(node) ?? '…';
}

const list = (nodes: readonly Node[] | undefined): string => (nodes ?? []).map(expressionText).join(', ');

function constantSql(constant: NonNullable<ReturnType<typeof as<'A_Const'>>>): string {
  if (constant.isnull) return 'NULL';
  if (constant.sval) return `'${(constant.sval.sval ?? '').replaceAll("'", "''")}'`;
  if (constant.boolval) return String(constant.boolval.boolval ?? false);
  if (constant.fval) return constant.fval.fval ?? '';
  if (constant.bsval) return constant.bsval.bsval ?? '';
  return String(constant.ival?.ival ?? 0);
}

function operatorText(node: Node): string | undefined {
  const expression = as('A_Expr', node);
  if (expression) return comparison(expression);
  const logic = as('BoolExpr', node);
  if (logic?.boolop === 'NOT_EXPR') return `NOT (${list(logic.args)})`;
  if (logic) {
    const word = logic.boolop === 'OR_EXPR' ? ' OR ' : ' AND ';
    return (logic.args ?? [])
      .map((arg) => ('BoolExpr' in arg ? `(${expressionText(arg)})` : expressionText(arg)))
      .join(word);
  }
  const nullTest = as('NullTest', node);
  if (nullTest)
    return `${operand(nullTest.arg, tightest)} ${nullTest.nulltesttype === 'IS_NULL' ? 'IS NULL' : 'IS NOT NULL'}`;
  return undefined;
}

function comparison({ kind, name, lexpr, rexpr }: A_Expr): string {
  const operator = stringOf(name?.at(-1));
  const bond = kind === 'AEXPR_OP' ? bondOf(operator) : 0;
  // What stands on the left of an equal goes first anyway; a comparison of comparisons is no SQL without brackets.
  const left = operand(lexpr, bond === 0 ? 1 : bond);
  const right = rexpr && 'List' in rexpr ? `(${list(rexpr.List.items)})` : operand(rexpr, bond + 1);
  switch (kind) {
    case 'AEXPR_IN':
      return `${left} ${operator === '<>' ? 'NOT IN' : 'IN'} ${right}`;
    case 'AEXPR_OP_ANY':
      return `${left} ${operator} ANY (${right})`;
    case 'AEXPR_BETWEEN':
      return `${left} BETWEEN ${right.slice(1, -1).replace(', ', ' AND ')}`;
    case 'AEXPR_LIKE':
      return `${left} ${operator === '!~~' ? 'NOT LIKE' : 'LIKE'} ${right}`;
    default:
      return left === '' ? `${operator}${right}` : `${left} ${operator} ${right}`;
  }
}

const bonds = ['< > = <= >= <> !=', '', '+ -', '* / %', '^'].map((operators) => operators.split(' '));
const tightest = bonds.length;

/** How tightly an operator binds, as Postgres has it: a comparison the least, one of any other name a little more. */
const bondOf = (operator: string): number => {
  const known = bonds.findIndex((operators) => operators.includes(operator));
  return known === -1 ? 1 : known;
};

/** Part of an expression, in brackets where its own operator binds less than `least`. */
function operand(node: Node | undefined, least: number): string {
  const text = expressionText(node);
  if (!node) return text;
  const expression = as('A_Expr', node);
  const loose = expression
    ? (expression.kind === 'AEXPR_OP' ? bondOf(stringOf(expression.name?.at(-1))) : 0) < least
    : 'BoolExpr' in node || 'NullTest' in node;
  return loose ? `(${text})` : text;
}

function otherText(node: Node): string | undefined {
  const coalesce = as('CoalesceExpr', node);
  if (coalesce) return `COALESCE(${list(coalesce.args)})`;
  const array = as('A_ArrayExpr', node);
  if (array) return `ARRAY[${list(array.elements)}]`;
  const value = as('SQLValueFunction', node);
  return value?.op?.replace('SVFOP_', '').replace(/_N$/, '');
}

export function typeText(type: TypeName | undefined): string {
  const names = stringsOf(type?.names).filter((part) => part !== 'pg_catalog');
  const modifiers = type?.typmods ? `(${list(type.typmods)})` : '';
  return `${names.map(quoteIdentifier).join('.')}${modifiers}${'[]'.repeat(type?.arrayBounds?.length ?? 0)}`;
}

/** Columns that are certainly not null wherever the expression holds: `a IS NOT NULL AND …`. */
export function provesNotNull(node: Node | undefined): readonly string[] {
  const logic = as('BoolExpr', node);
  if (logic?.boolop === 'AND_EXPR') return (logic.args ?? []).flatMap(provesNotNull);
  const test = as('NullTest', node);
  const column = as('ColumnRef', test?.arg);
  return test?.nulltesttype === 'IS_NOT_NULL' && column ? [stringOf(column.fields?.at(-1))] : [];
}

/** `col IN ('a', 'b')`, `col = ANY (ARRAY['a', 'b'])` or `col = 'a'`: the column, and the values it may have. */
export function allowedValues(
  node: Node | undefined,
): { readonly column: string; readonly values: readonly string[] } | undefined {
  const expression = as('A_Expr', node);
  const column = as('ColumnRef', bare(expression?.lexpr));
  if (!expression || !column || stringOf(expression.name?.at(-1)) !== '=') return undefined;
  const right = bare(expression.rexpr);
  const values = as('List', right)?.items ?? as('A_ArrayExpr', right)?.elements ?? (right ? [right] : []);
  const constants = values.map(bare).filter((one) => one !== undefined && 'A_Const' in one);
  if (constants.length < values.length) return undefined;
  return { column: stringOf(column.fields?.at(-1)), values: constants.map(expressionText) };
}

/** Without the casts that pg_dump writes around everything. */
function bare(node: Node | undefined): Node | undefined {
  const cast = as('TypeCast', node);
  return cast ? bare(cast.arg) : node;
}
