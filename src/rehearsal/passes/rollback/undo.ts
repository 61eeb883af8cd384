import type { Bench } from '../../lab.ts';
import { stepsOf } from '../../run/script.ts';
import type { Step } from '../../run/script.ts';
import type { Sender } from '../../run/execute.ts';
import { reverse } from '../../../sql/reverse/reverse.ts';
import type { Part, ReverseStep } from '../../../sql/reverse/part.ts';
import { look } from './look.ts';

/** What brought a database back, in the order in which it worked. */
export interface Undone {
  readonly sql: readonly string[];
  /** Wants values that are gone. */
  readonly later: readonly string[];
  /** What Postgres would not do, at the last try. */
  readonly refused: readonly { readonly sql: string; readonly sqlstate: string }[];
}

/** A schema that is not back by then is going round in circles. */
const mostRounds = 40;

/**
 * Takes a database back to an earlier look at it, one stage at a time. What fails because something else must go first
 * is tried again when that has happened: the order is found by trying, and is right because it ran.
 */
export async function undo(bench: Bench, sender: Sender, before: readonly Part[]): Promise<Undone> {
  const course: Course = { sql: [], later: new Map(), refused: new Map(), ran: new Set() };
  for (let round = 0; round < mostRounds; round++) {
    if (round > 0) for (const sql of course.refused.keys()) if (!course.ran.has(sql)) course.refused.delete(sql);
    if (!(await oneStage(course, sender, reverse(before, await look(bench.observer))))) break;
  }
  return {
    sql: course.sql,
    later: [...course.later.values()].flat(),
    refused: [...course.refused].map(([sql, sqlstate]) => ({ sql, sqlstate })),
  };
}

interface Course {
  readonly sql: string[];
  readonly later: Map<string, readonly string[]>;
  readonly refused: Map<string, string>;
  readonly ran: Set<string>;
}

const keyOf = ({ sql }: ReverseStep): string => sql.join(';\n');

/** The first stage of which anything works: what comes after it is to be seen anew. */
async function oneStage(course: Course, sender: Sender, stages: readonly (readonly ReverseStep[])[]): Promise<boolean> {
  for (const stage of stages) {
    let moved = false;
    for (const step of stage) {
      if (step.later) course.later.set(keyOf(step), step.sql);
      else if (!course.ran.has(keyOf(step))) moved = (await take(course, sender, step)) || moved;
    }
    if (moved) return true;
  }
  return false;
}

async function take(course: Course, sender: Sender, step: ReverseStep): Promise<boolean> {
  let failed = await send(course, sender, step.sql);
  if (failed && step.otherwise !== undefined) failed = await send(course, sender, step.otherwise);
  if (failed) course.refused.set(keyOf(step), failed.sqlstate);
  // Half of it has happened: tried again it would meet its own beginning, and the next look sees that.
  if (!failed || failed.done > 0) course.ran.add(keyOf(step));
  return !failed || failed.done > 0;
}

interface FailedStep {
  readonly sqlstate: string;
  /** Statements that ran before. */
  readonly done: number;
}

async function send(course: Course, sender: Sender, statements: readonly string[]): Promise<FailedStep | undefined> {
  for (const [done, sql] of statements.entries()) {
    const outcome = await sender.statement(stepOf(sql), 'alone');
    if (!outcome.ok) return { sqlstate: outcome.error.sqlstate, done };
    course.sql.push(sql);
  }
  return undefined;
}

function stepOf(sql: string): Step {
  const parsed = stepsOf('generated rollback', sql);
  const [step] = parsed.ok ? parsed.value : [];
  return step ?? { file: 'generated rollback', line: 1, sql };
}
