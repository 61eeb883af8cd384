import type { RerunPoint } from '../../../domain/rehearsal.ts';
import { as } from '../../../sql/nodes.ts';
import type { Run } from '../../run/execute.ts';
import type { Lab } from '../../lab.ts';
import type { Prepared } from '../../prepared.ts';
import { difference } from '../rollback/grade.ts';
import type { Script, Step } from '../../run/script.ts';
import { statementError } from '../../run/sqlstate.ts';
import type { Meddler } from './copies.ts';
import { onCopy } from './copies.ts';
import { breakingBehind, breakingInside } from './kill.ts';
import type { Broken } from './kill.ts';
import { nextCommand } from './next.ts';

/** What every interruption is judged by. */
export interface Course {
  readonly lab: Lab;
  readonly ready: Prepared;
  readonly schemaBefore: string;
  readonly schemaAfter: string;
  /** The statement behind which each commit came. */
  readonly commits: readonly Step[];
}

/** An interruption; `fails`: the next run needs hands. */
export interface Tried {
  readonly point: RerunPoint;
  readonly fails?: string;
}

export const placeOf = ({ file, line }: Pick<Step, 'file' | 'line'>): string => `${file}:${line}`;

/** Killed once so many steps are committed, and run again the way the tool would. */
export function triedBehind(course: Course, after: number): Promise<Tried> {
  const { lab, ready, schemaBefore, commits } = course;
  const step = commits[after - 1];
  const broken: Broken = { killed: false };
  return onCopy(lab, async (runner) => {
    const first = await runner.run(ready.changed, breakingBehind(after, broken));
    const schema = stateWords(schemaBefore, await runner.schema());
    const { scripts, place } = remaining(course, first, after);
    const at = step === undefined ? '' : placeOf(step);
    const point = { after, at, how: 'after' as const, schema, next: next(lab, scripts, place) };
    const fails = await failureOf(course, await runner.run(scripts), () => runner.schema());
    return fails === undefined ? { point } : { point, fails: `Killed after ${at}, ${fails} Until then: ${schema}.` };
  });
}

/** Killed inside the first file’s transaction: nothing of it may stay. Undefined where it is in none. */
export async function triedInside(course: Course): Promise<Tried | undefined> {
  const { lab, ready, schemaBefore } = course;
  const [script] = ready.changed;
  const step = script?.steps.at(-1);
  if (script === undefined || step === undefined || !inTransaction(script)) return undefined;
  const broken: Broken = { killed: false };
  return onCopy(lab, async (runner) => {
    await runner.run(ready.changed, breakingInside(step, broken));
    if (!broken.killed) return undefined;
    const there = await runner.schema();
    const schema = there === schemaBefore ? 'nothing of it stays' : stateWords(schemaBefore, there);
    const point = {
      after: 0,
      at: placeOf(step),
      how: 'during' as const,
      schema,
      next: next(lab, ready.changed, 'inside'),
    };
    const fails = await failureOf(course, await runner.run(ready.changed), () => runner.schema());
    return fails === undefined ? { point } : { point, fails: `Killed at ${placeOf(step)}, ${fails}` };
  });
}

/** Its own BEGIN and COMMIT would make it something else. */
const inTransaction = ({ transaction, steps }: Script): boolean =>
  transaction !== 'per-statement' &&
  (transaction !== 'one-message' || steps.length > 1) &&
  steps.every(({ node }) => node && !as('TransactionStmt', node));

export const stateWords = (before: string, there: string): string =>
  there === before ? 'as before' : difference(before, there).replaceAll('left: ', 'new: ');

/** What the tool runs next: what ran to its end is on its record, the file that it broke off in starts anew. */
export function remaining(
  { lab, ready, commits }: Course,
  { completed }: Run,
  after: number,
): { readonly scripts: readonly Script[]; readonly place: 'inside' | 'between' } {
  const [script, ...others] = ready.changed.slice(completed);
  const begun = commits.slice(0, after).filter((step) => script?.steps.includes(step));
  if (script === undefined || begun.length === 0) return { scripts: ready.changed.slice(completed), place: 'between' };
  const last = begun.at(-1);
  const goesOn = lab.plan.tool.goesOn === true && script.transaction === 'per-statement' && last !== undefined;
  const rest = goesOn ? { ...script, steps: script.steps.slice(script.steps.indexOf(last) + 1) } : script;
  return { scripts: [rest, ...others], place: 'inside' };
}

export function next({ plan }: Lab, scripts: readonly Script[], place: 'inside' | 'between'): string {
  const [script] = scripts;
  return script === undefined ? '' : nextCommand(plan, { file: script.file, transaction: script.transaction, place });
}

/** Why the second run does not end where an undisturbed one does, as the end of a sentence. */
export async function failureOf(
  { ready, schemaAfter }: Course,
  { failed }: Run,
  schema: () => Promise<string>,
): Promise<string | undefined> {
  if (failed) return `the next run fails at ${failure(failed, ready)}`;
  const ended = await schema();
  return ended === schemaAfter ? undefined : `the next run ends in another schema: ${difference(schemaAfter, ended)}.`;
}

export function failure({ step, error }: NonNullable<Run['failed']>, { mayName }: Prepared): string {
  const { sqlstate, says } = statementError(error, mayName);
  return `${placeOf(step)} with SQLSTATE ${sqlstate}: ${says}`;
}

/** Notes behind which statement each commit comes. */
export const noting =
  (commits: Step[]): Meddler =>
  (sender) => {
    let last: Step | undefined;
    return {
      ...sender,
      statement(step, place) {
        last = step;
        return sender.statement(step, place);
      },
      ended(how) {
        if (how === 'committed' && last) commits.push(last);
      },
    };
  };
