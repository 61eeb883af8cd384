import type { Session } from '../../ports/database.ts';
import { fillOf, siftedSql } from '../../volume/generate.ts';
import type { Fill } from '../../volume/generate.ts';
import type { FillPlan } from '../../volume/keys.ts';
import type { TableShape } from '../../volume/shape.ts';
import { guarded } from '../watch/watchdog.ts';
import type { Watchdog } from '../watch/watchdog.ts';

/** So many rows are made for one that is kept, before a table is given up. */
const candidates = [3, 30];
const mostCandidates = 3_000_000;

/**
 * Makes more rows than are wished and keeps those that every constraint allows; the keys decide with ON CONFLICT.
 * Undefined where Postgres refuses the statement itself.
 */
export async function sift(
  session: Session,
  plan: FillPlan,
  table: TableShape,
  dog: Watchdog,
): Promise<{ readonly rows: number; readonly fewer?: string } | undefined> {
  const wished = plan.rows.get(table.oid) ?? 0;
  let best: { readonly rows: number; readonly fill: Fill } | undefined;
  for (const times of candidates) {
    const many = Math.min(wished * times, Math.max(mostCandidates, wished));
    const fill = fillOf({ ...plan, rows: new Map([...plan.rows, [table.oid, many]]) }, table);
    if ('because' in fill) return undefined;
    const rows = await keep(session, table, fill, wished, 'try', dog);
    if (rows === undefined) return undefined;
    if (rows > (best?.rows ?? 0)) best = { rows, fill };
    if (rows >= wished) break;
  }
  if (!best) return undefined;
  const rows = await keep(session, table, best.fill, wished, 'keep', dog);
  if (rows === undefined) return undefined;
  // Rows that were refused or taken away again have left their places in the indexes.
  await session.run(`REINDEX TABLE ${table.name}`);
  await session.run(`ANALYZE ${table.name}`);
  return rows >= wished * enough
    ? { rows }
    : { rows, fewer: `only ${rows} invented rows: its constraints refuse the others` };
}

/** A few less are not worth a word. */
const enough = 0.9;

/** How many rows remain; `try` takes them away again. */
async function keep(
  session: Session,
  table: TableShape,
  fill: Fill,
  wished: number,
  how: 'try' | 'keep',
  dog: Watchdog,
): Promise<number | undefined> {
  const deferred = await deferredKeys(session, table);
  const immediate = (value: 'true' | 'false'): string =>
    `UPDATE pg_index SET indimmediate = ${value} WHERE indexrelid IN (${['0', ...deferred].join(', ')})`;
  await session.run('BEGIN');
  // ON CONFLICT does not take a deferrable key.
  await session.run(immediate('true'));
  let kept = 0;
  for (const [place, insert] of fill.inserts.entries()) {
    const share = Math.ceil((wished - kept) / (fill.inserts.length - place));
    const sql = siftedSql(insert, conditionsOf(table, insert.columns), share);
    const outcome = await guarded(session, sql, dog);
    if (!outcome.ok) {
      await session.run('ROLLBACK');
      return undefined;
    }
    kept += outcome.rowCount ?? 0;
  }
  await session.run(immediate('false'));
  await session.run(how === 'keep' ? 'COMMIT' : 'ROLLBACK');
  if (how === 'try') await session.run(`VACUUM ${table.name}`);
  return kept;
}

async function deferredKeys(session: Session, { name }: TableShape): Promise<readonly number[]> {
  const oid = `'${name.replaceAll("'", "''")}'::regclass`;
  const { rows } = await session.query<{ oid: number }>(`SELECT indexrelid::int8 AS oid FROM pg_index
    WHERE NOT indimmediate AND indrelid IN (SELECT relid FROM pg_partition_tree(${oid}) UNION SELECT ${oid})`);
  return rows.map(({ oid: index }) => index);
}

/** Checks of columns that the row is made of; those on others are left to Postgres. */
function conditionsOf(table: TableShape, columns: Fill['inserts'][number]['columns']): readonly string[] {
  const given = new Set(columns.map(({ number }) => number));
  return table.checks
    .filter((check) => check.columns.every((number) => given.has(number)))
    .map(
      ({ definition }) => /^CHECK \(([^]*)\)(?: NOT VALID| NO INHERIT| NOT ENFORCED)*$/.exec(definition)?.[1] ?? 'true',
    );
}
