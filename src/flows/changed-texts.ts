import { failure, success } from '../domain/errors.ts';
import type { Result } from '../domain/errors.ts';
import type { ChangedFile } from '../domain/pull-request.ts';
import { oversize, textOf } from '../domain/safety.ts';
import { folderHolding } from '../tools/detection.ts';
import type { Detection } from '../tools/detection.ts';
import type { ChangedText } from '../tools/read.ts';
import type { Snapshot } from './snapshot.ts';

/** Under a name that no tool runs (`0005_index.sql.off`) a migration is as good as deleted. */
export function withdrawn(file: ChangedFile, after: Detection): ChangedFile {
  const { previousPath, baseBlob, path, mode } = file;
  if (previousPath === undefined || baseBlob === undefined || folderHolding(after, path) !== undefined) return file;
  return { path: previousPath, status: 'deleted', mode, blob: baseBlob, baseBlob };
}

/** A changed migration as git holds it and as it is read. */
export interface Bytes {
  readonly file: ChangedFile;
  readonly changed: ChangedText;
  /** The head's bytes; the base's for a deleted file. */
  readonly bytes: Uint8Array;
}

/** Reads the changed files; what no tool took for a migration under its old name is a new one. */
export async function changedTexts(
  { before, after }: { readonly before: Snapshot; readonly after: Snapshot },
  files: readonly ChangedFile[],
): Promise<Result<readonly Bytes[]>> {
  const sized = files.map(({ path, status }) => ({
    path,
    bytes: (status === 'deleted' ? before : after).bytesOf(path),
  }));
  const problem = oversize(sized);
  if (problem !== undefined) return failure(problem);
  const blobs = await after.read(files.flatMap(({ blob, baseBlob }) => [blob, baseBlob ?? blob]));
  if (!blobs.ok) return blobs;
  const found: Bytes[] = [];
  for (const [index, file] of files.entries()) {
    const [bytes = new Uint8Array(), baseBytes = bytes] = blobs.value.slice(index * 2, index * 2 + 2);
    const text = textOf({ path: file.path, mode: file.mode, bytes });
    if (!text.ok) return text;
    const baseText = new TextDecoder().decode(baseBytes);
    const { path, status, previousPath } = file;
    const isNew = status === 'renamed' && folderHolding(before.detection, previousPath ?? path) === undefined;
    const changed = {
      path,
      status: isNew ? ('added' as const) : status,
      text: text.value,
      ...(!isNew && previousPath !== undefined && { previousPath }),
      ...(!isNew && file.baseBlob !== undefined && { baseText }),
    };
    found.push({ file, bytes, changed });
  }
  return success(found);
}

/** What an approval's digest is bound to, beside the bytes. */
export const named = ({ path, previousPath, status, mode }: ChangedFile) => ({
  path,
  status,
  mode,
  ...(previousPath !== undefined && { previousPath }),
});
