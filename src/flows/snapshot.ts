import { success } from '../domain/errors.ts';
import type { Result } from '../domain/errors.ts';
import type { Sha, TreeEntry } from '../domain/pull-request.ts';
import { textOf } from '../domain/safety.ts';
import type { Source } from '../ports/code-host.ts';
import { detect, wanted } from '../tools/detect.ts';
import type { Detection, Override } from '../tools/detection.ts';

/** One commit: which tools' migrations it holds, and any of its files by path. */
export interface Snapshot {
  readonly detection: Detection;
  /** Of all its files. */
  readonly paths: readonly string[];
  /** The texts of those paths that are files of the commit. Fails on a file that is no text. */
  texts(paths: readonly string[]): Promise<Result<ReadonlyMap<string, string>>>;
  /** With a slash at the end; `.` for the top itself where it holds files. */
  readonly topFolders: readonly string[];
  bytesOf(path: string): number | undefined;
  read: Source['read'];
}

export async function snapshotOf(
  source: Source,
  commit: Sha,
  configured: Required<Pick<Override, 'paths' | 'ignore'>> & Pick<Override, 'tool' | 'command'>,
): Promise<Result<Snapshot>> {
  const tree = await source.tree(commit);
  if (!tree.ok) return tree;
  const entries = new Map(tree.value.map((entry) => [entry.path, entry]));
  const paths = [...entries.keys()];
  const override = overrideOf(configured);
  const texts = (some: readonly string[]) => textsOf(source, entries, some);
  const samples = await samplesOf(source, entries, wanted(paths, override));
  if (!samples.ok) return samples;
  return success({
    detection: detect({ paths, texts: samples.value }, override),
    paths,
    texts,
    topFolders: [...new Set(paths.map((path) => (path.includes('/') ? `${path.split('/')[0] ?? ''}/` : '.')))],
    bytesOf: (path) => entries.get(path)?.bytes,
    read: (blobs) => source.read(blobs),
  });
}

const overrideOf = ({ tool, paths, ignore, command = '' }: Parameters<typeof snapshotOf>[2]): Override => ({
  ...(tool !== undefined && { tool }),
  ...(command !== '' && { command }),
  ...(paths.length > 0 && { paths }),
  ...(ignore.length > 0 && { ignore }),
});

async function textsOf(
  source: Source,
  entries: ReadonlyMap<string, TreeEntry>,
  paths: readonly string[],
): Promise<Result<ReadonlyMap<string, string>>> {
  const found = paths.flatMap((path) => entries.get(path) ?? []);
  const blobs = await source.read(found.map(({ blob }) => blob));
  if (!blobs.ok) return blobs;
  const texts = new Map<string, string>();
  for (const [index, { path, mode }] of found.entries()) {
    const text = textOf({ path, mode, bytes: blobs.value[index] ?? new Uint8Array() });
    if (!text.ok) return text;
    texts.set(path, text.value);
  }
  return success(texts);
}

/** What a file looks like only tells the tools apart; one that is no text says nothing. */
async function samplesOf(
  source: Source,
  entries: ReadonlyMap<string, TreeEntry>,
  paths: readonly string[],
): Promise<Result<ReadonlyMap<string, string>>> {
  const files = paths.flatMap((path) => entries.get(path) ?? []).filter(({ mode }) => mode.startsWith('100'));
  const blobs = await source.read(files.map(({ blob }) => blob));
  if (!blobs.ok) return blobs;
  const decoder = new TextDecoder();
  return success(new Map(files.map(({ path }, index) => [path, decoder.decode(blobs.value[index])])));
}
