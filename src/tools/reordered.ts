import type { ListChange, MigrationFile } from '../domain/migration.ts';
import { inToolOrder } from './units.ts';

/** A set of migrations in one commit, by what its tool's own list says. */
type Listed = readonly MigrationFile[];

/**
 * What a changed plan, journal or change log does to migrations that no file of the pull request touches: another
 * order, or none any more. Of an order the first pair that is turned round is enough to tell.
 * @param touched paths that the pull request changes.
 */
export function reordered(
  list: string,
  before: Listed,
  after: Listed,
  touched: ReadonlySet<string>,
): readonly ListChange[] {
  const was = new Map(inOrder(before).map((file, index) => [identityOf(file), index]));
  const now = inOrder(after).filter((file) => was.has(identityOf(file)));
  const kept = new Set(now.map(identityOf));
  const at = now.findIndex((file, index) => index > 0 && place(was, file) < place(was, now[index - 1]));
  const [first, then] = [now[at - 1], now[at]];
  return [
    ...(first && then ? [{ list, tool: first.tool, first: named(first, then), then: named(then, first) }] : []),
    ...inOrder(before)
      .filter((file) => !kept.has(identityOf(file)) && !touched.has(file.path))
      .map(({ tool, path }) => ({ list, tool, gone: path })),
  ];
}

/** Migrations that were there before and never ran, and which a changed list would run now. */
export const awakened = (before: Listed, after: Listed, touched: ReadonlySet<string>): Listed => {
  const was = new Set(inOrder(before).map(identityOf));
  return inOrder(after).filter((file) => !was.has(identityOf(file)) && !touched.has(file.path));
};

const inOrder = (files: Listed): Listed =>
  files.filter(({ place, direction }) => place !== undefined && direction !== 'down').sort(inToolOrder);

const identityOf = ({ identity, path }: MigrationFile): string => identity ?? path;

const place = (places: ReadonlyMap<string, number>, file: MigrationFile | undefined): number =>
  places.get(file === undefined ? '' : identityOf(file)) ?? -1;

/** Two changesets of one file are told apart by their versions. */
const named = (file: MigrationFile, other: MigrationFile): string =>
  file.path === other.path ? file.version : file.path;
