import { notMeasured } from '../../../domain/rehearsal.ts';
import type { Rerun, RerunPoint } from '../../../domain/rehearsal.ts';
import { as } from '../../../sql/nodes.ts';
import type { Lab } from '../../lab.ts';
import type { Prepared } from '../../prepared.ts';
import { inBatches, triedBatches } from './batches.ts';
import { concurrent, triedConcurrent } from './concurrent.ts';
import { onCopy } from './copies.ts';
import { noting, triedBehind, triedInside } from './points.ts';
import type { Course } from './points.ts';
import type { Step } from '../../run/script.ts';
import type { VolumeStage } from '../../rows/volume-stage.ts';

export interface Rerunning {
  readonly rerun: Rerun;
  /** A rerun passes over an invalid index that an interrupted build left. */
  readonly hiddenInvalidIndex: boolean;
}

/** Interruption points that are tried; long scripts would take a copy for each statement. */
const mostPoints = 20;
/** Each waits until somebody is in its way. */
const mostHeld = 5;

/**
 * Runs the migrations twice; then kills their connection behind each committed step, inside a transaction, in the midst
 * of CONCURRENTLY and of batches, and runs them again the way the tool would.
 */
export async function rehearseRerun(lab: Lab, ready: Prepared, stage: VolumeStage): Promise<Rerunning> {
  const commits: Step[] = [];
  const twice = await onCopy(lab, async ({ run, schema }) => {
    const first = await run(ready.changed, noting(commits));
    const after = await schema();
    const second = first.failed ? first : await run(ready.changed);
    return { first, after, same: !second.failed && (await schema()) === after };
  });
  if (twice.first.failed) return plain(notMeasured('the migrations do not run on the small copy'));
  const { schemaBefore } = stage;
  const course: Course = { lab, ready, schemaBefore, schemaAfter: twice.after, commits };
  const held = await broughtDown(course);
  if ('rerun' in held) return held;
  const points: RerunPoint[] = [];
  const inside = await triedInside(course);
  if (inside) points.push(inside.point);
  if (inside?.fails !== undefined) return plain({ status: 'fails', says: inside.fails, points });
  for (let after = 1; after < Math.min(commits.length, mostPoints + 1); after++) {
    const { point, fails } = await triedBehind(course, after);
    points.push(point);
    if (fails !== undefined) return plain({ status: 'fails', says: fails, points });
  }
  const batches = await brokenBatches(course, stage);
  points.push(...held.points, ...batches.points);
  if (batches.fails !== undefined) return plain({ status: 'fails', says: batches.fails, points });
  const notes = [...held.notes, ...batches.notes].map((note) => ` ${note}`).join('');
  const status = twice.same ? 'idempotent' : 'resumes';
  return plain({ status, says: `${verdict(status, commits.length, notes)}${notes}`, points });
}

const plain = (rerun: Rerun): Rerunning => ({ rerun, hiddenInvalidIndex: false });

function verdict(status: 'idempotent' | 'resumes', commits: number, notes: string): string {
  if (status === 'idempotent') return 'Every statement can be run twice, and the schema stays the same.';
  if (commits > 1) return 'Interrupted after any committed step, the next run ends in the same schema.';
  return notes === ''
    ? 'It is one step: interrupted, nothing of it stays, and the next run starts anew.'
    : 'It is one step.';
}

interface Told {
  readonly points: readonly RerunPoint[];
  readonly notes: readonly string[];
}

/** What CONCURRENTLY leaves when it is killed: the worst of it is an invalid index that the next run passes over. */
async function broughtDown(course: Course): Promise<Told | Rerunning> {
  const points: RerunPoint[] = [];
  const notes: string[] = [];
  const steps = course.ready.changed.flatMap((script) => script.steps.filter(concurrent));
  for (const step of steps.slice(0, mostHeld)) {
    const tried = await triedConcurrent(course, step);
    if (tried === undefined && passesOver(step)) return plain(notMeasured(unbroken));
    if (tried === undefined) continue;
    points.push(tried.point);
    if (tried.needs !== undefined) notes.push(tried.needs);
    if (tried.fails !== undefined) {
      return { hiddenInvalidIndex: tried.hidden, rerun: { status: 'fails', says: tried.fails, points } };
    }
  }
  return { points, notes };
}

const unbroken = 'the server would not let a concurrent build be broken off, so what that leaves was not seen';

function passesOver({ node }: Step): boolean {
  const build = node && as('IndexStmt', node);
  return build?.concurrent === true && build.if_not_exists === true && build.idxname !== undefined;
}

async function brokenBatches(course: Course, { tables }: VolumeStage): Promise<Told & { readonly fails?: string }> {
  const points: RerunPoint[] = [];
  const notes: string[] = [];
  const steps = course.ready.changed
    .filter(({ transaction }) => transaction === 'per-statement' || transaction === 'one-message')
    .flatMap((script) => script.steps.filter(inBatches));
  for (const step of steps.slice(0, mostHeld)) {
    const tried = await triedBatches(course, step, [...tables.values()]);
    if (tried === undefined) continue;
    points.push(tried.point);
    notes.push(tried.says);
    if (tried.fails !== undefined) return { points, notes, fails: tried.fails };
  }
  return { points, notes };
}
