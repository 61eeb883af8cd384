import { failure, success } from '../domain/errors.ts';
import type { Problem, Result } from '../domain/errors.ts';
import type { ListChange, MigrationFile } from '../domain/migration.ts';
import type { ChangedFile } from '../domain/pull-request.ts';
import type { MigrationFolder } from '../tools/detection.ts';
import { toolById } from '../tools/index.ts';
import { awakened, reordered } from '../tools/reordered.ts';
import type { Snapshot } from './snapshot.ts';

/** What a pull request does to migrations through the lists of their tools: plans, journals, change logs. */
export interface Lists {
  readonly changes: readonly ListChange[];
  /** The changed lists themselves, where they are no migrations. */
  readonly files: readonly ChangedFile[];
  readonly problems: readonly Problem[];
}

type ReadAll = (
  snapshot: Snapshot,
  folder: MigrationFolder,
) => Promise<Result<{ readonly migrations: readonly MigrationFile[] }>>;

/** Reads both sides of every set whose list is changed: its files alone do not tell what runs, and in which order. */
export async function changedLists(
  { before, after }: { readonly before: Snapshot; readonly after: Snapshot },
  files: readonly ChangedFile[],
  read: ReadAll,
): Promise<Result<Lists>> {
  const touched = new Set(files.flatMap(({ path, previousPath = path }) => [path, previousPath]));
  const lists: Lists[] = [];
  for (const folder of after.detection.folders) {
    const changed = files.filter(({ path, status }) => status === 'modified' && listsOf(folder).has(path));
    const [list] = changed;
    if (list === undefined) continue;
    const was = await read(before, folder);
    if (!was.ok) return failure(was.problem);
    const now = await read(after, folder);
    if (!now.ok) return failure(now.problem);
    lists.push({
      changes: reordered(list.path, was.value.migrations, now.value.migrations, touched),
      files: changed.filter(({ path }) => !folder.paths.includes(path)),
      problems: awakened(was.value.migrations, now.value.migrations, touched).map(({ path }) => sleeper(path, list)),
    });
  }
  return success({
    changes: lists.flatMap(({ changes }) => changes),
    files: lists.flatMap((one) => one.files),
    problems: lists.flatMap(({ problems }) => problems),
  });
}

/** One migration's lists are those of its set. */
function listsOf({ tool, paths }: MigrationFolder): ReadonlySet<string> {
  const [first] = paths;
  return new Set(first === undefined ? [] : toolById(tool)?.companions?.(first, paths));
}

const sleeper = (path: string, list: ChangedFile): Problem => ({
  code: 'unreadable-migration',
  says: `${list.path} now lists ${path}, an older file that never ran and is not among the changed ones.`,
  advice: 'Change the file in the same pull request, so that it is read like a new one.',
  file: path,
});
