import { notMeasured } from '../domain/rehearsal.ts';
import type { Rerun, RerunPoint } from '../domain/rehearsal.ts';
import { as } from '../sql/nodes.ts';
import { plainSender } from './baseline.ts';
import { execute } from './execute.ts';
import type { Run } from './execute.ts';
import { dropDatabase, enter, enterAsMigrator, makeDatabase } from './lab.ts';
import type { Lab } from './lab.ts';
import { databases } from './prepared.ts';
import type { Prepared } from './prepared.ts';
import { difference } from './rollback/grade.ts';
import { schemaText } from './schema-text.ts';
import type { Script, Step } from './script.ts';
import { statementError } from './sqlstate.ts';

export interface Rerunning {
  readonly rerun: Rerun;
  /** A rerun passes over an invalid index that an interrupted build left. */
  readonly hiddenInvalidIndex: boolean;
}

const copy = 'rehearsal_rerun';
/** Interruption points that are tried; long scripts would take a copy for each statement. */
const mostPoints = 20;

/** Runs the migrations twice; interrupted after each committed step, and run again the way the tool would. */
export async function rehearseRerun(lab: Lab, ready: Prepared, schemaBefore: string): Promise<Rerunning> {
  const twice = await onCopy(lab, async (run) => {
    const first = await run(ready.changed);
    const schema = await run.schema();
    const second = first.failed ? first : await run(ready.changed);
    return { first, second, schema, same: !second.failed && (await run.schema()) === schema };
  });
  if (twice.first.failed) return plain(notMeasured('the migrations do not run on the small copy'));
  const { superuser } = lab.server.withheld ?? {};
  if (superuser !== undefined && ready.changed.some(({ steps }) => steps.some(passesOver)))
    return plain(
      notMeasured(`what a build leaves that broke off can be put there by a superuser only, and ${superuser}`),
    );
  const hidden = await passedOver(lab, ready);
  if (hidden !== undefined) return { hiddenInvalidIndex: true, rerun: { status: 'fails', says: hidden, points: [] } };
  const points: RerunPoint[] = [];
  for (let after = 1; after < Math.min(twice.first.commits, mostPoints + 1); after++) {
    const point = await interruptedAt(lab, ready, { after, schemaBefore, schemaAfter: twice.schema });
    points.push(point.point);
    if (point.fails !== undefined) return plain({ status: 'fails', says: point.fails, points });
  }
  if (twice.same)
    return plain({
      status: 'idempotent',
      says: 'Every statement can be run twice, and the schema stays the same.',
      points,
    });
  const says =
    twice.first.commits > 1
      ? 'Interrupted after any committed step, the next run ends in the same schema.'
      : 'It is one step: interrupted, nothing of it stays, and the next run starts anew.';
  return plain({ status: 'resumes', says, points });
}

const plain = (rerun: Rerun): Rerunning => ({ rerun, hiddenInvalidIndex: false });

interface Runner {
  (scripts: readonly Script[], stopAfter?: number): Promise<Run>;
  schema(): Promise<string>;
  asObserver(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

/** A fresh copy, a fresh connection for every run, as the tool would have; ours stay. */
async function onCopy<Value>(lab: Lab, work: (run: Runner) => Promise<Value>): Promise<Value> {
  await makeDatabase(lab, copy, databases.small);
  try {
    await using bench = await enter(lab, copy);
    const run = async (scripts: readonly Script[], stopAfter?: number): Promise<Run> => {
      await using migrator = await enterAsMigrator(lab, copy);
      return await execute(scripts, plainSender(lab, { ...bench, migrator }, lab.plan.limits.passMs), stopAfter);
    };
    const asObserver = async (sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> =>
      (await bench.observer.query<Record<string, unknown>>(sql)).rows;
    const schema = (): Promise<string> => schemaText(bench.observer);
    return await work(Object.assign(run, { schema, asObserver }));
  } finally {
    await dropDatabase(lab, copy);
  }
}

interface Interruption {
  /** Committed steps. */
  readonly after: number;
  readonly schemaBefore: string;
  readonly schemaAfter: string;
}

async function interruptedAt(
  lab: Lab,
  ready: Prepared,
  { after, schemaBefore, schemaAfter }: Interruption,
): Promise<{ readonly point: RerunPoint; readonly fails?: string }> {
  return onCopy(lab, async (run) => {
    const first = await run(ready.changed, after);
    const there = await run.schema();
    const schema = there === schemaBefore ? 'as before' : difference(schemaBefore, there).replaceAll('left: ', 'new: ');
    const point = { after, schema, next: lab.plan.tool.afterFailure.command };
    // What ran to its end is on the tool's record; the file it broke off in starts anew.
    const second = await run(ready.changed.slice(first.completed));
    if (second.failed) {
      const { step, error } = second.failed;
      const { sqlstate, says } = statementError(error, ready.mayName);
      return {
        point,
        fails: `Interrupted after ${after} committed steps, the next run fails at ${step.file}:${step.line} with SQLSTATE ${sqlstate}: ${says}`,
      };
    }
    const ended = await run.schema();
    if (ended === schemaAfter) return { point };
    return {
      point,
      fails: `Interrupted after ${after} committed steps, the next run ends in another schema: ${difference(schemaAfter, ended)}.`,
    };
  });
}

function passesOver({ node }: Step): boolean {
  const build = node && as('IndexStmt', node);
  return build?.concurrent === true && build.if_not_exists === true && build.idxname !== undefined;
}

/** An index build that broke off leaves an invalid index, and IF NOT EXISTS is content with it. */
async function passedOver(lab: Lab, ready: Prepared): Promise<string | undefined> {
  for (const script of ready.changed) {
    for (const step of script.steps) {
      const build = step.node && as('IndexStmt', step.node);
      if (!passesOver(step) || build?.idxname === undefined) continue;
      const name = build.idxname;
      const hidden = await onCopy(lab, async (run) => {
        await run(ready.changed);
        const which = `indexrelid IN (SELECT oid FROM pg_class WHERE relname = '${name.replaceAll("'", "''")}')`;
        await run.asObserver(`UPDATE pg_index SET indisvalid = false WHERE ${which}`);
        const again = await run([script]);
        const invalid = await run.asObserver(`SELECT 1 FROM pg_index WHERE NOT indisvalid AND ${which}`);
        return !again.failed && invalid.length > 0;
      });
      if (hidden) {
        return `If building ${name} breaks off (${step.file}:${step.line}), an invalid index stays; IF NOT EXISTS makes the next run pass over it.`;
      }
    }
  }
  return undefined;
}
