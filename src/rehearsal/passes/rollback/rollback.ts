import { notMeasured } from '../../../domain/rehearsal.ts';
import type { Rollback } from '../../../domain/rehearsal.ts';
import { plainSender } from '../../base/baseline.ts';
import { execute } from '../../run/execute.ts';
import type { Failed } from '../../run/execute.ts';
import { dropDatabase, enter, enterAsMigrator, makeDatabase } from '../../lab.ts';
import type { Lab } from '../../lab.ts';
import { downHalf } from '../../plan.ts';
import { databases } from '../../prepared.ts';
import type { Prepared } from '../../prepared.ts';
import { generateRollback } from './generate.ts';
import { bareTables, changedRows, difference, fingerprint } from './grade.ts';
import type { Fingerprint } from './grade.ts';
import { lossesOf, lossWords } from './irreversible.ts';
import { look } from './look.ts';
import { scriptsOf } from '../../run/script.ts';
import type { Script } from '../../run/script.ts';
import { statementError } from '../../run/sqlstate.ts';
import type { VolumeStage } from '../../rows/volume-stage.ts';

const copy = 'rehearsal_rollback';

type Written = Exclude<Rollback, { readonly status: 'not-measured' }>;

/**
 * Up, down and up again on a small copy: are the schema and the rows what they were? Where nobody wrote a way back, or
 * it is none, one is made and tried the same way.
 */
export async function rehearseRollback(lab: Lab, ready: Prepared, stage: VolumeStage): Promise<Rollback> {
  const written = await rehearseWritten(lab, ready, stage);
  if (!wanting.has(written.status) || written.status === 'not-measured') return written;
  const generated = await generateRollback(lab, ready, stage);
  return generated === undefined ? written : { ...written, generated };
}

/** A way back that loses rows cannot be bettered from the schema. */
const wanting: ReadonlySet<Rollback['status']> = new Set(['missing', 'differs', 'fails']);

async function rehearseWritten(lab: Lab, ready: Prepared, stage: VolumeStage): Promise<Rollback> {
  const written = lab.plan.changed.filter(({ up }) => up);
  const without = written.filter((unit) => !downHalf(unit)).map(({ version }) => version);
  if (without.length > 0) return missing(lab, without);
  const downs = scriptsOf(written.toReversed().flatMap((unit) => downHalf(unit) ?? []));
  if (!downs.ok) return { status: 'fails', says: downs.problem.says };
  await makeDatabase(lab, copy, databases.small);
  try {
    return await upAndDown(lab, ready, stage, downs.value);
  } finally {
    await dropDatabase(lab, copy);
  }
}

function missing({ plan }: Lab, versions: readonly string[]): Rollback {
  const { downs, title } = plan.tool;
  if (downs === 'none') return { status: 'missing', says: `${title} has no down migrations.`, optional: true };
  const says = `Nobody wrote a rollback for ${versions.join(', ')}.`;
  return { status: 'missing', says, ...(downs === 'optional' && { optional: true }) };
}

async function upAndDown(lab: Lab, ready: Prepared, stage: VolumeStage, downs: readonly Script[]): Promise<Rollback> {
  await using bench = await enter(lab, copy);
  const sender = plainSender(lab, bench, lab.plan.limits.passMs);
  const before = await fingerprint(bench, stage);
  const parts = await look(bench.observer);
  const up = await execute(ready.changed, sender);
  if (up.failed) return notMeasured('the migrations do not run on the small copy');
  if (up.open) return notMeasured('the migrations begin a transaction that nothing ends');
  const losses = lossesOf(ready.changed, parts, await look(bench.observer));
  const down = await execute(downs, sender);
  if (down.failed) return { status: 'fails', says: `The rollback fails at ${told(down.failed, ready)}` };
  if (down.open) {
    return {
      status: 'fails',
      says: 'The rollback begins a transaction that nothing ends: it is undone when the connection closes.',
    };
  }
  const result = graded(before, await fingerprint(bench, stage), downs, lossWords(losses));
  const again = await upAgain(lab, ready);
  return again === undefined || result.status === 'not-measured' ? result : withFailure(result, told(again, ready));
}

/** Whoever takes a release back brings it out again one day. */
async function upAgain(lab: Lab, ready: Prepared): Promise<Failed | undefined> {
  await using bench = await enter(lab, copy);
  await using migrator = await enterAsMigrator(lab, copy);
  const run = await execute(ready.changed, plainSender(lab, { ...bench, migrator }, lab.plan.limits.passMs));
  return run.failed;
}

const withFailure = (result: Written, failure: string): Written => ({
  ...result,
  status: result.status === 'reverts' ? 'fails' : result.status,
  says: `${result.says} Run once more after it, the migrations fail at ${failure}`,
});

function told({ step, error }: Failed, { mayName }: Prepared): string {
  const { sqlstate, says } = statementError(error, mayName);
  return `${step.file}:${step.line} with SQLSTATE ${sqlstate}: ${says}`;
}

function graded(before: Fingerprint, after: Fingerprint, downs: readonly Script[], losses: string): Rollback {
  const lost = changedRows(before, after);
  if (lost.length > 0) {
    const cause = losses === '' ? '' : ` Cannot be brought back: ${losses}.`;
    return {
      status: 'loses-data',
      says: `After up and down the rows of ${lost.join(', ')} are not what they were.${cause}`,
    };
  }
  const bare = bareTables(before);
  if (before.schema === after.schema && bare.length > 0) {
    // Without rows nothing can be seen to be lost: that must not read as a pass.
    return notMeasured(
      `the schema comes back, but ${bare.map((table) => `\`${table}\``).join(', ')} held no rows, so what the rollback would lose was not seen`,
    );
  }
  if (before.schema === after.schema) {
    return { status: 'reverts', says: 'After up and down the schema and the rows are what they were.' };
  }
  const empty = downs.every(({ steps }) => steps.length === 0)
    ? 'The rollback is empty'
    : 'After up and down the schema is not what it was';
  return { status: 'differs', says: `${empty}: ${difference(before.schema, after.schema)}.` };
}
