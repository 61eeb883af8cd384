import { digestOf, policyVersion } from '../approval/digest.ts';
import type { Config } from '../config/config.ts';
import { failure, success } from '../domain/errors.ts';
import type { Problem, Result } from '../domain/errors.ts';
import type { ChangedMigration, ListChange, MigrationFile } from '../domain/migration.ts';
import type { ChangedFile, Comparison } from '../domain/pull-request.ts';
import type { MigrationTool, NamedText } from '../ports/migration-tool.ts';
import { changedCommandFile, commandFile, toolOfCommand } from '../tools/command.ts';
import { folderHolding } from '../tools/detection.ts';
import type { Detection, MigrationFolder } from '../tools/detection.ts';
import { toolById } from '../tools/index.ts';
import { byIdentity } from '../tools/identity.ts';
import { companionsOf, readChanged, readMigrations } from '../tools/read.ts';
import type { ChangedText } from '../tools/read.ts';
import { changedTexts, named, withdrawn } from './changed-texts.ts';
import { changedLists } from './lists.ts';
import { fileQueries } from './queries.ts';
import type { FileQueries } from './queries.ts';
import { seedFile } from './seed.ts';
import type { Snapshot } from './snapshot.ts';

/** What a pull request changes, and what that stands on. */
export interface Read {
  /** The migrations' tool; absent where the pull request changes none. */
  readonly tool?: MigrationTool;
  readonly changed: readonly ChangedMigration[];
  /** What happens to merged ones through their tool's own list. */
  readonly lists: readonly ListChange[];
  /** At the merge base: what the new ones run on. */
  readonly base: readonly MigrationFile[];
  /** At the tip of the base branch: what the new versions must follow. */
  readonly tip: readonly MigrationFile[];
  /** The structure file of the merge base, where the configuration names one. */
  readonly structure?: NamedText;
  /** The SQL file of the merge base that brings rows of the team's own, where the configuration names one. */
  readonly seed?: NamedText;
  /** Of the application's code before and after. */
  readonly queries: FileQueries;
  readonly digest: string;
  /** Top folders of a repository in which no migration was recognised; absent where some were. */
  readonly lookedIn?: readonly string[];
  /** What could not be read, each of which makes the verdict an error. */
  readonly problems: readonly Problem[];
  /** What the reader should know of it. */
  readonly notes: readonly string[];
}

/** The commits that a pull request stands between. */
export interface Sides {
  readonly before: Snapshot;
  readonly after: Snapshot;
  readonly tip: Snapshot;
}

/** Reads the changed migrations, and those of the base that they follow. */
export async function readSides(sides: Sides, comparison: Comparison, config: Config): Promise<Result<Read>> {
  const { before, after, tip } = sides;
  const files = comparison.files
    .map((file) => withdrawn(file, after.detection))
    .filter(
      ({ path, previousPath }) =>
        folderHolding(after.detection, path) !== undefined ||
        folderHolding(before.detection, previousPath ?? path) !== undefined,
    );
  const texts = await changedTexts(sides, files);
  if (!texts.ok) return texts;
  const detection = joined(before.detection, after.detection);
  const paths = files.map(({ path }) => path);
  const companions = await after.texts(companionsOf(detection, paths));
  if (!companions.ok) return companions;
  const { command } = config.migrations;
  const own = texts.value.map(({ changed }) => changed);
  const reading =
    command === ''
      ? readChanged(own, detection, readSettings(config, companions.value))
      : { migrations: own.flatMap((file) => heardLater(file, detection)), problems: [] };
  const mine = foldersOf(detection, files);
  if (mine.length > 1) return failure(severalSets(mine));
  const [folder] = mine;
  const base = await migrationsIn(before, formerly(folder, before, files), config);
  if (!base.ok) return base;
  const atTip = tip === before ? base : await migrationsIn(tip, formerly(folder, tip, files), config);
  if (!atTip.ok) return atTip;
  const structure = await structureFile(before, config);
  if (!structure.ok) return structure;
  const seed = await seedFile(before, config.volume);
  if (!seed.ok) return seed;
  const queries = await fileQueries(sides, config);
  const lists = await changedLists(sides, comparison.files, (side, set) => migrationsIn(side, set, config));
  if (!lists.ok) return lists;
  const listTexts = await changedTexts(sides, lists.value.files);
  if (!listTexts.ok) return listTexts;
  const tool =
    folder && command !== '' ? toolOfCommand(folder.tool, folder.title, command) : toolById(folder?.tool ?? '');
  return success({
    ...(tool !== undefined && { tool }),
    changed: byIdentity(reading.migrations, base.value.migrations, [...paths, ...formerPaths(files)]),
    base: base.value.migrations,
    tip: atTip.value.migrations,
    lists: lists.value.changes,
    ...(structure.value !== undefined && { structure: structure.value }),
    ...(seed.value !== undefined && { seed: seed.value }),
    queries,
    digest: digestOf(
      [...texts.value, ...listTexts.value].map(({ file, bytes }) => ({ ...named(file), bytes })),
      { baseRef: comparison.baseRef, id: config.id, policyVersion: policyVersion(config) },
    ),
    ...(detection.folders.length === 0 && { lookedIn: after.topFolders }),
    // With a structure file the history before is not replayed, so that it need not be readable.
    problems: [
      ...detectionProblems(sides),
      ...reading.problems,
      ...lists.value.problems,
      ...(tool === undefined || structure.value !== undefined ? [] : base.value.problems),
    ],
    notes: [...notesOf(detection, unread(comparison, files, queries.paths), reading.migrations), ...queries.notes],
  });
}

