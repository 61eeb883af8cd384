import type { A_Expr, Node } from '@pgsql/types';
import { all, as, constantText } from '../sql/nodes.ts';
import { stringOf } from '../sql/names.ts';
import { parseScript } from '../sql/parse.ts';
import type { ColumnShape, LeafShape, TableShape } from './shape.ts';

/** What a CHECK asks of one column, as far as we can read it. Bounds are inclusive. */
export interface Restriction {
  readonly low?: string;
  readonly high?: string;
  readonly values?: readonly string[];
  readonly shortest?: number;
  readonly longest?: number;
  readonly notNull?: true;
  readonly mustBeNull?: true;
}
/** By column name, unquoted; `VALUE` in a domain's check is `value`. */
export type Restrictions = ReadonlyMap<string, Restriction>;

/** What a column's value must satisfy: the table's checks, its domain's, and the partition it goes into. */
export function restrictionOf(table: TableShape, column: ColumnShape, leaf?: LeafShape): Restriction {
  const name = unquoted(column.name);
  const own = [...table.checks.map(({ definition }) => definition), ...(leaf?.bound === undefined ? [] : [leaf.bound])];
  const asked = own.map((definition) => readCheck(definition)?.get(name));
  const domain = column.kind.domainChecks.map((definition) => readCheck(definition)?.get('value'));
  return [...asked, ...domain].reduce<Restriction>((sum, next) => (next ? narrower(sum, next) : sum), {});
}

const unquoted = (name: string): string => (name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name);

/** Reads `CHECK (…)` or a bare expression; undefined where it is beyond us. */
export function readCheck(definition: string): Restrictions | undefined {
  const bare = definition.replace(/ NOT VALID$| NO INHERIT$/g, '');
  const sql = /^check\b/i.test(bare) ? bare : `CHECK (${bare})`;
  const parsed = parseScript('', `ALTER TABLE t ADD CONSTRAINT c ${sql}`);
  const node = parsed.ok ? parsed.value.statements[0]?.node : undefined;
  const command = as('AlterTableCmd', as('AlterTableStmt', node)?.cmds?.[0]);
  const expression = as('Constraint', command?.def)?.raw_expr;
  return expression && readNode(expression);
}

function readNode(node: Node): Restrictions | undefined {
  const logic = as('BoolExpr', node);
  if (logic?.boolop === 'AND_EXPR') return both((logic.args ?? []).map(readNode));
  // Any branch will do; the first that we can read.
  if (logic?.boolop === 'OR_EXPR') return (logic.args ?? []).map(readNode).find((branch) => branch !== undefined);
  const test = as('NullTest', node);
  const tested = columnOf(test?.arg);
  if (test && tested !== undefined) {
    return new Map([[tested, test.nulltesttype === 'IS_NOT_NULL' ? { notNull: true } : { mustBeNull: true }]]);
  }
  const expression = as('A_Expr', node);
  if (expression) return readComparison(expression);
  const flag = columnOf(node);
  return flag === undefined ? undefined : new Map([[flag, { values: ['true'] }]]);
}

function both(parts: readonly (Restrictions | undefined)[]): Restrictions | undefined {
  const merged = new Map<string, Restriction>();
  for (const part of parts) {
    if (!part) return undefined;
    for (const [column, restriction] of part) merged.set(column, narrower(merged.get(column) ?? {}, restriction));
  }
  return merged;
}

/** Both at once; of two bounds that are numbers the tighter one. */
export function narrower(a: Restriction, b: Restriction): Restriction {
  const low = pick(a.low, b.low, Math.max);
  const high = pick(a.high, b.high, Math.min);
  const values = a.values && b.values ? a.values.filter((value) => b.values?.includes(value)) : (a.values ?? b.values);
  return {
    ...a,
    ...b,
    ...(low !== undefined && { low }),
    ...(high !== undefined && { high }),
    ...(values && { values }),
    ...((a.shortest ?? b.shortest) !== undefined && { shortest: Math.max(a.shortest ?? 0, b.shortest ?? 0) }),
    ...((a.longest ?? b.longest) !== undefined && { longest: Math.min(a.longest ?? Infinity, b.longest ?? Infinity) }),
  };
}

function pick(a: string | undefined, b: string | undefined, of: (x: number, y: number) => number): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const chosen = of(Number(a), Number(b));
  return Number.isNaN(chosen) ? b : String(chosen);
}

