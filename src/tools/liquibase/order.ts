import { folderOf } from '../path.ts';
import { compareNames } from '../versions.ts';
import type { Include } from './changelog.ts';
import { isChangeLog, readChangeLog } from './changelog.ts';

const orders = new WeakMap<ReadonlyMap<string, string>, readonly string[]>();

/** Which of a set's files Liquibase comes to first, from 0; -1 = no change log includes it. */
export function placeOf(path: string, files: ReadonlyMap<string, string>): number {
  const order = orders.get(files) ?? includedFiles(files) ?? byName(files);
  orders.set(files, order);
  return order.length === 0 ? 0 : order.indexOf(path);
}

/** As includeAll has them. */
const byName = (files: ReadonlyMap<string, string>): readonly string[] =>
  [...files.keys()].filter((path) => !isChangeLog(path)).sort(compareNames);

/**
 * The SQL files in the order in which the change logs include them, each once; undefined where no change log includes
 * any. A change log that no other includes is a root.
 */
function includedFiles(files: ReadonlyMap<string, string>): readonly string[] | undefined {
  const paths = [...files.keys()].sort(compareNames);
  const logs = new Map(
    paths.filter(isChangeLog).flatMap((path) => {
      const log = readChangeLog(path, files.get(path) ?? '');
      return log === undefined ? [] : [[path, log.includes.flatMap((include) => found(include, path, paths))] as const];
    }),
  );
  const included = new Set([...logs.values()].flat());
  const order = new Set<string>();
  const visit = (path: string): void => {
    if (order.has(path)) return;
    order.add(path);
    logs.get(path)?.forEach(visit);
  };
  [...logs.keys()].filter((path) => !included.has(path)).forEach(visit);
  const sql = [...order].filter((path) => !isChangeLog(path));
  return sql.length > 0 ? sql : undefined;
}

/** The files an include stands for. What is not relative lies under some root that only the runner knows. */
function found({ what, path, relative }: Include, from: string, paths: readonly string[]): readonly string[] {
  const name = path.replace(/^classpath\*?:/, '').replace(/^\.?\/+|\/+$/g, '');
  const wanted = relative ? normal(`${folderOf(from)}/${name}`) : normal(name);
  const ends = (one: string): boolean => one === wanted || (!relative && `/${one}`.endsWith(`/${wanted}`));
  if (what === 'file') return paths.filter(ends).slice(0, 1);
  return paths.filter((one) => one !== from && upFolders(one).some(ends));
}

const upFolders = (path: string): readonly string[] => {
  const folder = folderOf(path);
  return folder === '' ? [] : [folder, ...upFolders(folder)];
};

const normal = (path: string): string =>
  path
    .split('/')
    .reduce<readonly string[]>((parts, part) => {
      if (part === '' || part === '.') return parts;
      return part === '..' ? parts.slice(0, -1) : [...parts, part];
    }, [])
    .join('/');
