import type { ChangedFile, FileStatus, Sha } from '../domain/pull-request.ts';
import { output } from './command.ts';
import type { Git } from './command.ts';
import { blobSizes } from './objects.ts';
import { decodePath, fields } from './path.ts';

/**
 * Above so many candidates git looks for exact renames only. It is set here because a repository's `diff.renameLimit`
 * would otherwise decide what counts as renamed, and with it an approval's digest.
 */
const renameLimit = 1000;

const diffArguments = [
  'diff-tree',
  '-r',
  '-z',
  '-M50%',
  `-l${renameLimit}`,
  // Empty files are all alike; that makes none of them a renamed other.
  '--no-rename-empty',
  '--raw',
  '--no-abbrev',
  '--no-relative',
  '--no-ext-diff',
  '--no-textconv',
  '--ignore-submodules=none',
];

/** The files that differ between two commits, renames found by likeness (half the lines). */
export async function changedFiles(git: Git, from: Sha, to: Sha): Promise<readonly ChangedFile[]> {
  const files = readRawDiff(await output(git, [...diffArguments, from, to]));
  const sizes = await blobSizes(
    git,
    files.map(({ blob }) => blob),
  );
  return files.map((file, index) => {
    const bytes = sizes[index];
    return bytes === undefined ? file : { ...file, bytes };
  });
}

/** `:<old mode> <new mode> <old blob> <new blob> <status>`, the path, and for a rename the new path. */
function readRawDiff(diff: Buffer): readonly ChangedFile[] {
  const files: ChangedFile[] = [];
  const tokens = fields(diff);
  for (const header of tokens) {
    const [oldMode = '', newMode = '', oldBlob = '', newBlob = '', letter = ''] = header
      .subarray(1)
      .toString('latin1')
      .split(' ');
    const status = fileStatus(letter);
    const first = nextPath(tokens);
    const gone = status === 'deleted';
    files.push({
      path: status === 'renamed' ? nextPath(tokens) : first,
      ...(status === 'renamed' && { previousPath: first }),
      status,
      mode: gone ? oldMode : newMode,
      blob: (gone ? oldBlob : newBlob) as Sha,
      ...(status !== 'added' && { baseBlob: oldBlob as Sha }),
    });
  }
  return files;
}

function nextPath(tokens: Generator<Buffer>): string {
  const next = tokens.next();
  if (next.done === true) throw new Error('git diff-tree ended in the middle of a record.');
  return decodePath(next.value);
}

function fileStatus(letter: string): FileStatus {
  switch (letter.charAt(0)) {
    case 'A':
      return 'added';
    case 'D':
      return 'deleted';
    case 'R':
      return 'renamed';
    case 'M':
    case 'T': // A file that became a link, or the other way round: its mode tells.
      return 'modified';
    default:
      throw new Error(`git diff-tree reported the unknown status ${letter}.`);
  }
}