/** Of a configured command's migrations only the names are read: what they do is heard when it runs. */
function heardLater(file: ChangedText, detection: Detection): readonly ChangedMigration[] {
  const folder = folderHolding(detection, file.path) ?? folderHolding(detection, file.previousPath ?? file.path);
  return folder ? [changedCommandFile(file, folder)] : [];
}

/** Where a folder that is new in the pull request lay before it was moved. */
function formerly(
  folder: MigrationFolder | undefined,
  { detection }: Snapshot,
  files: readonly ChangedFile[],
): MigrationFolder | undefined {
  if (detection.folders.some((other) => other.folder === folder?.folder && other.tool === folder.tool)) return folder;
  return formerPaths(files).flatMap((path) => folderHolding(detection, path) ?? [])[0] ?? folder;
}

const formerPaths = (files: readonly ChangedFile[]): readonly string[] =>
  files.flatMap(({ previousPath }) => previousPath ?? []);

/** Configured paths must match something on one of the two sides: a first migration is no mistake. */
const detectionProblems = ({ before, after }: Sides): readonly Problem[] =>
  before.detection.folders.length > 0 ? [] : after.detection.problems;

/** A deleted file lies only in the folders of before, an added one only in those of after. */
function joined(before: Detection, after: Detection): Detection {
  const gone = before.folders.filter(
    ({ folder, tool }) => !after.folders.some((other) => other.folder === folder && other.tool === tool),
  );
  const folders = after.folders.map((folder) => {
    const earlier = before.folders.find((other) => other.folder === folder.folder && other.tool === folder.tool);
    return { ...folder, paths: [...new Set([...folder.paths, ...(earlier?.paths ?? [])])] };
  });
  return { ...after, folders: [...folders, ...gone] };
}

const foldersOf = (detection: Detection, files: readonly ChangedFile[]): readonly MigrationFolder[] =>
  [
    ...new Set(
      files.map(
        ({ path, previousPath }) => folderHolding(detection, path) ?? folderHolding(detection, previousPath ?? path),
      ),
    ),
  ].filter((folder) => folder !== undefined);

const severalSets = (folders: readonly MigrationFolder[]): Problem => ({
  code: 'bad-configuration',
  says: `This pull request changes ${folders.length} sets of migrations at once: ${folders.map(({ folder, title }) => `${folder || '.'} (${title})`).join(', ')}; one run rehearses one database.`,
  advice: 'Give each database a job of its own, with `id` and `migrations.paths` in a configuration of its own.',
});

const readSettings = ({ migrations }: Config, companions: ReadonlyMap<string, string>) => ({
  placeholders: migrations.placeholders,
  ...(migrations.transaction !== undefined && { transaction: migrations.transaction }),
  companions,
});

/** All migrations of one folder in one commit, but drafts: production has run none of them. */
async function migrationsIn(snapshot: Snapshot, folder: MigrationFolder | undefined, config: Config) {
  const all =
    snapshot.detection.folders.find((other) => other.folder === folder?.folder && other.tool === folder.tool)?.paths ??
    [];
  const paths = all.filter((path) => !toolById(folder?.tool ?? '')?.recognise(path)?.draft);
  const texts = await snapshot.texts([...paths, ...companionsOf(snapshot.detection, paths)]);
  if (!texts.ok) return texts;
  const files = paths.map((path) => ({ path, text: texts.value.get(path) ?? '' }));
  if (folder && config.migrations.command !== '')
    return success({
      migrations: files.map(({ path, text }) => commandFile(path, text, folder)),
      problems: [],
      idle: [],
    });
  return success(readMigrations(files, snapshot.detection, readSettings(config, texts.value)));
}

async function structureFile(before: Snapshot, { migrations }: Config): Promise<Result<NamedText | undefined>> {
  const path = migrations.schema;
  if (path === '') return success(undefined);
  const texts = await before.texts([path]);
  if (!texts.ok) return texts;
  const text = texts.value.get(path);
  if (text !== undefined) return success({ path, text });
  return failure({
    code: 'paths-match-nothing',
    says: `The configured migrations.schema (${path}) is not a file of the base commit.`,
    advice: 'Correct the path, or remove the key to replay the base migrations instead.',
    file: path,
  });
}

const unread = ({ files }: Comparison, mine: readonly ChangedFile[], queries: readonly string[]): readonly string[] =>
  files
    .filter((file) => file.path.endsWith('.sql') && !mine.includes(file) && !queries.includes(file.path))
    .map(({ path }) => path);

function notesOf(
  detection: Detection,
  elsewhere: readonly string[],
  migrations: readonly ChangedMigration[],
): readonly string[] {
  const shown = elsewhere.slice(0, 5).join(', ') + (elsewhere.length > 5 ? ` and ${elsewhere.length - 5} more` : '');
  return [
    ...migrations.flatMap(({ warnings, path }) => warnings.map((warning) => `${path}: ${warning}`)),
    ...(elsewhere.length > 0
      ? [`Changed .sql files that are neither migrations nor queries were not read: ${shown}.`]
      : []),
    ...detection.passedOver.map(({ folder, because }) => `${folder || '.'} was passed over: ${because}.`),
  ];
}
