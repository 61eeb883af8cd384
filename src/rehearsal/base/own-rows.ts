import { failure, success } from '../../domain/errors.ts';
import type { Problem, Result } from '../../domain/errors.ts';
import { counted } from '../../domain/figures.ts';
import type { MigrationUnit } from '../../domain/migration.ts';
import { shown } from '../../domain/safety.ts';
import type { Session } from '../../ports/database.ts';
import type { Dump } from '../../ports/dump.ts';
import { appliedIn } from './applied.ts';
import { loadBaseline } from './baseline.ts';
import type { Brought } from './bring.ts';
import { copyExisting } from './existing.ts';
import { enter } from '../lab.ts';
import type { Lab } from '../lab.ts';
import { upHalf } from '../plan.ts';
import type { KnownRows, OwnSource } from '../plan.ts';
import { databases } from '../prepared.ts';
import { scriptsOf } from '../run/script.ts';
import type { Script } from '../run/script.ts';
import { seedName, sow } from './seed.ts';
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
  const { seed, snapshot, existing, full } = lab.plan.volume;
  const history = (): Promise<Result<true>> => loadHistory(lab, base);
  if (seed === undefined && snapshot === undefined && existing === undefined) {
    const loaded = await history();
    return loaded.ok ? success({ sources: new Map(), texts: [], notes: [], roles: [] }) : loaded;
  }
  const sources = new Map<string, OwnSource>();
  const said: Said[] = [];
  const first = await firstOf(lab, history);
  if (!first.ok) return first;
  let { rows, partitions } = await rowsNow(lab);
  if (first.value !== true) {
    const { isBrought, source, name: named } = first.value;
    for (const [name, count] of rows) if (full || (count > 0 && isBrought(name, count))) sources.set(name, source);
    said.push({ ...first.value, notes: [...told(source, named, sources, { rows, partitions }), ...first.value.notes] });
  }
  if (seed) {
    const sown = await sow(lab, seed);
    if (!sown.ok) return sown;
    const before = rows;
    ({ rows, partitions } = await rowsNow(lab));
    const filled = [...rows].filter(([name, count]) => count > (before.get(name) ?? 0) || (full && !sources.has(name)));
    for (const [name] of filled) sources.set(name, 'seed');
    said.push({ ...sown.value, notes: told('seed', seedName(seed), sources, { rows, partitions }) });
  }
  return success({
    sources,
    ...(full && { production: { rows, source: first.value === true ? 'seed' : first.value.source } }),
    texts: said.flatMap(({ texts }) => texts),
    roles: said.flatMap(({ roles }) => roles),
    notes: said.flatMap(({ notes }) => notes),
  });
}

interface Said extends Brought {
  readonly notes: readonly string[];
}

interface Restoration extends Said {
  readonly source: OwnSource;
  /** As the configuration names it. */
  readonly name: string;
  /** Whether the rows of a table are the snapshot's, and not those that the base history made. */
  readonly isBrought: (name: string, count: number) => boolean;
}

/** The base schema: with the rows of a snapshot or of another database, or as the base history makes it. */
async function firstOf(lab: Lab, history: () => Promise<Result<true>>): Promise<Result<Restoration | true>> {
  const { snapshot, existing } = lab.plan.volume;
  if (existing !== undefined) return await copied(lab, existing);
  return snapshot ? await restored(lab, snapshot, history) : await history();
}

async function copied(lab: Lab, existing: string): Promise<Result<Restoration>> {
  const made = await copyExisting(lab, existing);
  if (!made.ok) return made;
  const names = await namesNow(lab);
  const notes = await catchUp(lab, `The database ${shown(existing)}`);
  if (!notes.ok) return notes;
  const rest = { texts: names, roles: [], isBrought: () => true };
  return success({ source: 'existing', name: existing, ...rest, notes: notes.value });
}

/** Its schema is written nowhere that we read: names may be published that its catalog has. */
async function namesNow(lab: Lab): Promise<readonly string[]> {
  await using bench = await enter(lab, databases.base);
  const { rows } = await bench.observer.query<{ name: string }>(`
    SELECT relname::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    UNION SELECT a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND a.attnum > 0 AND NOT a.attisdropped
    UNION SELECT conname FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
     WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`);
  return rows.map(({ name }) => name);
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
  const notes = holds === 'schema' ? await catchUp(lab, 'The snapshot') : success([]);
  return notes.ok
    ? success({ ...done.value, source: 'snapshot', name: snapshot.name, isBrought, notes: notes.value })
    : notes;
}

/** Runs what a snapshot with its schema, or another database, has not run yet of the base branch. */
async function catchUp(lab: Lab, what: string): Promise<Result<readonly string[]>> {
  const { baseline, changed } = lab.plan;
  const units = baseline.kind === 'migrations' ? baseline.units : [];
  await using bench = await enter(lab, databases.base);
  const applied = await appliedIn(bench.observer, units);
  if (applied === undefined) return success([noJournal(what)]);
  const early = changed.find((unit) => applied.hasRun(unit));
  if (early) return failure(ranAlready(early, what));
  const halfway = applied.halfway.map((name) => stopped(name, what));
  const { missing } = applied;
  if (missing.length === 0) return success(halfway);
  const scripts = scriptsOf(missing.map(upHalf).filter((half) => half !== undefined));
  if (!scripts.ok) return scripts;
  const ran = await loadBaseline(lab, bench, scripts.value);
  if (!ran.ok) return ran;
  return success([
    `${counted(missing.length, 'migration')} of the base branch that ${inside(what)} has not run ran on top of it.`,
    ...halfway,
  ]);
}

const inside = (what: string): string => what.replace(/^The/, 'the');

const noJournal = (what: string): string =>
  `${what} does not tell which migrations it has run; it is taken to hold all of those on the base branch.`;

const stopped = (name: string, what: string): string =>
  `${what}’s list of migrations says that ${shown(name)} stopped half way: it is taken to have run.`;

const ranAlready = ({ version, up }: MigrationUnit, what: string): Problem => ({
  code: 'volume-failed',
  says: `${what} has run ${shown(up?.path ?? version)} already, which this pull request adds.`,
  advice: 'Take one that has run the base branch and no more.',
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
  const what = source === 'existing' ? 'database' : source;
  if (filled.length === 0) return [`The ${what} ${path} filled no table.`];
  const all = filled.reduce((sum, [table]) => sum + (rows.get(table) ?? 0), 0);
  return [`The ${what} ${path} filled ${counted(filled.length, 'table')}, which hold ${counted(all, 'row')}.`];
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
