import { counted } from '../../../domain/figures.ts';
import type { GeneratedRollback } from '../../../domain/rehearsal.ts';
import type { Irreversible } from '../../../sql/reverse/irreversible.ts';
import type { Part } from '../../../sql/reverse/part.ts';
import { plainSender } from '../../base/baseline.ts';
import { execute } from '../../run/execute.ts';
import { dropDatabase, enter, enterAsMigrator, makeDatabase } from '../../lab.ts';
import type { Bench, Lab } from '../../lab.ts';
import { databases } from '../../prepared.ts';
import type { Prepared } from '../../prepared.ts';
import type { Script } from '../../run/script.ts';
import type { VolumeStage } from '../../rows/volume-stage.ts';
import { bareTables, changedRows, difference, fingerprint } from './grade.ts';
import type { Fingerprint } from './grade.ts';
import { lossesOf, lossWord, lossWords } from './irreversible.ts';
import { look } from './look.ts';
import { sections } from './sections.ts';
import type { Section } from './sections.ts';
import { undo } from './undo.ts';

const copy = 'rehearsal_generated';

/**
 * The way back that nobody wrote: the migrations run on a copy, looked at after each file, and are taken back by looking.
 * What is handed out is what ran. Undefined where they do not run there.
 */
export async function generateRollback(
  lab: Lab,
  ready: Prepared,
  stage: VolumeStage,
): Promise<GeneratedRollback | undefined> {
  await makeDatabase(lab, copy, databases.small);
  try {
    await using bench = await enter(lab, copy);
    const before = await fingerprint(bench, stage);
    const looks = await upByFile(lab, bench, ready.changed);
    if (looks === undefined) return undefined;
    const losses = lossesOf(ready.changed, looks.before, looks.after);
    const back = await downByFile(lab, bench, looks);
    const sql = sections(back, losses.map(lossWord), lab.server.version);
    return { ...graded(before, await fingerprint(bench, stage), { losses, back }), sql };
  } finally {
    await dropDatabase(lab, copy);
  }
}

interface Looks {
  readonly before: readonly Part[];
  readonly after: readonly Part[];
  /** The schema that each file, or all files of one transaction, found. */
  readonly found: readonly { readonly files: string; readonly parts: readonly Part[] }[];
}

async function upByFile(lab: Lab, bench: Bench, changed: readonly Script[]): Promise<Looks | undefined> {
  const together = changed.some(({ transaction }) => transaction === 'all-pending');
  const groups = together ? [changed] : changed.map((script) => [script]);
  const sender = plainSender(lab, bench, lab.plan.limits.passMs);
  const found: Looks['found'][number][] = [];
  const before = await look(bench.observer);
  let parts = before;
  for (const group of groups) {
    found.push({ files: group.map(({ file }) => file).join(', '), parts });
    const run = await execute(group, sender);
    if (run.failed || run.open) return undefined;
    parts = await look(bench.observer);
  }
  return { before, after: parts, found };
}

async function downByFile(lab: Lab, bench: Bench, { found }: Looks): Promise<readonly Section[]> {
  // What the files set in their session is not there for somebody who comes later.
  await using migrator = await enterAsMigrator(lab, copy);
  const sender = plainSender(lab, { ...bench, migrator }, lab.plan.limits.passMs);
  const back: Section[] = [];
  for (const { files, parts } of found.toReversed()) back.push({ files, ...(await undo(bench, sender, parts)) });
  return back;
}

interface Evidence {
  readonly losses: readonly Irreversible[];
  readonly back: readonly Section[];
}

function graded(before: Fingerprint, after: Fingerprint, { losses, back }: Evidence): Omit<GeneratedRollback, 'sql'> {
  const changed = changedRows(before, after);
  const count = counted(back.flatMap(({ sql }) => sql).length, 'statement');
  const kept = losses.length === 0 ? '' : ` Cannot be brought back: ${lossWords(losses)}.`;
  const valuesLost = losses.some(({ says }) => !says.startsWith('the enum value'));
  if (changed.length > 0 || valuesLost) {
    const rows = losses.length > 0 ? kept : ` The rows of ${changed.join(', ')} are not what they were.`;
    const schema = before.schema === after.schema ? 'It brings the schema back, not the rows.' : theirs(before, after);
    return { status: 'loses-data', says: `${schema}${rows}` };
  }
  if (before.schema !== after.schema) return { status: 'differs', says: `${theirs(before, after)}${kept}` };
  const bare = bareTables(before);
  const unseen = bare.length === 0 ? '' : ` ${bare.join(', ')} held no rows in the rehearsal.`;
  return { status: 'reverts', says: `Its ${count} brought the schema and the rows back on a small copy.${unseen}` };
}

const theirs = (before: Fingerprint, after: Fingerprint): string =>
  `After it the schema is not what it was: ${difference(before.schema, after.schema)}.`;
