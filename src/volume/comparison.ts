import type { A_Expr } from '@pgsql/types';
import { as } from '../sql/nodes.ts';
import { stringOf } from '../sql/names.ts';
import { likePattern } from './pattern.ts';
import type { Alternative, Restriction } from './restriction.ts';
import { constant, listOf, subjectOf } from './terms.ts';
import type { Subject } from './terms.ts';

const opposites: Readonly<Record<string, string>> = {
  '=': '<>',
  '<>': '=',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
  '~': '!~',
  '!~': '~',
  '~*': '!~*',
  '!~*': '~*',
  '~~': '!~~',
  '!~~': '~~',
  '~~*': '!~~*',
  '!~~*': '~~*',
};
const mirrored: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=', '=': '=', '<>': '<>' };

/** What `a op b` asks of a column; undefined where it is beyond us. */
export function readComparison(expression: A_Expr, sense: 'holds' | 'fails'): Alternative | undefined {
  const { kind, lexpr, rexpr } = expression;
  const written = stringOf(expression.name?.at(-1));
  const operator = sense === 'holds' ? written : opposites[written];
  if (operator === undefined) return undefined;
  const left = subjectOf(lexpr);
  if (kind === 'AEXPR_IN' || kind === 'AEXPR_OP_ANY' || kind === 'AEXPR_OP_ALL') {
    const values = listOf(rexpr);
    return left && values && ofList(left, operator, values);
  }
  if (kind === 'AEXPR_BETWEEN' && sense === 'holds') {
    const [low, high] = (as('List', rexpr)?.items ?? []).map(constant);
    if (left?.of !== 'value' || low === undefined || high === undefined) return undefined;
    return new Map([[left.column, { low, high }]]);
  }
  if (kind === 'AEXPR_DISTINCT' || kind === 'AEXPR_NOT_DISTINCT') {
    const same = (kind === 'AEXPR_NOT_DISTINCT') === (sense === 'holds');
    const value = constant(rexpr);
    return left && value !== undefined ? compared(left, same ? '=' : '<>', value) : undefined;
  }
  if (!['AEXPR_OP', 'AEXPR_LIKE', 'AEXPR_ILIKE'].includes(kind ?? '')) return undefined;
  const right = constant(rexpr);
  if (left && right !== undefined) return compared(left, operator, right);
  const before = constant(lexpr);
  const behind = subjectOf(rexpr);
  if (behind && before !== undefined) return compared(behind, mirrored[operator] ?? '', before);
  return left && behind ? related(left, operator, behind) : undefined;
}

function ofList({ column, of }: Subject, operator: string, values: readonly string[]): Alternative | undefined {
  if (of === 'length' || of === 'items') return undefined;
  if (of === 'json') return operator === '=' ? new Map([[column, { json: values[0] ?? 'object' }]]) : undefined;
  if (operator === '=') return new Map([[column, { values }]]);
  return operator === '<>' ? new Map([[column, { not: values }]]) : undefined;
}

function compared({ column, of }: Subject, operator: string, value: string): Alternative | undefined {
  const found = restrictions[of](operator, value);
  return found && new Map([[column, found]]);
}

const restrictions: Readonly<Record<Subject['of'], (operator: string, value: string) => Restriction | undefined>> = {
  value: valueBound,
  lower: (operator, value) => (operator === '=' ? { values: [value] } : undefined),
  upper: (operator, value) => (operator === '=' ? { values: [value] } : undefined),
  json: (operator, value) => (operator === '=' ? { json: value } : {}),
  length(operator, value) {
    const [shortest, longest] = counted(operator, Number(value));
    return { ...(shortest !== undefined && { shortest }), ...(longest !== undefined && { longest }) };
  },
  items(operator, value) {
    const [fewest, most] = counted(operator, Number(value));
    return { ...(fewest !== undefined && { fewest }), ...(most !== undefined && { most }) };
  },
};

function counted(operator: string, value: number): readonly [number | undefined, number | undefined] {
  const bounds: Readonly<Record<string, readonly [number | undefined, number | undefined]>> = {
    '=': [value, value],
    '<': [undefined, value - 1],
    '<=': [undefined, value],
    '>': [value + 1, undefined],
    '>=': [value, undefined],
    '<>': [value + 1, undefined],
  };
  return bounds[operator] ?? [undefined, undefined];
}

function valueBound(operator: string, value: string): Restriction | undefined {
  switch (operator) {
    case '>':
      return { low: value, lowOpen: true };
    case '>=':
      return { low: value };
    case '<':
      return { high: value, highOpen: true };
    case '<=':
      return { high: value };
    case '=':
      return { values: [value] };
    case '<>':
      return unlike(value);
    case '~':
    case '~*':
      return { patterns: [value] };
    case '~~':
    case '~~*':
      return { patterns: [likePattern(value)] };
    // What we invent is letters and digits: what shall not be there seldom is.
    case '!~':
    case '!~*':
    case '!~~':
    case '!~~*':
      return {};
    default:
      return undefined;
  }
}

/** Our values are numbers from 1 and hashes: only a small number, or no text at all, could be hit. */
function unlike(value: string): Restriction {
  if (value === '') return { shortest: 1 };
  const number = Number(value);
  return Number.isNaN(number) ? { not: [value] } : { not: [value], low: String(Math.max(1, number + 1)) };
}

/** Two columns: `starts_at < ends_at`, `lower(name) = name`. */
function related(left: Subject, operator: string, right: Subject): Alternative | undefined {
  const letters = [left.of, right.of].find((of) => of === 'lower' || of === 'upper');
  if (left.column === right.column) {
    if (operator !== '=') return undefined;
    return new Map([[left.column, letters === 'lower' || letters === 'upper' ? { letters } : {}]]);
  }
  if (left.of !== 'value' || right.of !== 'value') return undefined;
  const rising: Alternative = new Map([
    [left.column, { below: true }],
    [right.column, { above: left.column }],
  ]);
  const falling: Alternative = new Map([
    [right.column, { below: true }],
    [left.column, { above: right.column }],
  ]);
  if (operator === '<' || operator === '<=' || operator === '<>') return rising;
  return operator === '>' || operator === '>=' ? falling : undefined;
}
