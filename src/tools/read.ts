import { success } from '../domain/errors.ts';
import type { Problem, Result } from '../domain/errors.ts';
import type { ChangedMigration, MigrationFile } from '../domain/migration.ts';
import type { FileStatus } from '../domain/pull-request.ts';
import type { NamedText, ReadSettings } from '../ports/migration-tool.ts';
import type { Detection, MigrationFolder } from './detection.ts';
import { folderHolding } from './detection.ts';
import { toolById } from './index.ts';
import { stem } from './units.ts';

/** A changed file with its texts. `text` is the head's; the base's for a deleted file. */
export interface ChangedText extends NamedText {
  readonly status: FileStatus;
  readonly previousPath?: string;
  readonly baseText?: string;
}

export interface Reading<File extends MigrationFile> {
  readonly migrations: readonly File[];
  /** Why a file of a migration folder could not be read. */
  readonly problems: readonly Problem[];
}

/** What a folder holds: also the files that its tool never runs. */
export interface FolderReading extends Reading<MigrationFile> {
  readonly idle: readonly MigrationFile[];
}

/** Files beside these migrations that change how they are read; fetch them for `ReadSettings.companions`. */
export function companionsOf(detection: Detection, paths: readonly string[]): readonly string[] {
  const beside = paths.flatMap((path) => {
    const folder = folderHolding(detection, path);
    return toolById(folder?.tool ?? '')?.companions?.(path, folder?.paths ?? []) ?? [];
  });
  return [...new Set(beside)];
}

/** Reads the files that lie in a migration folder; others are passed over, and so is what the tool never runs. */
export function readMigrations(
  files: readonly NamedText[],
  detection: Detection,
  settings: ReadSettings,
): FolderReading {
  const { migrations, problems } = readAll(files, detection, settings);
  return { migrations: migrations.filter(runs), idle: migrations.filter((file) => !runs(file)), problems };
}

/** As `readMigrations`, for what a pull request changes. An added file that its tool never runs is a problem. */
export function readChanged(
  files: readonly ChangedText[],
  detection: Detection,
  settings: ReadSettings,
): Reading<ChangedMigration> {
  const readings = files.map((file) => ({ file, ...readAll([file], detection, settings) }));
  const beside = (path: string) => folderHolding(detection, path)?.paths ?? [];
  return {
    migrations: readings.flatMap(({ file, migrations }) =>
      migrations.filter(runs).map((migration) => changed(migration, file)),
    ),
    problems: [
      ...readings.flatMap(({ file, migrations, problems }) => [
        ...problems,
        ...(file.status === 'added' ? migrations.flatMap(idle) : []),
        ...(file.status === 'deleted' ? [] : migrations.flatMap((one) => downOfNothing(one, beside(one.path)))),
      ]),
      ...refusals(readings.flatMap(({ migrations }) => migrations)),
    ],
  };
}

/** What the tool itself would answer instead of running these migrations, each once. */
export function refusals(migrations: readonly MigrationFile[]): readonly Problem[] {
  const refused = new Map(
    migrations.flatMap((file) => (file.refused ? [[file.refused.says, file.refused] as const] : [])),
  );
  return [...refused.values()].map((why) => ({ code: 'unreadable-migration', ...why }));
}

const runs = ({ neverRuns }: MigrationFile): boolean => neverRuns === undefined;

const idle = ({ path, neverRuns }: MigrationFile): readonly Problem[] =>
  neverRuns === undefined
    ? []
    : [
        {
          code: 'unreadable-migration',
          says: `${path} ${neverRuns}`,
          advice: 'Put it where the tool runs it, or keep it out of the folder of migrations.',
          file: path,
        },
      ];

/** In plain SQL a name is all that makes a down: one of nothing would hide a migration that is called after what it does. */
function downOfNothing(
  { path, tool, version, direction }: MigrationFile,
  beside: readonly string[],
): readonly Problem[] {
  const plain = tool === 'sql' && direction === 'down' ? toolById(tool) : undefined;
  const known = beside.some((other) => {
    const up = plain?.recognise(other);
    if (up?.direction !== 'up') return false;
    return stem(other) === stem(path) || (version !== '' && plain?.compareVersions(up.version, version) === 0);
  });
  if (plain === undefined || known) return [];
  const says = `${path} is named like the way back of a migration that is not there, so nothing of it was looked at.`;
  const advice =
    'End its name in another word where it is a migration of its own: `undo_orders.sql`, not `orders_undo.sql`.';
  return [{ code: 'unreadable-migration', says, advice, file: path }];
}

function readAll(files: readonly NamedText[], detection: Detection, settings: ReadSettings): Reading<MigrationFile> {
  const read = files.flatMap((file) => readOne(file, detection, settings) ?? []);
  return {
    migrations: read.flatMap((result) => (result.ok ? result.value : [])),
    problems: read.flatMap((result) => (result.ok ? [] : [result.problem])),
  };
}

function changed(migration: MigrationFile, { status, previousPath, baseText }: ChangedText): ChangedMigration {
  return {
    ...migration,
    status,
    ...(previousPath !== undefined && { previousPath }),
    ...(baseText !== undefined && { baseText }),
  };
}

function readOne(
  file: NamedText,
  detection: Detection,
  settings: ReadSettings,
): Result<readonly MigrationFile[]> | undefined {
  const folder = folderHolding(detection, file.path);
  if (folder === undefined) return undefined;
  const tool = toolById(folder.tool);
  if (tool === undefined) return notReadableYet(file.path, folder);
  if (tool.readAll) return tool.readAll(file, settings);
  const read = tool.read(file, settings);
  return read.ok ? success([read.value]) : read;
}

function notReadableYet(path: string, { title }: MigrationFolder): Result<never> {
  return {
    ok: false,
    problem: {
      code: 'unreadable-tool',
      says: `${path} looks like ${title}; not readable yet.`,
      advice:
        'Name the command that runs these migrations in migrations.command, so that they are rehearsed, or list the folder in migrations.ignore.',
      file: path,
    },
  };
}
