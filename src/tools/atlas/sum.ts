import { createHash } from 'node:crypto';
import type { Refusal } from '../../domain/migration.ts';
import { folderOf, nameOf } from '../path.ts';
import { compareNames } from '../versions.ts';

const found = new WeakMap<ReadonlyMap<string, string>, Refusal | undefined>();

/**
 * Where a folder's atlas.sum disagrees with its files: Atlas refuses to run any of them then (`Validate` in its
 * sql/migrate/dir.go). A listed file that is not at hand may only not have been read: nothing is said of it.
 */
export function brokenSum(companions: ReadonlyMap<string, string>, sumPath: string): Refusal | undefined {
  if (!found.has(companions)) found.set(companions, disagreement(companions, sumPath));
  return found.get(companions);
}

function disagreement(companions: ReadonlyMap<string, string>, sumPath: string): Refusal | undefined {
  const text = companions.get(sumPath);
  if (text === undefined) return undefined;
  const [total = '', ...lines] = text.replace(/\r?\n$/, '').split(/\r?\n/);
  const sums = new Map(lines.flatMap(sumIn));
  if (sums.size < lines.length) return refusal(sumPath, 'has lines that are no checksums');
  if (total !== `h1:${sumOver([...sums].flat())}`) return refusal(sumPath, 'does not begin with the sum of its lines');
  const files = [...companions]
    .filter(([path]) => path.endsWith('.sql') && folderOf(path) === folderOf(sumPath))
    .map(([path, content]) => ({ name: nameOf(path), content }))
    .sort((a, b) => compareNames(a.name, b.name));
  const names = new Set(files.map(({ name }) => name));
  return [...sums.keys()].every((name) => names.has(name)) ? firstOther(files, sums, sumPath) : undefined;
}

/** The first file whose sum is another; those after it are wrong because it is. */
function firstOther(
  files: readonly { readonly name: string; readonly content: string }[],
  sums: ReadonlyMap<string, string>,
  sumPath: string,
): Refusal | undefined {
  const hash = createHash('sha256');
  for (const { name, content } of files) {
    hash.update(name);
    if (/^[ -~]*atlas:sum +ignore/.test(content)) continue;
    hash.update(content);
    const sum = sums.get(name);
    if (sum === undefined) return refusal(sumPath, `does not list ${name}`);
    if (sum !== hash.copy().digest('base64')) return refusal(sumPath, `has another checksum for ${name}`);
  }
  return undefined;
}

const refusal = (sumPath: string, how: string): Refusal => ({
  file: sumPath,
  says: `${sumPath} ${how}, so Atlas answers “checksum mismatch” and runs none of these migrations.`,
  advice: 'See that the files are what they should be, then run `atlas migrate hash` and commit atlas.sum.',
});

const sumOver = (texts: readonly string[]): string => createHash('sha256').update(texts.join('')).digest('base64');

function sumIn(line: string): readonly (readonly [string, string])[] {
  const at = line.indexOf('h1:');
  return at < 0 ? [] : [[line.slice(0, at).trim(), line.slice(at + 3)]];
}
