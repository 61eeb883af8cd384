import type { RelationFiles, Session } from '../../ports/database.ts';
import { forgeable, forgedFrom, layoutSql } from '../../volume/forge/index.ts';
import type { Forgeable, Forged, Physical } from '../../volume/forge/index.ts';
import { pooledSql } from '../../volume/generate.ts';
import type { Fill, Insert } from '../../volume/generate.ts';
import type { FillPlan } from '../../volume/keys.ts';
import { literal } from '../../volume/request.ts';
import type { TableShape } from '../../volume/shape.ts';
import { checkForged } from './forge-check.ts';
import { aroundRows, targetsOf } from './loading.ts';
import { DiskFull, guarded } from '../watch/watchdog.ts';
import type { Watchdog } from '../watch/watchdog.ts';

/** That tables shall be written as files. */
export interface ForgeRequest {
  readonly files: RelationFiles;
  /** Fewer rows are inserted. */
  readonly from: number;
}

interface Forging extends ForgeRequest {
  readonly plan: FillPlan;
  readonly dog: Watchdog;
}

/** Why nothing was forged; `overLimit`: and nothing else shall be tried. */
export interface Refused {
  readonly because: string;
  readonly overLimit?: true;
}

/**
 * Writes a large table's pages itself: the server makes the first and the last of its rows, and we the others after
 * their likeness. All of it is one transaction, so that whatever fails leaves the table empty as before, and its rows
 * can be inserted. Undefined where it is not worth that.
 */
export async function forgeTable(
  session: Session,
  table: TableShape,
  { inserts }: Fill,
  forging: Forging,
): Promise<'forged' | Refused | undefined> {
  const isLarge = ({ portion }: Insert): boolean => portion.rows >= forging.from;
  if (!inserts.some(isLarge)) return undefined;
  const jobs: Job[] = [];
  for (const insert of inserts) {
    const able = isLarge(insert) ? forgeable(forging.plan, table, insert) : undefined;
    if (able && 'because' in able) return able;
    jobs.push({ insert, ...(able && { forgeable: able }) });
  }
  await session.run('BEGIN');
  try {
    const refused = await inTransaction(session, table, jobs, forging);
    await session.run(refused ? 'ROLLBACK' : 'COMMIT');
    return refused ?? 'forged';
  } catch (error) {
    await session.run('ROLLBACK');
    throw error;
  }
}

interface Job {
  readonly insert: Insert;
  /** Absent where there are too few of its rows. */
  readonly forgeable?: Forgeable;
}

async function inTransaction(
  session: Session,
  table: TableShape,
  jobs: readonly Job[],
  forging: Forging,
): Promise<Refused | undefined> {
  const { before, after } = aroundRows(targetsOf(table));
  const send = sender(session, forging.dog);
  const refused = await send(before);
  if (refused) return refused;
  for (const { insert, forgeable: able } of jobs) {
    const stopped = able ? await forgeOne(session, insert, able, forging) : await send([pooledSql(insert)]);
    if (stopped) return stopped;
  }
  // TRUNCATE left indexes that are valid and empty: before they are built, a look at the rows finds none of them.
  const unproved = await send(after);
  if (unproved) return unproved;
  for (const { insert, forgeable: able } of jobs) {
    const wrong = able && (await checkForged(session, { table, insert, ...forging }));
    if (wrong) return wrong;
  }
  return undefined;
}

/** Sends statement after statement until one is refused. */
function sender(session: Session, dog: Watchdog): (statements: readonly string[]) => Promise<Refused | undefined> {
  return async (statements) => {
    for (const sql of statements) {
      const outcome = await guarded(session, sql, dog);
      if (outcome.ok) continue;
      const because = `Postgres refuses it (SQLSTATE ${outcome.error.sqlstate})`;
      return { because, ...(outcome.overLimit && { overLimit: true }) };
    }
    return undefined;
  };
}

