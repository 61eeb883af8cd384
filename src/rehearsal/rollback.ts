import { notMeasured } from '../domain/rehearsal.ts';
import type { Rollback } from '../domain/rehearsal.ts';
import type { Session } from '../ports/database.ts';
import type { TableShape } from '../volume/shape.ts';
import { plainSender } from './baseline.ts';
import { execute } from './execute.ts';
import { dropDatabase, enter, makeDatabase } from './lab.ts';
import type { Bench, Lab } from './lab.ts';
import { downHalf } from './plan.ts';
import { databases } from './prepared.ts';
import type { Prepared } from './prepared.ts';
import { schemaText } from './schema-text.ts';
import { scriptsOf } from './script.ts';
import type { Script } from './script.ts';
import { statementError } from './sqlstate.ts';
import type { VolumeStage } from './volume-stage.ts';

const copy = 'rehearsal_rollback';

/** Up, then down, on a small copy: are the schema and the rows what they were? */
export async function rehearseRollback(lab: Lab, ready: Prepared, stage: VolumeStage): Promise<Rollback> {
  const written = lab.plan.changed.filter(({ up }) => up);
  const without = written.filter((unit) => !downHalf(unit)).map(({ version }) => version);
  if (without.length > 0) return { status: 'missing', says: `Nobody wrote a rollback for ${without.join(', ')}.` };
  const downs = scriptsOf(written.toReversed().flatMap((unit) => downHalf(unit) ?? []));
  if (!downs.ok) return { status: 'fails', says: downs.problem.says };
  await makeDatabase(lab, copy, databases.small);
  try {
    return await upAndDown(lab, ready, stage, downs.value);
  } finally {
    await dropDatabase(lab, copy);
  }
}

interface Fingerprint {
  readonly schema: string;
  /** By table; undefined where the rows cannot be read as they were. */
  readonly rows: ReadonlyMap<string, string | undefined>;
}

async function upAndDown(lab: Lab, ready: Prepared, stage: VolumeStage, downs: readonly Script[]): Promise<Rollback> {
  await using bench = await enter(lab, copy);
  const before = await fingerprint(bench, stage);
  const up = await execute(ready.changed, plainSender(lab, bench, lab.plan.limits.passMs));
  if (up.failed) return notMeasured('the migrations do not run on the small copy');
  if (up.open) return notMeasured('the migrations begin a transaction that nothing ends');
  const down = await execute(downs, plainSender(lab, bench, lab.plan.limits.passMs));
  if (down.failed) {
    const { step, error } = down.failed;
    const { sqlstate, says } = statementError(error, ready.mayName);
    return {
      status: 'fails',
      says: `The rollback fails at ${step.file}:${step.line} with SQLSTATE ${sqlstate}: ${says}`,
    };
  }
  if (down.open) {
    return {
      status: 'fails',
      says: 'The rollback begins a transaction that nothing ends: it is undone when the connection closes.',
    };
  }
  return graded(before, await fingerprint(bench, stage), downs);
}

function graded(before: Fingerprint, after: Fingerprint, downs: readonly Script[]): Rollback {
  const lost = [...before.rows].filter(([table, sum]) => {
    const now = after.rows.get(table);
    return now !== undefined && now !== sum;
  });
  if (lost.length > 0) {
    const tables = lost.map(([table]) => table).join(', ');
    return { status: 'loses-data', says: `After up and down the rows of ${tables} are not what they were.` };
  }
  const bare = [...before.rows].filter(([, sum]) => sum === noRows).map(([table]) => table);
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

/** The first lines that one side has and the other has not. */
export function difference(before: string, after: string): string {
  const was = new Set(before.split('\n'));
  const is = new Set(after.split('\n'));
  const gone = [...was].filter((line) => !is.has(line)).map((line) => `missing: ${line}`);
  const more = [...is].filter((line) => !was.has(line)).map((line) => `left: ${line}`);
  const all = [...gone, ...more];
  return all.slice(0, 3).join('; ') + (all.length > 3 ? `; and ${all.length - 3} more` : '');
}

async function fingerprint(bench: Bench, stage: VolumeStage): Promise<Fingerprint> {
  const rows = new Map<string, string | undefined>();
  for (const table of stage.tables.values()) rows.set(table.name, await checksum(bench.observer, table));
  return { schema: await schemaText(bench.observer), rows };
}

/** What `checksum` gives for an empty table. */
const noRows = '0:0';

/** Of the columns by name, so that their order does not matter; undefined where one of them is gone. */
async function checksum(observer: Session, { name, columns }: TableShape): Promise<string | undefined> {
  const list = columns.map((column) => column.name).join(', ');
  const sum = `SELECT count(*) || ':' || coalesce(sum(hashtextextended(ROW(${list})::text, 0)::numeric), 0) AS sum FROM ${name}`;
  const there = await observer.run(`EXPLAIN ${sum}`);
  if (!there.ok) return undefined;
  const { rows } = await observer.query<{ sum: string }>(sum);
  return rows[0]?.sum;
}
