import type { Session } from '../../../ports/database.ts';
import type { TableShape } from '../../../volume/shape.ts';
import type { Bench } from '../../lab.ts';
import { schemaText } from '../../base/schema-text.ts';
import type { VolumeStage } from '../../rows/volume-stage.ts';
import { stillTables } from '../../watch/ourselves.ts';

/** A database as it was, to be compared. */
export interface Fingerprint {
  readonly schema: string;
  /** By table; undefined where the rows cannot be read as they were. */
  readonly rows: ReadonlyMap<string, string | undefined>;
}

export async function fingerprint(bench: Bench, stage: VolumeStage): Promise<Fingerprint> {
  const rows = new Map<string, string | undefined>();
  const tables = [...stage.tables.values()];
  const still = new Set(await stillTables(bench.observer, tables));
  for (const table of tables)
    rows.set(table.name, still.has(table) ? await checksum(bench.observer, table) : undefined);
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

/** Tables whose rows are not what they were. */
export const changedRows = (before: Fingerprint, after: Fingerprint): readonly string[] =>
  [...before.rows]
    .filter(([table, sum]) => {
      const now = after.rows.get(table);
      return now !== undefined && now !== sum;
    })
    .map(([table]) => table);

/** Tables without rows: nothing could be seen to be lost from them. */
export const bareTables = ({ rows }: Fingerprint): readonly string[] =>
  [...rows].filter(([, sum]) => sum === noRows).map(([table]) => table);

/** The first lines that one side has and the other has not. */
export function difference(before: string, after: string): string {
  const was = new Set(before.split('\n'));
  const is = new Set(after.split('\n'));
  const gone = [...was].filter((line) => !is.has(line)).map((line) => `missing: ${line}`);
  const more = [...is].filter((line) => !was.has(line)).map((line) => `left: ${line}`);
  const all = [...gone, ...more];
  return all.slice(0, 3).join('; ') + (all.length > 3 ? `; and ${all.length - 3} more` : '');
}
