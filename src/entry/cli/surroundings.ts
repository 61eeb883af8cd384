import { readdir, readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import type { Surroundings } from '../../flows/lint.ts';
import { maximumFileBytes } from '../../domain/safety.ts';

/** Folders beside migrations that hold a tool's own files. */
const inside = ['meta', '.sqlx'];

/** What lies in the folders of these files and in those above them, as far as the folder we were started in. */
export async function surroundingsOf(files: readonly string[]): Promise<Surroundings> {
  const folders = new Set(files.flatMap((path) => upTo(posix.dirname(path))));
  const listed = await Promise.all([...folders].map((folder) => namesIn(folder)));
  return { paths: listed.flat(), read: textsOf };
}

function upTo(folder: string): readonly string[] {
  const outside = folder.startsWith('..') || posix.isAbsolute(folder);
  return folder === '.' || outside ? [folder] : [folder, ...upTo(posix.dirname(folder))];
}

async function namesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const own = entries.filter((entry) => entry.isFile()).map(({ name }) => posix.join(folder, name));
  const deeper = entries.filter((entry) => entry.isDirectory() && inside.includes(entry.name));
  return [...own, ...(await Promise.all(deeper.map(({ name }) => namesIn(posix.join(folder, name))))).flat()];
}

/** What cannot be read says nothing; the migrations themselves are read elsewhere, and every failure is told. */
async function textsOf(paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const read = await Promise.all(
    paths.map(async (path) => [path, await readFile(path, 'utf8').catch(() => undefined)] as const),
  );
  return new Map(
    read.flatMap(([path, text]) => (text === undefined || text.length > maximumFileBytes ? [] : [[path, text]])),
  );
}
