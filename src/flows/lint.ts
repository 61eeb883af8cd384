import type { Config } from '../config/config.ts';
import { failure, success } from '../domain/errors.ts';
import type { Problem, Result } from '../domain/errors.ts';
import type { MigrationFile, ToolId } from '../domain/migration.ts';
import type { Report } from '../domain/report.ts';
import { version } from '../domain/version.ts';
import type { Clock } from '../ports/clock.ts';
import type { NamedText } from '../ports/migration-tool.ts';
import { assemble } from '../report/assemble.ts';
import { detect, wanted } from '../tools/detect.ts';
import type { Detection, MigrationFolder } from '../tools/detection.ts';
import { folderHolding } from '../tools/detection.ts';
import { toolById } from '../tools/index.ts';
import { companionsOf, readMigrations, refusals } from '../tools/read.ts';
import { recognise } from '../tools/recognise.ts';
import type { View } from '../tools/recognise.ts';
import { cards, judge, readStatements } from './judge.ts';
import { remarksOn } from './remarks.ts';
import { assumedPostgres, reported, tablesChanged } from './reported.ts';

export interface LintRequest {
  /** All of one call are one pull request, in the tool's order. */
  readonly files: readonly NamedText[];
  /** The schema they run on; without it every other named table is taken to exist, ordinary, large and busy. */
  readonly schema?: NamedText;
  readonly tool?: ToolId;
  readonly postgres?: number;
  readonly config: Config;
  readonly around: Surroundings;
}

/** The folders that the files lie in: what stands there tells the tools apart and can change how a file is read. */
export interface Surroundings {
  readonly paths: readonly string[];
  /** The texts of those that can be read. */
  read(paths: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** Reads migrations without a database. Problem: bad-usage for a tool that cannot be read. */
export async function lint(request: LintRequest, clock: Clock): Promise<Result<Report>> {
  const start = clock.elapsed();
  const { files, schema, config } = request;
  const tool = request.tool ?? config.migrations.tool;
  if (tool !== undefined && toolById(tool) === undefined) return failure(notReadable(tool));
  const own = new Map(files.map(({ path, text }) => [path, text]));
  const detection = owners([...own.keys()], await viewOf(own, request.around), tool);
  const read = readMigrations(files, detection, {
    placeholders: config.migrations.placeholders,
    ...(config.migrations.transaction !== undefined && { transaction: config.migrations.transaction }),
    companions: new Map([...own, ...(await request.around.read(companionsOf(detection, [...own.keys()])))]),
  });
  const proposal = {
    config,
    changed: read.migrations.map((file) => ({ ...file, status: 'added' as const })),
    base: [],
    tip: [],
    ...(schema !== undefined && { structure: schema }),
  };
  const postgres = request.postgres ?? config.postgres.version ?? assumedPostgres;
  const reading = await readStatements(proposal, schema === undefined ? 'assumed' : 'known', postgres);
  const evidence = {
    rehearsal: { status: 'skipped', because: 'lint opens no database' } as const,
    postgres,
  };
  const { findings, phases } = judge(proposal, reading, evidence, clock);
  return success(
    assemble({
      version,
      digest: '',
      migrations: read.migrations.map((file: MigrationFile) => reported({ ...file, status: 'added' })),
      findings,
      asked: 'reading',
      rules: cards,
      problems: [...read.problems, ...refusals(read.migrations), ...reading.problems],
      remarks: remarksOn(files, read),
      forbidden: config.approval.forbidden,
      stallBudgetMs: config.rehearsal.stallBudgetMs,
      tablesChanged: tablesChanged(reading),
      phases: [...new Set(phases.map(({ phase }) => phase))],
      timings: { totalMs: clock.elapsed() - start, stages: {} },
    }),
  );
}

async function viewOf(own: ReadonlyMap<string, string>, around: Surroundings): Promise<View> {
  const paths = [...new Set([...own.keys(), ...around.paths])];
  const unread = wanted(paths).filter((path) => !own.has(path));
  return { paths, texts: new Map([...own, ...(await around.read(unread))]) };
}

/** Which tool each file belongs to: the one that was named, else what path and contents tell, else plain SQL. */
function owners(files: readonly string[], view: View, tool: ToolId | undefined): Detection {
  const found = tool === undefined ? detect(view).folders : [];
  const detection = { folders: found, passedOver: [], problems: [] };
  const loose = new Map<ToolId, string[]>();
  const aside = new Set(found.flatMap((folder) => keptAside(folder, files)));
  for (const path of toolById(tool ?? '')?.chosen?.(files) ?? files) {
    if (folderHolding(detection, path) !== undefined || aside.has(path)) continue;
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    const id = tool ?? recognise({ folder, paths: [path] }, view)?.tool ?? 'sql';
    const others = loose.get(id);
    if (others) others.push(path);
    else loose.set(id, [path]);
  }
  const more = [...loose].map(([id, paths]) => {
    const title = toolById(id)?.title ?? id;
    return { tool: id, title, folder: '', why: 'named or assumed', readable: true, paths };
  });
  return { ...detection, folders: [...found, ...more] };
}

/** Files of a set's folder that its tool keeps for other databases, or lets another file stand for: nobody else's. */
function keptAside({ tool, folder, paths }: MigrationFolder, files: readonly string[]): readonly string[] {
  const inside = files.filter((path) => folder === '' || path.startsWith(`${folder}/`));
  const all = [...new Set([...paths, ...inside])];
  const chosen = new Set(toolById(tool)?.chosen?.(all) ?? all);
  return all.filter((path) => !chosen.has(path));
}

const notReadable = (tool: ToolId): Problem => ({
  code: 'unreadable-tool',
  says: `Migrations of ${tool} are recognised, but cannot be read yet.`,
  advice: 'Leave --tool out to have its SQL files read as plain SQL.',
});