function readComparison({ kind, name, lexpr, rexpr }: A_Expr): Restrictions | undefined {
  const operator = stringOf(name?.at(-1));
  const column = columnOf(lexpr);
  if (kind === 'AEXPR_OP_ANY' && column !== undefined && operator === '=') return oneOf(column, arrayItems(rexpr));
  if (kind === 'AEXPR_IN' && column !== undefined && operator === '=') return oneOf(column, as('List', rexpr)?.items);
  if (kind === 'AEXPR_BETWEEN' && column !== undefined) {
    const [low, high] = (as('List', rexpr)?.items ?? []).map(constant);
    return low === undefined || high === undefined ? undefined : new Map([[column, { low, high }]]);
  }
  if (kind !== 'AEXPR_OP') return undefined;
  const length = lengthOf(lexpr);
  const right = constant(rexpr);
  if (length !== undefined && right !== undefined) return lengthBound(length, operator, Number(right));
  if (column !== undefined && right !== undefined) return bound(column, operator, right);
  const mirrored = columnOf(rexpr);
  const left = constant(lexpr);
  return mirrored === undefined || left === undefined ? undefined : bound(mirrored, mirror[operator] ?? '', left);
}

const mirror: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=', '=': '=', '<>': '<>' };

function bound(column: string, operator: string, value: string): Restrictions | undefined {
  const one = Number.isInteger(Number(value)) && value.trim() !== '' ? 1 : 0;
  const step = (by: number): string =>
    Number.isNaN(Number(value)) ? value : String(Number(value) + by * (one || 0.01));
  switch (operator) {
    case '>':
      return new Map([[column, { low: step(1) }]]);
    case '>=':
      return new Map([[column, { low: value }]]);
    case '<':
      return new Map([[column, { high: step(-1) }]]);
    case '<=':
      return new Map([[column, { high: value }]]);
    case '=':
      return new Map([[column, { values: [value] }]]);
    case '<>':
      // Our values are numbers from 1 and hashes: only a small number could be hit.
      return Number.isNaN(Number(value)) || value === ''
        ? new Map()
        : new Map([[column, { low: String(Math.max(1, Number(value) + 1)) }]]);
    default:
      return undefined;
  }
}

function lengthBound(column: string, operator: string, value: number): Restrictions | undefined {
  const bounds: Readonly<Record<string, Restriction>> = {
    '=': { shortest: value, longest: value },
    '<': { longest: value - 1 },
    '<=': { longest: value },
    '>': { shortest: value + 1 },
    '>=': { shortest: value },
    '<>': { shortest: value + 1 },
  };
  const found = bounds[operator];
  return found && new Map([[column, found]]);
}

function oneOf(column: string, items: readonly Node[] | undefined): Restrictions | undefined {
  const values = items?.map(constant);
  if (!values || values.length === 0 || values.includes(undefined)) return undefined;
  return new Map([[column, { values: values.filter((value) => value !== undefined) }]]);
}

function arrayItems(node: Node | undefined): readonly Node[] | undefined {
  const cast = as('TypeCast', node);
  return cast ? arrayItems(cast.arg) : as('A_ArrayExpr', node)?.elements;
}

function columnOf(node: Node | undefined): string | undefined {
  const cast = as('TypeCast', node);
  if (cast) return columnOf(cast.arg);
  const fields = as('ColumnRef', node)?.fields;
  return fields ? stringOf(fields.at(-1)) : undefined;
}

const lengths = new Set(['length', 'char_length', 'character_length', 'octet_length']);
function lengthOf(node: Node | undefined): string | undefined {
  const call = as('FuncCall', node);
  if (!call || !lengths.has(stringOf(call.funcname?.at(-1)))) return undefined;
  const inner = all('FuncCall', call.args)[0];
  // length(btrim(x)): our texts have no blanks.
  return inner ? columnOf(inner.args?.[0]) : columnOf(call.args?.[0]);
}

/** `'-5'::integer` too, and `(- 5)`. */
function constant(node: Node | undefined): string | undefined {
  const sign = as('A_Expr', node);
  if (sign && !sign.lexpr && stringOf(sign.name?.[0]) === '-') {
    const value = constantText(sign.rexpr);
    return value === undefined ? undefined : `-${value}`;
  }
  return constantText(node);
}
