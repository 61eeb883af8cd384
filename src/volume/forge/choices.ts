import type { CaseExpr, CoalesceExpr, Node } from '@pgsql/types';
import { stringOf } from '../../sql/names.ts';
import { all, as, constantText } from '../../sql/nodes.ts';
import type { Numeric } from './numerics.ts';
import { isTime } from './times.ts';
import type { Times } from './times.ts';
import type { Vector } from './vector.ts';
import { batchRows, choice, firstKnown, nothing } from './vectors.ts';
import type { Numbers, Program } from './vectors.ts';

type Read = (node: Node | undefined, known?: Above) => Vector | undefined;

/** What an expression is known to be at least where another one is read. */
export interface Above {
  readonly node: Node;
  readonly low: number;
}

/** The NULL that is written as such, with or without a type, or not at all. */
export const isNull = (node: Node | undefined): boolean => {
  const cast = as('TypeCast', node);
  return cast ? isNull(cast.arg) : node === undefined || as('A_Const', node)?.isnull === true;
};

/** `CASE WHEN … THEN … ELSE … END`, from its last arm to its first. */
export function choiceOf(program: Program, { arg, args, defresult }: CaseExpr, read: Read): Vector | undefined {
  if (arg) return undefined;
  let chosen = isNull(defresult) ? nothing : read(defresult, otherwiseOf(args));
  for (const { expr, result } of all('CaseWhen', args).toReversed()) {
    const when = read(expr);
    const then = isNull(result) ? nothing : read(result);
    if (when?.kind !== 'truth' || !chosen || !then) return undefined;
    chosen = eitherOf(program, when, then, chosen);
  }
  return chosen;
}

/** Behind `CASE WHEN … < 5 THEN … ELSE` it is five or more. */
function otherwiseOf(args: readonly Node[] | undefined): Above | undefined {
  const [only, ...more] = all('CaseWhen', args);
  const test = as('A_Expr', only?.expr);
  const low = Number(constantText(test?.rexpr) ?? NaN);
  const below = more.length === 0 && stringOf(test?.name?.at(-1)) === '<' && Number.isSafeInteger(low);
  return below && test?.lexpr ? { node: test.lexpr, low } : undefined;
}

function eitherOf(program: Program, when: Numbers, then: Vector, otherwise: Vector): Vector | undefined {
  if (then.kind === 'number' && otherwise.kind === 'number') return choice(program, when, then, otherwise);
  if (isTime(then) && (otherwise === nothing || otherwise.kind === then.kind))
    return ofTimes(then.kind, choice(program, when, then.value, isTime(otherwise) ? otherwise.value : nothing));
  if (isTime(otherwise) && then === nothing)
    return ofTimes(otherwise.kind, choice(program, when, nothing, otherwise.value));
  if (then === nothing && otherwise.kind === 'numeric')
    return ofNumeric(otherwise, choice(program, when, nothing, otherwise.value));
  if (then === nothing) return without(program, otherwise, when, 1);
  return otherwise === nothing ? without(program, then, when, 0) : undefined;
}

const ofTimes = (kind: Times['kind'], value: Numbers | undefined): Vector | undefined => value && { kind, value };

const ofNumeric = (numeric: Numeric, value: Numbers | undefined): Vector | undefined => value && { ...numeric, value };

/** A vector whose rows are NULL where the condition is so (1), or is not (0). */
function without(program: Program, vector: Vector, when: Numbers, where: 0 | 1): Vector | undefined {
  if (vector.kind !== 'text' && vector.kind !== 'uuid' && vector.kind !== 'digest' && vector.kind !== 'pick')
    return undefined;
  return { ...vector, absent: absentWhere(program, when, where, vector.absent) };
}

/** 1 in rows where a condition holds (1) or does not (0), and where it was 1 before. */
export function absentWhere(program: Program, when: Numbers, where: 0 | 1, before?: Float64Array): Float64Array {
  const out = new Float64Array(batchRows);
  program.steps.push((count) => {
    for (let i = 0; i < count; i++) {
      const holds = when.out[i] === 1 ? 1 : 0;
      out[i] = holds === where || before?.[i] === 1 ? 1 : 0;
    }
  });
  return out;
}

export function coalesced(program: Program, { args }: CoalesceExpr, read: Read): Vector | undefined {
  const [a, b, ...more] = (args ?? []).map((one) => read(one));
  if (!a || !b || more.length > 0) return undefined;
  if (a.kind === 'number' && b.kind === 'number') return firstKnown(program, a, b);
  if (!isTime(a) || !isTime(b) || a.kind !== b.kind) return undefined;
  return ofTimes(a.kind, firstKnown(program, a.value, b.value));
}
