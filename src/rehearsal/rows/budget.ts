import { bytes, duration } from '../../domain/figures.ts';
import type { TableShape } from '../../volume/shape.ts';
import { dropDatabase } from '../lab.ts';
import type { Lab } from '../lab.ts';
import { atMost, filledCopy, forgingIn } from './load.ts';
import { mainRun } from '../run/main-run.ts';
import { databases } from '../prepared.ts';
import type { Prepared } from '../prepared.ts';
import { volumesOf } from './volumes.ts';

type Tables = ReadonlyMap<number, TableShape>;
/** By oid. */
type Rows = ReadonlyMap<number, number>;

/** One filling, and what it took. */
export interface Sample {
  readonly rows: number;
  readonly seconds: number;
  readonly notes: readonly string[];
  readonly filled: Rows;
  /** Of a row with its indexes, by oid. */
  readonly rowBytes: ReadonlyMap<number, number>;
}

export async function sample(lab: Lab, database: string, tables: Tables, rows: Rows): Promise<Sample> {
  const start = lab.world.clock.elapsed();
  const filled = await filledCopy(lab, database, tables, rows);
  const seconds = Math.max(lab.world.clock.elapsed() - start, 1) / 1000;
  const rowBytes = await bytesOfRows(lab, database, tables, filled.rows);
  return { rows: total(filled.rows), seconds, notes: filled.notes, filled: filled.rows, rowBytes };
}

async function bytesOfRows(lab: Lab, database: string, tables: Tables, made: Rows): Promise<Sample['rowBytes']> {
  const full = [...tables.values()].filter(({ oid }) => (made.get(oid) ?? 0) > 0);
  await using session = await lab.server.connect('observer', database);
  const volumes = await volumesOf(session, full, made, { production: undefined, brought: lab.brought });
  return new Map(full.map(({ oid }, at) => [oid, (volumes[at]?.bytes ?? 0) / Math.max(1, volumes[at]?.rows ?? 1)]));
}

const total = (rows: Rows): number => [...rows.values()].reduce((sum, count) => sum + count, 0);

/** A filling, and how long the migrations took on it; Infinity where they were not waited for. */
export interface Trial {
  readonly sample: Sample;
  readonly runMs: number;
}

/** What of the wished rows is made. */
export interface Fitted {
  readonly rows: Rows;
  readonly notes: readonly string[];
  /** Of the wished rows. */
  readonly share: number;
  /** What the free disk and the migrations' own time would allow. */
  readonly most: number;
}

/** The largest share of the wished rows that can be made in time, and with which the migrations end in time. */
export async function fittedTo(lab: Lab, ready: Prepared, tables: Tables, wished: Rows, small: Trial): Promise<Fitted> {
  const { seconds } = lab.plan.volume;
  const disk = await diskFor(lab, wished, small.sample);
  const limitMs = lab.plan.limits.statementMs;
  const growth = total(wished) / Math.max(1, small.sample.rows);
  const long = small.runMs * growth > limitMs / doubtful;
  if (small.sample.rows === 0) return { ...shared(wished, 1, ''), most: 1 };
  if (!long && small.sample.seconds * growth <= seconds)
    return { ...shared(wished, disk.share, disk.because), most: disk.most };
  const larger = await largerTrial(lab, ready, tables, { rows: wished, run: long ? 'run' : 'fill-only' });
  const inserting = seconds / makingSeconds(total(wished), small.sample, larger.sample);
  const making = inserting < 1 ? Math.max(inserting, await forgingShare(lab, tables, wished)) : inserting;
  const running = long ? runningShare(limitMs, total(wished), small, larger) : 1;
  const most = Math.min(disk.most, running);
  if (disk.share <= Math.min(making, running)) return { ...shared(wished, disk.share, disk.because), most };
  const because =
    making <= running
      ? `fit into the ${duration(seconds * 1000)} for making them.`
      : `are there: with all of them the migrations would run longer than ${duration(limitMs)}.`;
  return { ...shared(wished, Math.min(making, running), because), most };
}

