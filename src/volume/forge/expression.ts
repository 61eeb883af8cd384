import type { A_Expr, BoolExpr, Node } from '@pgsql/types';
import { stringOf } from '../../sql/names.ts';
import { as, constantText } from '../../sql/nodes.ts';
import { parseScript } from '../../sql/parse.ts';
import { tailDigits } from '../pool.ts';
import { callOf } from './calls.ts';
import type { Arguments } from './calls.ts';
import { castOf } from './casts.ts';
import { choiceOf, coalesced } from './choices.ts';
import type { Above } from './choices.ts';
import { pickOf } from './picks.ts';
import { joined, paddedHex, spelled, written } from './texts.ts';
import type { Texts } from './texts.ts';
import { dayBehind, isTime, shifted, spanOf } from './times.ts';
import type { Vector } from './vector.ts';
import { bothOrEither, comparison, constant, difference, given } from './vectors.ts';
import { product, quotient, remainder, sum } from './vectors.ts';
import type { Numbers, Program } from './vectors.ts';

/** What an expression may speak of. */
export interface Scope {
  readonly program: Program;
  /** Numbers of its rows. */
  readonly first: number;
  readonly last: number;
  readonly blocks: number;
  /** How long the pool's texts are, by name; those of other kinds and lengths are not in it. */
  readonly pooled: ReadonlyMap<string, number>;
  /** What was read before: expressions repeat themselves. */
  readonly known: Map<string, Vector | undefined>;
}

/** An expression's tree. */
export function expressionOf(sql: string): Node | undefined {
  const parsed = parseScript('', `SELECT ${sql}`);
  const query = as('SelectStmt', parsed.ok ? parsed.value.statements[0]?.node : undefined);
  return as('ResTarget', query?.targetList?.[0])?.val;
}

/**
 * The values that the generator's SQL makes of the row `g`, worked out here: the few operations that its keys, times and
 * digests are made of. Undefined for any other.
 */
export function vectorOf(scope: Scope, node: Node | undefined): Vector | undefined {
  if (!node) return undefined;
  const key = keyOf(node);
  if (scope.known.has(key)) return scope.known.get(key);
  const vector = read(scope, node);
  scope.known.set(key, vector);
  return vector;
}

const keyOf = (node: Node): string =>
  JSON.stringify(node, (name, value: unknown) => (name === 'location' ? undefined : value));

/** Reads it where more is known of a number. */
function vectorWhere(scope: Scope, node: Node | undefined, above: Above | undefined): Vector | undefined {
  const value = above && vectorOf(scope, above.node);
  if (value?.kind !== 'number' || !above || above.low > value.high) return vectorOf(scope, node);
  const narrower = { ...value, low: Math.max(value.low, above.low) };
  return vectorOf({ ...scope, known: new Map([[keyOf(above.node), narrower]]) }, node);
}

function read(scope: Scope, node: Node): Vector | undefined {
  const cast = as('TypeCast', node);
  if (cast) return castOf(scope.program, cast, () => vectorOf(scope, cast.arg));
  const call = as('FuncCall', node);
  if (call) return callOf(scope.program, call, argumentsIn(scope));
  const expression = as('A_Expr', node);
  if (expression) return operation(scope, expression);
  const either = as('CaseExpr', node);
  if (either) return choiceOf(scope.program, either, (one, above) => vectorWhere(scope, one, above));
  const logic = as('BoolExpr', node);
  if (logic) return logicOf(scope, logic);
  const known = as('CoalesceExpr', node);
  if (known) return coalesced(scope.program, known, (one) => vectorOf(scope, one));
  const indirection = as('A_Indirection', node);
  if (indirection) return pickOf(indirection, (one) => numberIn(scope, one));
  return as('ColumnRef', node) ? columnOf(scope, node) : constantOf(node);
}

function constantOf(node: Node): Vector | undefined {
  const text = as('A_Const', node)?.sval;
  if (text) return written(text.sval ?? '');
  const number = constantText(node);
  return number !== undefined && /^-?\d+$/.test(number) ? constant(Number(number)) : undefined;
}

function columnOf({ program, first, last, blocks, pooled }: Scope, node: Node): Vector | undefined {
  const fields = as('ColumnRef', node)?.fields ?? [];
  const name = fields.map(stringOf).join('.');
  if (name === 'g') return given(program.rows, first, last);
  if (name === 'b.tail') return paddedHex(program, given(program.blocks, 0, blocks - 1), tailDigits);
  const length = fields.length === 2 && name.startsWith('p.') ? pooled.get(name.slice(2)) : undefined;
  return length === undefined ? undefined : { kind: 'text', parts: [{ length }] };
}

const argumentsIn = (scope: Scope): Arguments => ({
  number: (node) => numberIn(scope, node),
  text: (node) => textIn(scope, node),
  other: (node) => vectorOf(scope, node),
});

function numberIn(scope: Scope, node: Node | undefined): Numbers | undefined {
  const value = vectorOf(scope, node);
  return value?.kind === 'number' ? value : undefined;
}

function textIn(scope: Scope, node: Node | undefined): Texts | undefined {
  const value = vectorOf(scope, node);
  if (value?.kind === 'digest') return spelled(scope.program, value);
  return value?.kind === 'text' ? value : undefined;
}

const arithmetic = { '+': sum, '-': difference, '*': product, '/': quotient, '%': remainder } as const;
const isArithmetic = (operator: string): operator is keyof typeof arithmetic => operator in arithmetic;

function operation(scope: Scope, { name, lexpr, rexpr }: A_Expr): Vector | undefined {
  const { program } = scope;
  const operator = stringOf(name?.at(-1));
  if (operator === '||') return chained(scope, lexpr, rexpr);
  const [a, b] = [vectorOf(scope, lexpr), vectorOf(scope, rexpr)];
  if (!a || !b) return undefined;
  if (a.kind === 'number' && b.kind === 'number')
    return isArithmetic(operator) ? arithmetic[operator](program, a, b) : comparison(program, operator, a, b);
  if (a.kind === 'number') return isTime(b) && operator === '*' ? spanOf(program, a, b) : undefined;
  if (!isTime(a)) return undefined;
  if (b.kind === 'number') return operator === '+' ? dayBehind(program, a, b) : undefined;
  return isTime(b) ? shifted(program, operator, a, b) : undefined;
}

function chained(scope: Scope, lexpr: Node | undefined, rexpr: Node | undefined): Vector | undefined {
  const digits = vectorOf(scope, lexpr);
  const behind = as('A_Const', rexpr)?.sval?.sval;
  if (digits?.kind === 'digits')
    return behind === undefined ? undefined : { ...digits, behind: `${digits.behind}${behind}` };
  const [a, b] = [textIn(scope, lexpr), textIn(scope, rexpr)];
  return a && b && joined(a, b);
}

function logicOf(scope: Scope, { boolop, args }: BoolExpr): Numbers | undefined {
  const [first, ...others] = (args ?? []).map((one) => vectorOf(scope, one));
  if (boolop === 'NOT_EXPR' || first?.kind !== 'truth') return undefined;
  let all: Numbers | undefined = first;
  for (const one of others)
    all =
      all && one?.kind === 'truth'
        ? bothOrEither(scope.program, all, one, boolop === 'AND_EXPR' ? 'both' : 'either')
        : undefined;
  return all;
}
