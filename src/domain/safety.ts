import { failure, success } from './errors.ts';
import type { Problem, Result } from './errors.ts';
import { bytes } from './figures.ts';

/** A file by name, as it stands in a commit. */
export interface NamedBlob {
  readonly path: string;
  readonly mode: string;
  readonly bytes: Uint8Array;
}

export const maximumFileBytes = 2 * 1024 * 1024;
export const maximumPullRequestBytes = 20 * 1024 * 1024;

/** What may be read: ordinary files under names that stay inside the repository. Anything else could not be verified. */
export function unsafeEntry({ path, mode }: Pick<NamedBlob, 'path' | 'mode'>): Problem | undefined {
  const kind = { '120000': 'a symbolic link', '160000': 'a submodule' }[mode];
  if (kind !== undefined) {
    return unsafe(path, `${shown(path)} is ${kind}, so its SQL is not in this repository under that name.`, {
      advice: 'Put the migration there as an ordinary file.',
    });
  }
  if (mode !== '100644' && mode !== '100755') {
    return unsafe(path, `${shown(path)} has the git file mode ${mode}, which no ordinary file has.`, {
      advice: 'Add the file again with `git add`.',
    });
  }
  if (path.split('/').some((part) => ['', '.', '..', '.git'].includes(part.toLowerCase()))) {
    return unsafe(path, `${shown(path)} is a path that leads out of the repository or into git itself.`, {
      advice: 'Rename the file.',
    });
  }
  if (/\p{Surrogate}/u.test(path)) {
    return unsafe(path, `The name of ${shown(path)} is not UTF-8.`, {
      advice: 'Rename the file with letters that every system can write.',
    });
  }
  return undefined;
}

/** At most 2 MB a file and 20 MB a pull request, so that nobody can keep the parser and the runner busy for ever. */
export function oversize(
  files: readonly { readonly path: string; readonly bytes?: number | undefined }[],
): Problem | undefined {
  const large = files.find(({ bytes = 0 }) => bytes > maximumFileBytes);
  if (large !== undefined) {
    return {
      code: 'file-too-large',
      says: `${shown(large.path)} holds ${bytes(large.bytes ?? 0)}; a migration file may hold 2 MB.`,
      advice: 'Load large data outside the migrations, or split the file.',
      file: large.path,
    };
  }
  const total = files.reduce((sum, { bytes = 0 }) => sum + bytes, 0);
  if (total <= maximumPullRequestBytes) return undefined;
  return {
    code: 'pull-request-too-large',
    says: `The migrations of this pull request hold ${bytes(total)} together; 20 MB can be verified.`,
    advice: 'Split the pull request.',
  };
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of a file, byte order mark kept. Problem `unsafe-file` for links, binary files and what is not UTF-8. */
export function textOf(file: NamedBlob): Result<string> {
  const problem = unsafeEntry(file) ?? binary(file);
  if (problem !== undefined) return failure(problem);
  try {
    const text = strict.decode(file.bytes);
    return text.startsWith('version https://git-lfs.github.com/spec/') ? failure(pointer(file.path)) : success(text);
  } catch {
    const line = firstLineThat(file.bytes, (bytes) => !decodes(bytes));
    return failure(
      unsafe(file.path, `${shown(file.path)} is not UTF-8: line ${line} holds other bytes.`, {
        advice: 'Save the file as UTF-8.',
        line,
      }),
    );
  }
}

function binary({ path, bytes }: NamedBlob): Problem | undefined {
  if (!bytes.includes(0)) return undefined;
  const line = firstLineThat(bytes, (text) => text.includes(0));
  return unsafe(path, `${shown(path)} holds a NUL byte in line ${line}, after which Postgres would read nothing.`, {
    advice: 'Save the file as UTF-8 text (not UTF-16), and keep binary files out of the migration folder.',
    line,
  });
}

const pointer = (path: string): Problem =>
  unsafe(path, `${shown(path)} is a Git LFS pointer, so its SQL is not in this repository.`, {
    advice: 'Take the migration files out of Git LFS (`git lfs untrack`) and add them again.',
    line: 1,
  });

function unsafe(file: string, says: string, more: Pick<Problem, 'advice' | 'line'>): Problem {
  return { code: 'unsafe-file', says, ...more, file };
}

function decodes(bytes: Uint8Array): boolean {
  try {
    strict.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** From 1. A line feed byte is no part of any other UTF-8 character, so lines can be judged one by one. */
function firstLineThat(bytes: Uint8Array, wrong: (line: Uint8Array) => boolean): number {
  let line = 1;
  for (let start = 0; ; line += 1) {
    const end = bytes.indexOf(0x0a, start);
    if (end < 0 || wrong(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
}

/** A file name for one line of plain text: control characters and stray bytes escaped, very long names cut. */
export function shown(path: string): string {
  const escaped = path.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    const byte = code >= 0xdc80 && code <= 0xdcff ? code - 0xdc00 : code;
    return byte <= 0xff ? `\\x${byte.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
  });
  return escaped.length <= 200 ? escaped : `${escaped.slice(0, 120)}…${escaped.slice(-60)}`;
}
