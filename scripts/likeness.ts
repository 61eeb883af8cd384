/**
 * How like its profile a generated database is, for any project's schema: a made-up production is filled and profiled, a
 * second database is made from that profile and profiled too, and the two profiles are compared.
 * `npx tsx scripts/likeness.ts --schema FILE.sql | --project GIT_DIRECTORY [--rows N] [--major N]`
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Profile, TableProfile } from '../src/domain/profile.ts';
import type { MigrationUnit } from '../src/domain/migration.ts';
import type { Server, Session } from '../src/ports/database.ts';
import { baselineScripts, loadBaseline } from '../src/rehearsal/base/baseline.ts';
import { tableShapes } from '../src/rehearsal/rows/catalog-shape.ts';
import { enter, makeDatabase, openLab } from '../src/rehearsal/lab.ts';
import { loadParser } from '../src/sql/parse.ts';
import { detect, wanted } from '../src/tools/detect.ts';
import { companionsOf, readMigrations } from '../src/tools/read.ts';
import { units } from '../src/tools/units.ts';
import { unquoted } from '../src/volume/shape.ts';
import type { TableShape } from '../src/volume/shape.ts';
import { startTestServer } from '../test/databases/server.ts';
import { plan } from '../test/rehearsal/plans.ts';
import { databaseWith, fillAll } from '../test/volume/filling.ts';
import { compared, deviation, profileOf, worst } from '../test/volume/likeness.ts';
import type { Figure } from '../test/volume/likeness.ts';

const { values: asked } = parseArgs({
  options: {
    schema: { type: 'string' },
    project: { type: 'string' },
    rows: { type: 'string', default: '10000' },
    major: { type: 'string', default: '17' },
  },
});
const rows = Number(asked.rows);

/** The base history of the project's largest folder of migrations that can be read. */
function historyOf(directory: string): readonly MigrationUnit[] {
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-C', directory, ...args], { maxBuffer: 2 ** 30, encoding: 'utf8' });
  const paths = git('ls-tree', '-r', '--name-only', '-z', 'HEAD').split('\0').filter(Boolean);
  const known = new Set(paths);
  const text = (path: string): string => git('show', `HEAD:${path}`);
  const texts = new Map(wanted(paths, {}).map((path) => [path, known.has(path) ? text(path) : '']));
  const found = detect({ paths, texts }, {});
  const folder = found.folders
    .filter(({ readable }) => readable)
    .toSorted((a, b) => b.paths.length - a.paths.length)[0];
  if (!folder) throw new Error('No migrations that can be read.');
  console.log(`${folder.tool}: ${folder.paths.length} files in ${folder.folder}`);
  const companions = companionsOf(found, folder.paths).filter((path) => known.has(path));
  const files = folder.paths.map((path) => ({ path, text: text(path) }));
  const read = readMigrations(files, found, {
    placeholders: {},
    companions: new Map(companions.map((path) => [path, text(path)])),
  });
  return units(read.migrations);
}

async function schemaIn(server: Server, name: string): Promise<Session> {
  if (asked.schema !== undefined) return databaseWith(server, name, readFileSync(asked.schema, 'utf8'));
  const baseline = { kind: 'migrations', units: history } as const;
  const scripts = baselineScripts(baseline);
  if (!scripts.ok) throw new Error(scripts.problem.says);
  const signal = new AbortController().signal;
  const clock = { now: () => Date.now(), elapsed: () => performance.now() };
  const progress = { stage: () => undefined, note: () => undefined };
  const lab = await openLab(plan({ baseline, changed: [] }), { server, clock, progress, signal }, signal);
  await makeDatabase(lab, name);
  {
    await using bench = await enter(lab, name);
    const loaded = await loadBaseline(lab, bench, scripts.value);
    if (!loaded.ok) console.log(`Stopped early: ${loaded.problem.says}`);
  }
  await lab.keeper.end();
  return server.connect('observer', name);
}

const pick = (list: readonly number[], at: number): number => list[at % list.length] ?? 0;

/** Figures that no table has by itself, and tables of uneven size. */
function madeUp(table: TableShape, at: number): TableProfile {
  const columns = new Map(
    table.columns.map((column) => {
      const turn = at + column.number;
      const figures = {
        nullFraction: column.notNull ? 0 : pick([0, 0.1, 0.35, 0.8], turn),
        distinct: pick([-1, 200, 12, -0.4, 3_000], turn + Math.floor(turn / 5)),
        width: pick([14, 40, 180, 500], turn),
        correlation: pick([1, 0, 0.6, -1, 0.95, -0.3], turn),
      };
      return [unquoted(column.name), figures] as const;
    }),
  );
  return { rows: Math.max(500, Math.round(rows / (1 + (at % 4)))), columns };
}

async function madeUpProfile(session: Session): Promise<Profile['tables']> {
  const tables = [...(await tableShapes(session)).values()].filter(({ partitionOf }) => partitionOf === undefined);
  return new Map(tables.map((table, at) => [table.name, madeUp(table, at)]));
}

function report(figures: readonly Figure[]): void {
  const within = (some: readonly Figure[]): number => some.filter((figure) => deviation(figure) <= 1).length;
  for (const table of new Set(figures.map((figure) => figure.table))) {
    const own = figures.filter((figure) => figure.table === table);
    console.log(`${table}: ${within(own)} of ${own.length}; worst ${worst(own, 1)[0] ?? ''}`);
  }
  const share = ((100 * within(figures)) / figures.length).toFixed(1);
  console.log(`${within(figures)} of ${figures.length} figures within tolerance, ${share} %. The worst:`);
  console.log(worst(figures, 25).join('\n'));
}

await loadParser();
const history = asked.project === undefined ? [] : historyOf(asked.project);
const server = await startTestServer({ major: Number(asked.major) });
try {
  await using production = await schemaIn(server, 'production');
  const first = await madeUpProfile(production);
  const lived = await fillAll(server, 'production', { rows, seed: 7, profile: first });
  console.log([...lived.notes].join('\n'));
  await production.query('VACUUM ANALYZE');
  const profile = await profileOf(production);
  await production.query('REINDEX DATABASE production');
  await production.query('ANALYZE');
  const fresh = await profileOf(production);
  await using made = await schemaIn(server, 'made');
  const filled = await fillAll(server, 'made', { rows: 0, profile: profile.tables });
  await made.query('VACUUM ANALYZE');
  report(compared(filled.tables.values(), profile.tables, (await profileOf(made)).tables, fresh.tables));
} finally {
  await server.stop();
}
