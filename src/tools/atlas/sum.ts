import { createHash } from 'node:crypto';
import { folderOf, nameOf } from '../path.ts';
import { compareNames } from '../versions.ts';

export interface Broken {
  /** The first file whose sum is another; those after it are wrong because it is. */
  readonly name: string;
  readonly says: string;
}

const found = new WeakMap<ReadonlyMap<string, string>, Broken | undefined>();

/** Where a folder's atlas.sum disagrees with its files: Atlas refuses to run any of them then. */
export function brokenSum(companions: ReadonlyMap<string, string>, sumPath: string): Broken | undefined {
  if (!found.has(companions)) found.set(companions, firstBroken(companions, sumPath));
  return found.get(companions);
}

function firstBroken(companions: ReadonlyMap<string, string>, sumPath: string): Broken | undefined {
  const text = companions.get(sumPath);
  if (text === undefined) return undefined;
  const sums = new Map(text.split('\n').flatMap((line) => sumIn(line)));
  const files = [...companions]
    .filter(([path]) => path.endsWith('.sql') && folderOf(path) === folderOf(sumPath))
    .map(([path, content]) => ({ name: nameOf(path), content }))
    .sort((a, b) => compareNames(a.name, b.name));
  const hash = createHash('sha256');
  for (const { name, content } of files) {
    hash.update(name);
    if (/^[ -~]*atlas:sum +ignore/.test(content)) continue;
    hash.update(content);
    const sum = sums.get(name);
    if (sum === hash.copy().digest('base64')) continue;
    const what = sum === undefined ? 'atlas.sum does not list it' : 'atlas.sum has another checksum for it';
    return { name, says: `${what}, so Atlas refuses to run this folder until atlas migrate hash is run` };
  }
  return undefined;
}

function sumIn(line: string): readonly (readonly [string, string])[] {
  const [, name, sum] = /^(\S.*?) h1:(\S+)\s*$/.exec(line) ?? [];
  return name === undefined || sum === undefined ? [] : [[name, sum]];
}
