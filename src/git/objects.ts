import { failure, success } from '../domain/errors.ts';
import { bytes } from '../domain/figures.ts';
import type { Result } from '../domain/errors.ts';
import type { Sha, TreeEntry } from '../domain/pull-request.ts';
import { output } from './command.ts';
import type { Git } from './command.ts';
import { decodePath, fields } from './path.ts';

/** More than this in one answer is no set of migrations, and would not fit into a runner's memory beside the rehearsal. */
const maximumBytes = 256 * 1024 * 1024;

/** Every file of a commit, links and submodules included, in git's order (by bytes of the path). */
export async function listTree(git: Git, commit: Sha): Promise<readonly TreeEntry[]> {
  return treeEntries(await output(git, ['ls-tree', '-r', '-z', '-l', '--full-tree', commit]));
}

/** The file of that name in the newest commit; none where there is no repository or no commit, too. */
export async function newestEntry(git: Git, path: string): Promise<readonly TreeEntry[]> {
  const { status, stdout } = await git(['ls-tree', '-z', '-l', '--full-tree', 'HEAD', '--', path]);
  return status === 0 ? treeEntries(stdout) : [];
}

function treeEntries(listing: Buffer): readonly TreeEntry[] {
  return [...fields(listing)].map((field) => {
    const tab = field.indexOf(0x09);
    const [mode = '', , blob = '', bytes = '-'] = field.subarray(0, tab).toString('latin1').split(/ +/);
    // A submodule has no size here, its files being elsewhere.
    return {
      path: decodePath(field.subarray(tab + 1)),
      mode,
      blob: blob as Sha,
      bytes: bytes === '-' ? 0 : Number(bytes),
    };
  });
}

/** Sizes in bytes, in the order asked for; undefined where this clone lacks the blob. */
export async function blobSizes(git: Git, blobs: readonly Sha[]): Promise<readonly (number | undefined)[]> {
  if (blobs.length === 0) return [];
  const answer = await output(git, ['cat-file', '--batch-check'], `${blobs.join('\n')}\n`);
  const lines = answer.toString('latin1').trimEnd().split('\n');
  return lines.map((line) => {
    const [, type, bytes] = line.split(' ');
    return type === 'blob' ? Number(bytes) : undefined;
  });
}

/** The bytes of blobs, in the order asked for. */
export async function readBlobs(git: Git, blobs: readonly Sha[]): Promise<Result<readonly Uint8Array[]>> {
  const sizes = await blobSizes(git, blobs);
  const missing = blobs.find((_, index) => sizes[index] === undefined);
  if (missing !== undefined) return failure(leftOut(missing));
  const total = sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  if (total > maximumBytes) return failure(tooMuch(total));
  if (blobs.length === 0) return success([]);
  return success(splitBatch(await output(git, ['cat-file', '--batch'], `${blobs.join('\n')}\n`)));
}

/** `<name> blob <size>`, a line feed, the bytes, a line feed; and again. */
function splitBatch(batch: Buffer): readonly Uint8Array[] {
  const contents: Uint8Array[] = [];
  for (let at = 0; at < batch.length;) {
    const lineEnd = batch.indexOf(0x0a, at);
    const size = Number(batch.subarray(at, lineEnd).toString('latin1').split(' ')[2]);
    contents.push(batch.subarray(lineEnd + 1, lineEnd + 1 + size));
    at = lineEnd + 1 + size + 1;
  }
  return contents;
}

const leftOut = (blob: Sha) => ({
  code: 'shallow-clone' as const,
  says: `This clone lacks the content of a file it lists (blob ${blob.slice(0, 12)}); it was cloned with a filter, or is damaged.`,
  advice: 'Clone without `--filter` (actions/checkout: remove `filter:` and `sparse-checkout:`).',
});

const tooMuch = (held: number) => ({
  code: 'pull-request-too-large' as const,
  says: `The migration files hold ${bytes(held)}; at most 256 MB can be read.`,
  advice: 'Narrow `migrations.paths` in the configuration, and keep data files out of the migration folder.',
});
