import type { Result } from '../domain/errors.ts';
import type { NamedText, ReadSettings } from '../ports/migration-tool.ts';
import { unresolved, withTemplates } from './placeholders.ts';
import { firstOutsideQuotes, quotedRanges } from './quoted.ts';
import { lineAt } from './text.ts';
import { unreadable } from './unreadable.ts';

// They change nothing in what runs: what psql prints, how it stops, and what pg_dump writes around its output.
const harmless =
  /^\\(?:(?:un)?restrict|echo|qecho|warn|timing|pset|x|set[ \t]+(?:ON_ERROR_STOP|ECHO|QUIET|VERBOSITY))(?!\S).*$/gm;
const command = /^[ \t]*(\\[A-Za-z!]+)/gm;
// :name, :'name' as a string, :"name" as an identifier.
const variable = /(?<![:\w]):(?:(['"])([A-Za-z_]\w*)\1|([A-Za-z_]\w*))/g;

/** What psql would do before sending: variables by value; its commands are never run. */
export function asPsql(file: NamedText, settings: ReadSettings): Result<string> {
  const text = file.text.replace(harmless, (line) => ' '.repeat(line.length));
  const found = firstOutsideQuotes(text, command);
  if (found !== undefined) {
    const line = lineAt(text, found.index + found[0].length);
    return unreadable(
      file.path,
      `line ${line} holds the psql command ${found[1] ?? ''}, which is not run here.`,
      'Write it as SQL, or move it out of the migration.',
      line,
    );
  }
  const quoted = quotedRanges(text);
  const outside = (offset: number): boolean => !quoted.some(({ start, end }) => offset >= start && offset < end);
  const filled = text.replace(
    variable,
    (written, quote: string | undefined, inQuotes: string | undefined, bare: string | undefined, offset: number) => {
      const value = outside(offset) ? settings.placeholders[inQuotes ?? bare ?? ''] : undefined;
      return value === undefined ? written : inside(quote, value);
    },
  );
  const open = firstOutsideQuotes(filled, variable);
  if (open !== undefined) return unresolved({ ...file, text: filled }, open.index, open[0], open[2] ?? open[3] ?? '');
  return withTemplates({ ...file, text: filled }, settings);
}

const inside = (quote: string | undefined, value: string): string =>
  quote === undefined ? value : `${quote}${value.replaceAll(quote, quote + quote)}${quote}`;
