import { duration } from '../../domain/figures.ts';
import type { KeptClusters, TakenCluster } from '../../ports/database.ts';
import type { TableShape } from '../../volume/shape.ts';
import type { Fitted } from './budget.ts';
import { readyAs } from '../base/kept-base.ts';
import type { Lab } from '../lab.ts';
import { loadMain, loaded } from './load.ts';
import type { Loaded } from './load.ts';
import type { Prepared } from '../prepared.ts';
import { onlyCopiesCame, rolesIn, sharedState } from './shared-state.ts';
import type { SharedState } from './shared-state.ts';

/** The measured database with its rows. */
export interface Filling {
  readonly loaded: Loaded;
  /** By oid. */
  readonly rows: ReadonlyMap<number, number>;
  readonly notes: readonly string[];
}

/** What the rows of the small copy and of the measured run are made of, beside the base. */
export interface Wanted {
  readonly tables: ReadonlyMap<number, TableShape>;
  /** By oid. */
  readonly rows: ReadonlyMap<number, number>;
  readonly bare: ReadonlySet<number>;
}

type Counts = readonly (readonly [number, number])[];

/** What a kept cluster does not tell by itself, as JSON. */
interface Facts extends Pick<Fitted, 'share' | 'notes'> {
  readonly rows: Counts;
  readonly filled: { readonly rows: Counts; readonly notes: readonly string[] };
}

/** Before anything of the pull request runs: where rows may be kept, and what the server is like. */
export interface RowsShelf {
  readonly kept: KeptClusters;
  readonly state: SharedState;
}

/** Sooner made than copied and started. */
const worthKeepingMs = 5_000;
/** Of the time for the whole rehearsal, what must be left for the migrations once rows are kept. */
const leftShare = 2;

/** Undefined where no rows can be kept. */
export async function rowsShelf(lab: Lab, { baseKey }: Prepared): Promise<RowsShelf | undefined> {
  const { kept } = lab.server;
  return kept && baseKey !== undefined ? { kept, state: await sharedState(lab) } : undefined;
}

/** Makes the measured database, or goes on with one that an earlier run has filled with the same rows. */
export async function standRows(
  lab: Lab,
  ready: Prepared,
  shelf: RowsShelf | undefined,
  wanted: Wanted,
  fitted: Fitted,
): Promise<Filling> {
  const make = async (): Promise<Filling> => ({ ...fitted, loaded: await loadMain(lab, wanted.tables, fitted.rows) });
  if (!shelf || fitted.rows.size === 0) return await make();
  const key = keyOf(lab, ready, shelf, wanted);
  const found = await lab.keeper.away(() => shelf.kept.take(key, (facts) => fits(facts as Facts, fitted)));
  if (found) return await takenUp(lab, wanted, found);
  const { clock } = lab.world;
  const start = clock.elapsed();
  const made = await make();
  const end = clock.elapsed();
  if (end - start < worthKeepingMs || lab.deadlineMs - end < lab.plan.limits.totalMs / leftShare) return made;
  const because = await putAway(lab, shelf, key, fitted, made);
  return because === undefined
    ? made
    : { ...made, notes: [...made.notes, `The rows are not kept for later runs: ${because}.`] };
}

/** Once so many more rows could be made, those from earlier are too few. */
const tooFew = 1.5;

/** A copy with more rows than the disk has room for, or than these migrations end in time on, is left for others. */
function fits(kept: Facts, { share, most }: Fitted): 'suits' | 'leave' | 'outdated' {
  if (kept.share > most) return 'leave';
  return kept.share * tooFew < share ? 'outdated' : 'suits';
}

/** Why the rows are not kept; undefined where they are, or where nobody else would want them. */
async function putAway(
  lab: Lab,
  { kept, state }: RowsShelf,
  key: string,
  { rows, notes, share, most }: Fitted,
  made: Filling,
): Promise<string | undefined> {
  // As few as this pull request's migrations can bear, or as fit beside what else is on the disk today.
  if (share < 1 && share === most) return undefined;
  if (!onlyCopiesCame(state, await sharedState(lab)))
    return 'the migrations change roles or settings that all databases of the server share';
  const filled = { rows: [...made.loaded.rows], notes: made.loaded.notes };
  const facts: Facts = { rows: [...rows], notes, share, filled };
  const done = await lab.keeper.away(() => kept.keep(key, facts));
  return done === 'kept' ? undefined : done.because;
}

async function takenUp(lab: Lab, { tables }: Wanted, found: TakenCluster): Promise<Filling> {
  const { rows, notes, filled } = found.facts as Facts;
  return {
    rows: new Map(rows),
    loaded: await loaded(lab, tables, { rows: new Map(filled.rows), notes: filled.notes }),
    notes: [...notes, takenNote(found)],
  };
}

const takenNote = ({ ageMs, how, tookMs }: TakenCluster): string =>
  `The invented rows are those of an earlier run, made ${duration(ageMs)} before this one for the same tables: ${readyAs({ how, tookMs })}.`;

/** Object ids are part of it: what is known by them stays true in the copy. */
function keyOf(lab: Lab, { baseKey, known }: Prepared, { state }: RowsShelf, { tables, rows, bare }: Wanted): string {
  const { production, ...settings } = lab.plan.volume;
  const shapes = [...tables].toSorted(([one], [other]) => one - other);
  const made = { shapes, rows, bare, settings, statistics: production?.statistics !== undefined };
  return JSON.stringify({ unit: 'rows', baseKey, known, roles: rolesIn(state), ...made }, plain);
}

const plain = (_: string, value: unknown): unknown => {
  if (value instanceof Map) return [...(value as ReadonlyMap<unknown, unknown>)];
  return value instanceof Set ? [...(value as ReadonlySet<unknown>)] : value;
};
