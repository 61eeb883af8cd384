import type { MigrationFile, MigrationUnit } from '../domain/migration.ts';
import { toolById } from './index.ts';
import { folderOf } from './path.ts';
import { compareNames } from './versions.ts';

/** The tool's own order: its list, else the version; equal ones by path, tools by id. For sort. */
export function inToolOrder(a: MigrationFile, b: MigrationFile): number {
  if (a.tool !== b.tool) return compareNames(a.tool, b.tool);
  const listed = comparePlaces(a.place, b.place);
  return listed || (toolById(a.tool)?.compareVersions(a.version, b.version) ?? 0) || compareNames(a.path, b.path);
}

/** By the tool's own list; what is not in it comes after all that is. */
function comparePlaces(a: MigrationFile['place'], b: MigrationFile['place']): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const parts = Math.max(a.length, b.length);
  const differences = Array.from({ length: parts }, (_, part) => (a[part] ?? -1) - (b[part] ?? -1));
  return differences.find((difference) => difference !== 0) ?? 0;
}

/** What is left of a path when the word for its direction is taken out: equal for both files of a pair. */
export const stem = (path: string): string =>
  path.replace(/([._-]|^|\/)(?:up|down|rollback|undo)\.sql$/i, '$1').replace(/[._-]$|\.sql$/, '');

/** Steps of a run in the tool's order: pairs joined, a down without an up kept as a step of its own. */
export function units(files: readonly MigrationFile[]): readonly MigrationUnit[] {
  const sorted = [...files].sort(inToolOrder);
  const downs = sorted.filter((file) => file.direction === 'down');
  const ups = sorted.filter((file) => file.direction !== 'down');
  const pairs = new Map<MigrationFile, MigrationFile>();
  for (const down of downs) {
    const up = partnerOf(
      down,
      ups.filter((candidate) => !pairs.has(candidate)),
    );
    if (up) pairs.set(up, down);
  }
  const joined = new Set(pairs.values());
  return sorted
    .filter((file) => !joined.has(file))
    .map((file) => {
      const down = file.direction === 'up' ? pairs.get(file) : file;
      const up = file.direction === 'down' ? undefined : file;
      return { version: file.version, ...(up && { up }), ...(down && { down }) };
    });
}

/** The same stem first (two files may share a version), then the same version in the same folder, then anywhere. */
function partnerOf(down: MigrationFile, ups: readonly MigrationFile[]): MigrationFile | undefined {
  const named = ups.find((up) => up.direction === 'up' && up.tool === down.tool && stem(up.path) === stem(down.path));
  if (named) return named;
  const same = ups.filter((up) => up.direction === 'up' && sameVersion(up, down));
  return same.find((up) => folderOf(up.path) === folderOf(down.path)) ?? same[0];
}

/** Whether two files of one tool stand for the same version; a repeatable file has none. */
export const sameVersion = (a: MigrationFile, b: MigrationFile): boolean =>
  a.tool === b.tool && a.version !== '' && toolById(a.tool)?.compareVersions(a.version, b.version) === 0;

/** The newest versioned file: what a new migration has to sort after. */
export const newest = (files: readonly MigrationFile[]): MigrationFile | undefined =>
  files
    .filter(({ version }) => version !== '')
    .sort(inToolOrder)
    .at(-1);
