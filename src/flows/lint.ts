import type { Config } from '../config/config.ts';
import { failure, success } from '../domain/errors.ts';
import type { Problem, Result } from '../domain/errors.ts';
import type { MigrationFile, ToolId } from '../domain/migration.ts';
import type { Report } from '../domain/report.ts';
import { version } from '../domain/version.ts';
import type { Clock } from '../ports/clock.ts';
import type { NamedText } from '../ports/migration-tool.ts';
import { assemble } from '../report/assemble.ts';
import { phaseOf } from '../sql/phase.ts';
import { detect } from '../tools/detect.ts';
import type { Detection } from '../tools/detection.ts';
import { folderHolding } from '../tools/detection.ts';
import { toolById } from '../tools/index.ts';
import { readMigrations } from '../tools/read.ts';
import { cards, judge, readStatements } from './judge.ts';
import { assumedPostgres, reported, tablesChanged } from './reported.ts';

export interface LintRequest {
  /** All of one call are one pull request, in the tool's order. */
  readonly files: readonly NamedText[];
  /** The schema they run on; without it every other named table is taken to exist, ordinary, large and busy. */
  readonly schema?: NamedText;
  readonly tool?: ToolId;
  readonly postgres?: number;
  readonly config: Config;
}

/** Reads migrations without a database. Problem: bad-usage for a tool that cannot be read. */
export async function lint(request: LintRequest, clock: Clock): Promise<Result<Report>> {
  const start = clock.elapsed();
  const { files, schema, config } = request;
  const tool = request.tool ?? config.migrations.tool;
  if (tool !== undefined && toolById(tool) === undefined) return failure(notReadable(tool));
  const read = readMigrations(files, owners(files, tool), {
    placeholders: config.migrations.placeholders,
    ...(config.migrations.transaction !== undefined && { transaction: config.migrations.transaction }),
    companions: new Map(files.map(({ path, text }) => [path, text])),
  });
  const proposal = {
    config,
    changed: read.migrations.map((file) => ({ ...file, status: 'added' as const })),
    base: [],
    tip: [],
    ...(schema !== undefined && { structure: schema }),
  };
  const reading = await readStatements(proposal, schema === undefined ? 'assumed' : 'known');
  const evidence = {
    rehearsal: { status: 'skipped', because: 'lint opens no database' } as const,
    postgres: request.postgres ?? config.postgres.version ?? assumedPostgres,
  };
  const { findings } = judge(proposal, reading, evidence, clock);
  return success(
    assemble({
      version,
      digest: '',
      migrations: read.migrations.map((file: MigrationFile) => reported({ ...file, status: 'added' })),
      findings,
      asked: 'reading',
      rules: cards,
      problems: [...read.problems, ...reading.problems],
      forbidden: config.approval.forbidden,
      stallBudgetMs: config.rehearsal.stallBudgetMs,
      tablesChanged: tablesChanged(reading),
      phases: [...new Set(reading.steps.flatMap((step) => phaseOf(step) ?? []))],
      timings: { totalMs: clock.elapsed() - start, stages: {} },
    }),
  );
}

/** Which tool each file belongs to: the one that was named, else what path and contents tell, else plain SQL. */
function owners(files: readonly NamedText[], tool: ToolId | undefined): Detection {
  const paths = files.map(({ path }) => path);
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const found = tool === undefined ? detect({ paths, texts }).folders : [];
  const detection = { folders: found, passedOver: [], problems: [] };
  const rest = paths.filter((path) => folderHolding(detection, path) === undefined);
  const id = tool ?? 'sql';
  const title = toolById(id)?.title ?? id;
  return {
    ...detection,
    folders: [...found, { tool: id, title, folder: '', why: 'named or assumed', readable: true, paths: rest }],
  };
}

const notReadable = (tool: ToolId): Problem => ({
  code: 'unreadable-tool',
  says: `Migrations of ${tool} are recognised, but cannot be read yet.`,
  advice: 'Leave --tool out to have its SQL files read as plain SQL.',
});
