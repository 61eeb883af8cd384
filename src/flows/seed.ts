import type { Config } from '../config/config.ts';
import { failure, success } from '../domain/errors.ts';
import type { Problem, Result } from '../domain/errors.ts';
import { bytes } from '../domain/figures.ts';
import { shown } from '../domain/safety.ts';
import type { NamedText } from '../ports/migration-tool.ts';
import type { Snapshot } from './snapshot.ts';

/** Statements are sent one by one, so that it may be larger than a migration; it stays a file for git. */
const mostBytes = 20 * 1024 * 1024;

/** The seed as it is on the base commit: a pull request does not choose the rows it is rehearsed on. */
export async function seedFile(
  before: Pick<Snapshot, 'texts' | 'bytesOf'>,
  { seed: path }: Pick<Config['volume'], 'seed'>,
): Promise<Result<NamedText | undefined>> {
  if (path === '') return success(undefined);
  const size = before.bytesOf(path) ?? 0;
  if (size > mostBytes) return failure(tooLarge(path, size));
  const texts = await before.texts([path]);
  if (!texts.ok) return texts;
  const text = texts.value.get(path);
  return text === undefined ? failure(notThere(path)) : success({ path, text });
}

const tooLarge = (path: string, size: number): Problem => ({
  code: 'file-too-large',
  says: `The seed ${shown(path)} holds ${bytes(size)}; a seed may hold 20 MB.`,
  advice: 'Keep a few rows a table, or name a dump outside of the repository under volume.snapshot.',
  file: path,
});

const notThere = (path: string): Problem => ({
  code: 'paths-match-nothing',
  says: `The configured volume.seed (${shown(path)}) is not a file of the base commit.`,
  advice: 'Name an SQL file that is merged; a command is written seed: { command: … }.',
  file: path,
});
