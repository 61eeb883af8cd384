import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../domain/errors.ts';
import type { Progress } from '../ports/progress.ts';

/** GitHub drops a step's whole summary when it is one byte longer. */
export const longestSummary = 1024 * 1024;

const cutNote = '\n\n… The rest did not fit here; the JSON and HTML files of this run hold all of it.\n';

/**
 * Text as the runner may see it: it obeys `::command::` at the start of a line and `##[command]` anywhere in one,
 * and names of tables and files come from strangers. What cannot be seen goes first: colours, reversed writing, and
 * the characters that a comparison by culture, such as the runner's, passes over.
 */
export function harmless(text: string): string {
  return text
    .split(/\r\n|[\r\n\u2028\u2029\u0085\v\f]/)
    .map((line) =>
      line
        .replaceAll('\t', ' ')
        .replace(/[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
        .replaceAll('##[', '## [')
        .replace(/^(\s*)::/, '$1: :'),
    )
    .join('\n');
}

/** Stages as lines of the job's log. */
export function jobLog(write: (text: string) => void): Progress {
  return {
    stage: (stage, says) => {
      write(harmless(`${stage}: ${says}\n`));
    },
    note: (says) => {
      write(harmless(`${says}\n`));
    },
  };
}

/** The words of a Problem for one `::error::` line, which @actions/core escapes. */
export const spelledOut = ({ says, advice }: Problem): string => `${says} ${advice}`;

/**
 * Everything of a database's address that must not be read in a log, written in every way it could appear there.
 * Takes both of libpq's forms: `postgres://…` and `host=… password='…'`.
 */
export function secretsOf(address: string): readonly string[] {
  const passwords = /^[a-z]+:\/\//i.test(address) ? passwordsOfUrl(address) : passwordsOfKeywords(address);
  const written = passwords.flatMap((password) => [password, decoded(password), encoded(decoded(password))]);
  // Masking a letter or two would blacken the whole log.
  return [...new Set([address, ...written])].filter((part) => part.length >= 3);
}

function passwordsOfUrl(url: string): readonly string[] {
  const beforeHost = /^[a-z]+:\/\/[^/?#]*?:([^/?#]*)@/i.exec(url)?.[1];
  const inQuery = [...url.matchAll(/[?&](?:ssl)?password=([^&#\s]+)/g)].map(([, password = '']) => password);
  return beforeHost === undefined ? inQuery : [beforeHost, ...inQuery];
}

/** In quotes a backslash makes the next character an ordinary one. */
function passwordsOfKeywords(words: string): readonly string[] {
  const found = words.matchAll(/(?:^|\s)(?:ssl)?password\s*=\s*(?:'((?:[^'\\]|\\[^])*)'|(\S+))/g);
  return [...found]
    .map(([, quoted, plain = '']) => quoted ?? plain)
    .flatMap((password) => [password, password.replace(/\\([^])/g, '$1')]);
}

/** A lone surrogate has no such form. */
function encoded(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return text;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Appends to the summary of this step; does nothing outside a workflow. */
export async function writeSummary(path: string | undefined, markdown: string): Promise<void> {
  if (path !== undefined && path !== '') await appendFile(path, fitBytes(markdown, longestSummary));
}

function fitBytes(text: string, most: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= most) return text;
  // A character cut in two decodes to U+FFFD, which is dropped with it; cut at a line, so that no table row is torn.
  const kept = bytes
    .subarray(0, most - Buffer.byteLength(cutNote))
    .toString()
    .replace(/\uFFFD$/, '');
  return `${kept.slice(0, kept.lastIndexOf('\n') + 1 || kept.length)}${cutNote}`;
}

/** Writes the files that later steps upload; gives their paths in the same order. */
export async function writeFiles(
  folder: string,
  files: readonly (readonly [name: string, text: string])[],
): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  return Promise.all(
    files.map(async ([name, text]) => {
      const path = join(folder, name);
      await writeFile(path, text);
      return path;
    }),
  );
}