function shared(wished: Rows, share: number, because: string): Omit<Fitted, 'most'> {
  if (share >= 1) return { rows: wished, notes: [], share: 1 };
  return {
    share,
    rows: new Map([...wished].map(([oid, count]) => [oid, Math.max(1, Math.floor(count * share))])),
    notes: [`Only ${Math.max(1, Math.floor(share * 100))} % of the wished rows ${because}`],
  };
}

/** A rewrite needs the table's room once more. */
const copies = 2;
/** Of the free disk, where nobody said how much. */
const freeShare = 4;

interface Room extends Pick<Fitted, 'share' | 'most'> {
  readonly because: string;
}

/** The largest share of the wished rows that there is disk for. */
async function diskFor(lab: Lab, wished: Rows, { rowBytes }: Sample): Promise<Room> {
  const given = lab.plan.volume.bytes;
  const free = given === undefined ? await lab.server.freeBytes() : undefined;
  const room = given ?? (free === undefined ? Infinity : free / freeShare);
  const needed = [...wished].reduce((sum, [oid, count]) => sum + count * (rowBytes.get(oid) ?? 0), 0) * copies;
  const whose = given === undefined ? 'a quarter of the free disk' : '`volume.bytes`';
  const share = needed > room ? room / needed : 1;
  return { share, most: given === undefined ? share : 1, because: `fit twice into ${bytes(room)}, ${whose}.` };
}

/** How far below the limit an expectation from the small copy alone may come, before it is looked at more closely. */
const doubtful = 4;
const largerRows = 50_000;

async function largerTrial(
  lab: Lab,
  ready: Prepared,
  tables: Tables,
  { rows, run }: { readonly rows: Rows; readonly run: 'run' | 'fill-only' },
): Promise<Trial> {
  const filling = await sample(lab, databases.trial, tables, atMost(rows, largerRows));
  const runMs = run === 'run' ? await timed(lab, ready) : 0;
  await dropDatabase(lab, databases.trial);
  return { sample: filling, runMs };
}

async function timed(lab: Lab, ready: Prepared): Promise<number> {
  const patienceMs = lab.plan.limits.statementMs / 2;
  const { seen, overLimit } = await mainRun(lab, databases.trial, ready.known, ready.changed, patienceMs);
  return overLimit ? Infinity : totalMs(seen);
}

/** Milliseconds of a whole run: all of it gets the time that one statement may take. */
export const totalMs = (seen: readonly { readonly durationMs: number }[]): number =>
  seen.reduce((sum, { durationMs }) => sum + durationMs, 0);

/** Sorts of more rows take longer a row. */
const caution = 1.2;

/** What a row costs by itself, from two samples. */
function makingSeconds(wished: number, small: Sample, larger: Sample): number {
  const more = larger.rows - small.rows;
  const slope = more > 0 ? Math.max(0, larger.seconds - small.seconds) / more : small.seconds / small.rows;
  return Math.max(slope * caution * wished, 0.001);
}

/** So many times as large, a second trial tells what a forged row takes beside the first ones. */
const further = 2;

/** As `making`, where tables are forged: their first rows take a second, and the others far less than an INSERT. */
async function forgingShare(lab: Lab, tables: Tables, wished: Rows): Promise<number> {
  const forging = forgingIn(lab);
  if (!forging || Math.max(0, ...wished.values()) < forging.from * further) return 0;
  const samples: Sample[] = [];
  for (const most of [forging.from, forging.from * further])
    samples.push(await sample(lab, databases.trial, tables, atMost(wished, most)));
  await dropDatabase(lab, databases.trial);
  const [few, many] = samples;
  return few && many ? lab.plan.volume.seconds / makingSeconds(total(wished), few, many) : 0;
}

/** Joins and loops may grow faster than the rows: by which power, two runs tell. */
function runningShare(limitMs: number, wished: number, small: Trial, larger: Trial): number {
  if (larger.runMs === Infinity) return small.sample.rows / wished;
  const step = Math.log(larger.sample.rows / small.sample.rows);
  const power = step > 0 ? Math.max(1, Math.log(larger.runMs / Math.max(1, small.runMs)) / step) : 1;
  const expectedMs = larger.runMs * (wished / larger.sample.rows) ** power * caution;
  // An expectation is no promise: half of the time is left over.
  return expectedMs <= limitMs ? 1 : (limitMs / 2 / expectedMs) ** (1 / power);
}
