import { failure, success } from '../domain/errors.ts';
import type { Problem, Result } from '../domain/errors.ts';
import { counted } from '../domain/figures.ts';
import type { MigrationUnit } from '../domain/migration.ts';
import { shown } from '../domain/safety.ts';
import type { Session } from '../ports/database.ts';
import type { Dump } from '../ports/dump.ts';
import { appliedIn } from './applied.ts';
import { loadBaseline } from './baseline.ts';
import type { Brought } from './bring.ts';
import { enter } from './lab.ts';
import type { Lab } from './lab.ts';
import { upHalf } from './plan.ts';
import type { KnownRows, OwnSource } from './plan.ts';
import { databases } from './prepared.ts';
import { scriptsOf } from './script.ts';
import type { Script } from './script.ts';
import { sow } from './seed.ts';
import { restore } from './snapshot.ts';

/** The base commit's database: its schema, and the rows that the team has for it. */
export interface Laid {
  /** By `schema.name`: tables that the snapshot or the seed filled; all of them where they are declared full. */
  readonly sources: ReadonlyMap<string, OwnSource>;
  /** Where they are declared full: what they hold is what production holds. */
  readonly production?: KnownRows;
  /** Statements whose names may be published. */
  readonly texts: readonly string[];
  readonly notes: readonly string[];
  /** Roles that were made for them. */
  readonly roles: readonly string[];
}

/** Makes the base schema and brings in the rows of the team's own: the snapshot's, then the seed's. */
export async function layBase(lab: Lab, base: readonly Script[]): Promise<Result<Laid>> {
  const { seed, snapshot, full } = lab.plan.volume;
  const history = (): Promise<Result<true>> => loadHistory(lab, base);
  if (seed === undefined && snapshot === undefined) {
    const loaded = await history();
    return loaded.ok ? success({ sources: new Map(), texts: [], notes: [], roles: [] }) : loaded;
  }
  const sources = new Map<string, OwnSource>();
  const said: Said[] = [];
  const first = snapshot ? await restored(lab, snapshot, history) : await history();
  if (!first.ok) return first;
  let { rows, partitions } = await rowsNow(lab);
  if (first.value !== true) {
    const { isBrought } = first.value;
    for (const [name, count] of rows) if (full || (count > 0 && isBrought(name, count))) sources.set(name, 'snapshot');
    said.push({
      ...first.value,
      notes: [...told('snapshot', snapshot?.name, sources, { rows, partitions }), ...first.value.notes],
    });
  }
  if (seed) {
    const sown = await sow(lab, seed);
    if (!sown.ok) return sown;
    const before = rows;
    ({ rows, partitions } = await rowsNow(lab));
    const filled = [...rows].filter(([name, count]) => count > (before.get(name) ?? 0) || (full && !sources.has(name)));
    for (const [name] of filled) sources.set(name, 'seed');
    said.push({ ...sown.value, notes: told('seed', seed.path, sources, { rows, partitions }) });
  }
  return success({
    sources,
    ...(full && { production: { rows, source: snapshot ? 'snapshot' : 'seed' } }),
    texts: said.flatMap(({ texts }) => texts),
    roles: said.flatMap(({ roles }) => roles),
    notes: said.flatMap(({ notes }) => notes),
  });
}

interface Said extends Brought {
  readonly notes: readonly string[];
}

interface Restoration extends Said {
  /** Whether the rows of a table are the snapshot's, and not those that the base history made. */
  readonly isBrought: (name: string, count: number) => boolean;
}

async function loadHistory(lab: Lab, base: readonly Script[]): Promise<Result<true>> {
  await using bench = await enter(lab, databases.base);
  return await loadBaseline(lab, bench, base);
}

async function restored(lab: Lab, snapshot: Dump, history: () => Promise<Result<true>>): Promise<Result<Restoration>> {
  let before: Counts['rows'] = new Map();
  const done = await restore(lab, snapshot, async () => {
    const ran = await history();
    if (ran.ok) before = (await rowsNow(lab)).rows;
    return ran;
  });
  if (!done.ok) return done;
  const { holds, replaced } = done.value;
  const isBrought: Restoration['isBrought'] = (name, count) =>
    holds === 'schema' || replaced.has(name) || count !== before.get(name);
  const notes = holds === 'schema' ? await catchUp(lab) : success([]);
  return notes.ok ? success({ ...done.value, isBrought, notes: notes.value }) : notes;
}

/** Runs what a snapshot with its schema has not run yet of the base branch. */
async function catchUp(lab: Lab): Promise<Result<readonly string[]>> {
  const { baseline, changed } = lab.plan;
  const units = baseline.kind === 'migrations' ? baseline.units : [];
  await using bench = await enter(lab, databases.base);
  const applied = await appliedIn(bench.observer, units);
  if (applied === undefined) return success([noJournal]);
  const early = changed.find((unit) => applied.hasRun(unit));
  if (early) return failure(ranAlready(early));
  const halfway = applied.halfway.map(stopped);
  const { missing } = applied;
  if (missing.length === 0) return success(halfway);
  const scripts = scriptsOf(missing.map(upHalf).filter((half) => half !== undefined));
  if (!scripts.ok) return scripts;
  const ran = await loadBaseline(lab, bench, scripts.value);
  if (!ran.ok) return ran;
  return success([
    `${counted(missing.length, 'migration')} of the base branch that the snapshot has not run ran on top of it.`,
    ...halfway,
  ]);
}

const noJournal =
  'The snapshot does not tell which migrations it has run; it is taken to hold all of those on the base branch.';

const stopped = (name: string): string =>
  `The snapshot’s list of migrations says that ${shown(name)} stopped half way: it is taken to have run.`;

const ranAlready = ({ version, up }: MigrationUnit): Problem => ({
  code: 'volume-failed',
  says: `The snapshot has run ${shown(up?.path ?? version)} already, which this pull request adds.`,
  advice: 'Take one from a database that has run the base branch and no more.',
  ...(up && { file: up.path }),
});

/** How much came from where. */
function told(
  source: OwnSource,
  name: string | undefined,
  sources: ReadonlyMap<string, OwnSource>,
  { rows, partitions }: Counts,
): readonly string[] {
  const filled = [...sources].filter(
    ([table, from]) => from === source && !partitions.has(table) && (rows.get(table) ?? 0) > 0,
  );
  const path = shown(name ?? '');
  if (filled.length === 0) return [`The ${source} ${path} filled no table.`];
  const all = filled.reduce((sum, [table]) => sum + (rows.get(table) ?? 0), 0);
  return [`The ${source} ${path} filled ${counted(filled.length, 'table')}, which hold ${counted(all, 'row')}.`];
}

/** Rows of every table of the team's; those of partitions are counted in their root as well. */
interface Counts {
  readonly rows: ReadonlyMap<string, number>;
  readonly partitions: ReadonlySet<string>;
}

async function rowsNow(lab: Lab): Promise<Counts> {
  await using bench = await enter(lab, databases.base);
  const tables = await tablesOf(bench.observer);
  const rows = new Map<string, number>();
  for (const { name } of tables) {
    const { rows: counts } = await bench.observer.query<{ rows: number }>(`SELECT count(*) AS rows FROM ${name}`);
    rows.set(name, counts[0]?.rows ?? 0);
  }
  return { rows, partitions: new Set(tables.flatMap(({ name, partition }) => (partition ? [name] : []))) };
}

async function tablesOf(observer: Session) {
  const { rows } = await observer.query<{ name: string; partition: boolean }>(`
    SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name, c.relispartition AS partition
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
       AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' ORDER BY 1`);
  return rows;
}
