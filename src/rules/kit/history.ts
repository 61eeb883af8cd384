import type { Span } from '../../domain/finding.ts';
import type { MigrationFile } from '../../domain/migration.ts';
import type { ToolWords } from './facts.ts';

/** The first place of a file, for what is about the file as a whole. */
export const topOf = (file: string): Span => ({ file, line: 1, column: 1, endLine: 1, endColumn: 1 });

const genericName = /^(?:up|down|migration)\.sql$/;

/** The folder that holds a project's migrations: versions are compared within it only. */
export function folderOf(path: string): string {
  const parts = path.split('/');
  const name = parts.pop() ?? '';
  if (genericName.test(name)) parts.pop();
  return parts.join('/');
}

/** What a migration is called within its folder: `0005_index.up.sql`, `20260101_index/migration.sql`. */
export const nameIn = (path: string): string => path.slice(folderOf(path).length).replace(/^\//, '');

/** A tool with a list of its own keeps the files of one history in any folders. */
const historyOf = ({ tool, path, identity }: MigrationFile): string =>
  identity === undefined ? `${tool}\n${folderOf(path)}` : tool;

/** Of one tool and one folder: versions of the same history. */
export const sameHistory = (a: MigrationFile, b: MigrationFile): boolean => historyOf(a) === historyOf(b);

/**
 * Finds the files of a migration's history that have its version, in the order given. Thousands of files can be read at
 * once: each is looked up, never compared with each.
 */
export function byVersion<File extends MigrationFile>(
  files: readonly File[],
  tool: (id: MigrationFile['tool']) => Pick<ToolWords, 'compareVersions'>,
): (like: MigrationFile) => readonly File[] {
  const histories = new Map<string, File[]>();
  for (const file of files) {
    const history = histories.get(historyOf(file)) ?? [];
    histories.set(historyOf(file), history);
    history.push(file);
  }
  for (const history of histories.values()) {
    history.sort((a, b) => tool(a.tool).compareVersions(a.version, b.version));
  }
  return (like) => {
    const history = histories.get(historyOf(like)) ?? [];
    const { compareVersions } = tool(like.tool);
    const start = firstFrom(history, ({ version }) => compareVersions(version, like.version) >= 0);
    const end = firstFrom(history, ({ version }) => compareVersions(version, like.version) > 0);
    return history.slice(start, end);
  };
}

/** Index of the first element that is `reached`, in a list where all after it are too. */
function firstFrom<Value>(sorted: readonly Value[], reached: (value: Value) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const value = sorted[middle];
    if (value !== undefined && reached(value)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Both hold an up, or both hold a down. */
export const sameDirection = (a: MigrationFile, b: MigrationFile): boolean =>
  a.direction === 'both' || b.direction === 'both' || a.direction === b.direction;
