import type { Node } from '@pgsql/types';
import { as } from '../sql/nodes.ts';
import { parseScript } from '../sql/parse.ts';
import { readComparison } from './comparison.ts';
import { nullAlternatives } from './nulls.ts';
import { together } from './restriction.ts';
import type { Alternative } from './restriction.ts';
import { coprime } from './spread.ts';
import { columnOf } from './terms.ts';

/** A condition as a choice of ways to satisfy it. */
export interface Reading {
  readonly alternatives: readonly Alternative[];
  /** `part`: something in it is beyond us, so that rows made after it must be tried. */
  readonly extent: 'whole' | 'part';
}

/** What a condition shall be: a partial key's predicate is also wanted to fail. */
export type Sense = 'holds' | 'fails';

/** More ways make too many statements. */
const mostAlternatives = 12;

const anything: Reading = { alternatives: [new Map()], extent: 'whole' };
const beyond: Reading = { alternatives: [new Map()], extent: 'part' };

/** Reads `CHECK (…)` or a bare expression. */
export function readCondition(definition: string, sense: Sense = 'holds'): Reading {
  const bare = definition.replace(/(?: NOT VALID| NO INHERIT| NOT ENFORCED)+$/, '');
  const sql = /^check\b/i.test(bare) ? bare : `CHECK (${bare})`;
  const parsed = parseScript('', `ALTER TABLE t ADD CONSTRAINT c ${sql}`);
  const node = parsed.ok ? parsed.value.statements[0]?.node : undefined;
  const command = as('AlterTableCmd', as('AlterTableStmt', node)?.cmds?.[0]);
  const expression = as('Constraint', command?.def)?.raw_expr;
  return expression ? read(expression, sense) : beyond;
}

/** All of them at once. */
export function readTogether(readings: readonly Reading[]): Reading {
  let sum = anything;
  for (const next of readings) {
    const pairs = sum.alternatives.flatMap((a) => next.alternatives.map((b) => together(a, b)));
    const alternatives = some(pairs.filter((one) => one !== undefined));
    const extent = sum.extent === 'whole' ? next.extent : 'part';
    // What contradicts itself is left to be tried as far as it was read.
    sum = alternatives.length > 0 ? { alternatives, extent } : { alternatives: sum.alternatives, extent: 'part' };
  }
  return sum;
}

/** Of many as many as there is room for, picked all over the list: neighbours differ in one respect only. */
function some(all: readonly Alternative[]): readonly Alternative[] {
  if (all.length <= mostAlternatives) return all;
  const step = coprime(Math.floor(all.length * 0.618), all.length);
  const places = Array.from({ length: mostAlternatives }, (_, turn) => (turn * step) % all.length);
  return places.toSorted((a, b) => a - b).flatMap((place) => all[place] ?? []);
}

function read(node: Node, sense: Sense): Reading {
  const logic = as('BoolExpr', node);
  const parts = logic?.args ?? [];
  if (logic?.boolop === 'NOT_EXPR') return parts[0] ? read(parts[0], opposite(sense)) : beyond;
  if (logic) {
    const readings = parts.map((part) => read(part, sense));
    return (logic.boolop === 'AND_EXPR') === (sense === 'holds') ? readTogether(readings) : anyOf(readings);
  }
  const read1 = readCase(node, sense) ?? readTruth(node, sense);
  if (read1) return read1;
  const nulls = nullAlternatives(node, sense === 'holds');
  if (nulls) return { alternatives: some(nulls), extent: 'whole' };
  const expression = as('A_Expr', node);
  const one = expression && readComparison(expression, sense);
  return one ? { alternatives: [one], extent: 'whole' } : beyond;
}

const opposite = (sense: Sense): Sense => (sense === 'holds' ? 'fails' : 'holds');

/** Any of them; a NULL would make the one that was chosen unknown. */
function anyOf(readings: readonly Reading[]): Reading {
  const whole = readings.filter(({ extent }) => extent === 'whole');
  const usable = whole.length > 0 ? whole : readings;
  const alternatives = usable.flatMap((one) => one.alternatives.map(required));
  const extent = whole.length > 0 ? 'whole' : 'part';
  return { alternatives: some(alternatives), extent };
}

const required = (alternative: Alternative): Alternative =>
  new Map(
    [...alternative].map(([column, asked]) => [
      column,
      asked.mustBeNull ? asked : { ...asked, notNull: true as const },
    ]),
  );

/** `CASE WHEN a THEN b ELSE c END` is a AND b OR NOT a AND c. */
function readCase(node: Node, sense: Sense): Reading | undefined {
  const choice = as('CaseExpr', node);
  if (!choice || choice.arg) return undefined;
  const ways: Reading[] = [];
  const passed: Reading[] = [];
  for (const arm of choice.args ?? []) {
    const when = as('CaseWhen', arm);
    if (!when?.expr || !when.result) return undefined;
    ways.push(readTogether([...passed, read(when.expr, 'holds'), read(when.result, sense)]));
    passed.push(read(when.expr, 'fails'));
  }
  if (choice.defresult) ways.push(readTogether([...passed, read(choice.defresult, sense)]));
  return anyOf(ways.filter(({ alternatives }) => alternatives.length > 0));
}

/** `flag`, `flag IS TRUE`, `true`, `a IS NULL`. */
function readTruth(node: Node, sense: Sense): Reading | undefined {
  const constant = as('A_Const', node);
  if (constant) {
    const holds = constant.boolval?.boolval === true;
    return holds === (sense === 'holds') ? anything : { alternatives: [], extent: 'whole' };
  }
  const test = as('BooleanTest', node);
  if (test?.arg) {
    const truths: Readonly<Record<string, Sense>> = {
      IS_TRUE: sense,
      IS_NOT_FALSE: sense,
      IS_FALSE: opposite(sense),
      IS_NOT_TRUE: opposite(sense),
    };
    const truth = truths[test.booltesttype ?? ''];
    return truth && anyOf([read(test.arg, truth)]);
  }
  const flag = columnOf(node);
  if (flag === undefined) return undefined;
  return { alternatives: [new Map([[flag, { values: [String(sense === 'holds')] }]])], extent: 'whole' };
}
