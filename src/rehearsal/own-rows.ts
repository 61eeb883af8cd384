import { success } from '../domain/errors.ts';
import type { Result } from '../domain/errors.ts';
import { counted } from '../domain/figures.ts';
import type { Session } from '../ports/database.ts';
import { loadBaseline } from './baseline.ts';
import { enter } from './lab.ts';
import type { Lab } from './lab.ts';
import type { KnownRows, OwnSource } from './plan.ts';
import { databases } from './prepared.ts';
import type { Script } from './script.ts';
import { sow } from './seed.ts';

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

/** Makes the base schema and brings in the rows of the team's own. */
export async function layBase(lab: Lab, base: readonly Script[]): Promise<Result<Laid>> {
  const { seed, full } = lab.plan.volume;
  const loaded = await loadHistory(lab, base);
  if (!loaded.ok) return loaded;
  if (seed === undefined) return success({ sources: new Map(), texts: [], notes: [], roles: [] });
  const before = await rowsNow(lab);
  const sown = await sow(lab, seed);
  if (!sown.ok) return sown;
  const after = await rowsNow(lab);
  const filled = [...after].filter(([name, rows]) => rows > (before.get(name) ?? 0)).map(([name]) => name);
  const sources = new Map((full ? [...after.keys()] : filled).map((name) => [name, 'seed'] as const));
  return success({
    sources,
    ...(full && { production: { rows: after, source: 'seed' } }),
    texts: sown.value.texts,
    roles: sown.value.roles,
    notes: [filled.length === 0 ? `The seed ${seed.path} filled no table.` : sownNote(seed.path, filled, after)],
  });
}

async function loadHistory(lab: Lab, base: readonly Script[]): Promise<Result<true>> {
  await using bench = await enter(lab, databases.base);
  return await loadBaseline(lab, bench, base);
}

const sownNote = (path: string, filled: readonly string[], rows: ReadonlyMap<string, number>): string => {
  const all = filled.reduce((sum, name) => sum + (rows.get(name) ?? 0), 0);
  return `The seed ${path} filled ${counted(filled.length, 'table')}, which hold ${counted(all, 'row')}.`;
};

/** Rows of every table of the team's; those of partitions are counted in their root as well. */
async function rowsNow(lab: Lab): Promise<ReadonlyMap<string, number>> {
  await using bench = await enter(lab, databases.base);
  const names = await tables(bench.observer);
  const rows = new Map<string, number>();
  for (const name of names) {
    const { rows: counts } = await bench.observer.query<{ rows: number }>(`SELECT count(*) AS rows FROM ${name}`);
    rows.set(name, counts[0]?.rows ?? 0);
  }
  return rows;
}

async function tables(observer: Session): Promise<readonly string[]> {
  const { rows } = await observer.query<{ name: string }>(`
    SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
       AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' ORDER BY 1`);
  return rows.map(({ name }) => name);
}