async function forgeOne(
  session: Session,
  { portion }: Insert,
  able: Forgeable,
  { files, dog }: Forging,
): Promise<Refused | undefined> {
  const send = sender(session, dog);
  const facts = await factsOf(session, portion.target);
  if (facts.because !== null) return { because: facts.because };
  const triggers = (there: boolean): string =>
    `UPDATE pg_catalog.pg_class SET relhastriggers = ${there} WHERE oid = ${facts.oid}`;
  // It is empty, but where other tables point at it only this makes TRUNCATE believe that, and its triggers rest.
  // A file that was never used has its rows in the order in which they came.
  const anew = [triggers(false), `TRUNCATE ONLY ${portion.target}`, triggers(facts.triggers)];
  const refused = await send([...anew, ...able.sampleSql, 'CHECKPOINT']);
  if (refused) return refused;
  const forged = await likeness(session, facts.oid, portion.target, able, files);
  if ('because' in forged) return forged;
  // Below a savepoint of its own it is given another file, which is empty and which nobody has read yet.
  const stopped = await send(['SAVEPOINT rows', ...anew]);
  return stopped ?? (await written(await pathOf(session, facts.oid), forged, files, dog));
}

async function likeness(
  session: Session,
  oid: number,
  target: string,
  able: Forgeable,
  files: RelationFiles,
): Promise<Forged | Refused> {
  const sample = await files.read(await pathOf(session, oid));
  if ('because' in sample) return sample;
  const { rows: layout } = await session.query<Physical>(layoutSql(target));
  return forgedFrom(able, layout, sample.bytes);
}

async function written(
  path: string,
  { bytes, pieces }: Forged,
  files: RelationFiles,
  { signal, limitMs }: Watchdog,
): Promise<Refused | undefined> {
  const stop = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
  const outcome = await files.write(path, { bytes, pieces: until(stop, pieces()) });
  if (stop.aborted) return { because: 'writing its pages took too long', overLimit: true };
  if (outcome === 'disk-full') throw new DiskFull('The disk is full.');
  return outcome === 'written' ? undefined : outcome;
}

function* until(stop: AbortSignal, pieces: Iterable<Uint8Array>): Iterable<Uint8Array> {
  for (const piece of pieces) {
    if (stop.aborted) return;
    yield piece;
  }
}

async function pathOf(session: Session, oid: number): Promise<string> {
  const { rows } = await session.query<{ path: string }>('SELECT pg_catalog.pg_relation_filepath($1::oid) AS path', [
    oid,
  ]);
  return rows[0]?.path ?? '';
}

interface Facts {
  readonly oid: number;
  /** Or others point at it. */
  readonly triggers: boolean;
  /** What forging would get wrong, or leave out. */
  readonly because: string | null;
}

/** Only a plain heap whose rows nothing follows; and only a server that keeps them in pages as we know them. */
async function factsOf(session: Session, target: string): Promise<Facts> {
  const { rows } = await session.query<Facts>(`
    SELECT c.oid::int8 AS oid, c.relhastriggers AS triggers, CASE
        WHEN pg_catalog.current_setting('data_checksums') <> 'off' THEN 'its pages bear checksums'
        WHEN pg_catalog.current_setting('block_size') <> '8192' OR pg_catalog.current_setting('segment_size') <> '1GB'
          THEN 'this server’s pages or files are of another size'
        WHEN c.relkind = 'p' THEN 'its rows are not told their partition'
        WHEN c.relkind <> 'r' OR c.relpersistence <> 'p' OR a.amname IS DISTINCT FROM 'heap'
          OR pg_catalog.pg_relation_filepath(c.oid) NOT LIKE 'base/%' THEN 'it is no ordinary table'
        WHEN c.relhassubclass OR i.inhrelid IS NOT NULL AND NOT c.relispartition THEN 'it inherits or is inherited from'
        WHEN EXISTS (SELECT FROM pg_catalog.pg_rewrite w WHERE w.ev_class = c.oid) THEN 'it has rules'
        WHEN EXISTS (SELECT FROM pg_catalog.pg_trigger t WHERE t.tgrelid = c.oid AND t.tgenabled IN ('A', 'R'))
          THEN 'it has triggers that always fire'
        WHEN EXISTS (SELECT FROM ONLY ${target}) THEN 'it has rows already' END AS because
      FROM pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_am a ON a.oid = c.relam
      LEFT JOIN pg_catalog.pg_inherits i ON i.inhrelid = c.oid
     WHERE c.oid = ${literal(target)}::regclass LIMIT 1`);
  return rows[0] ?? { oid: 0, triggers: false, because: 'it is not there' };
}
