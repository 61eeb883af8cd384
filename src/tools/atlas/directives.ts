import type { Range } from '../text.ts';
import { linesOf } from '../text.ts';

const directive = /^[ -~]*atlas:(\w+)(?: +(.+))?/;

/**
 * What `-- atlas:NAME VALUE` lines at the head of a file say. Atlas takes them for the file's only if an empty line
 * ends the comments; without it they belong to the first statement, and with CRLF line breaks there is none.
 */
export function directivesOf(text: string): ReadonlyMap<string, string> {
  const lines = text.split('\n');
  const head = lines.findIndex((line) => !/^(?:#|--)/.test(line));
  const comments = head < 0 ? lines : lines.slice(0, head);
  const content = lines.slice(comments.length).join('\n');
  const detached = content === '' || /^[ \t]*\n/.test(content);
  return new Map(
    (detached ? comments : []).flatMap((line) => {
      const [, name, value = ''] = directive.exec(line.trim()) ?? [];
      return name === undefined ? [] : [[name, value] as const];
    }),
  );
}

/** What ends a statement where the first line of the file sets it: `-- atlas:delimiter -- end`. */
export function delimiterOf(text: string): RegExp | undefined {
  const written = /^-- atlas:delimiter +(.+)/.exec(text)?.[1]?.trimEnd();
  if (written === undefined) return undefined;
  const value = written.replaceAll('\\n', '\n').replaceAll('\\r', '\r').replaceAll('\\t', '\t');
  return new RegExp(`(?<!^-- atlas:delimiter +)${value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`, 'g');
}

/** The parts of a file that says `-- atlas:txtar`: `-- migration.sql --`, `-- checks.sql --`, `-- down.sql --`. */
export function partsOf(text: string): ReadonlyMap<string, readonly Range[]> {
  const heads = linesOf(text).flatMap((line) => {
    const name = /^-- (\S+) --\s*$/.exec(line.text)?.[1];
    return name === undefined ? [] : [{ name, line }];
  });
  return new Map(
    heads.map(({ name, line }, index) => [
      name,
      [{ start: line.end, end: heads[index + 1]?.line.start ?? text.length }],
    ]),
  );
}
