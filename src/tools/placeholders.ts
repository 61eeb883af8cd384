import { success } from '../domain/errors.ts';
import type { Failure, Result } from '../domain/errors.ts';
import type { NamedText, ReadSettings } from '../ports/migration-tool.ts';
import { firstOutsideQuotes } from './quoted.ts';
import { lineAt } from './text.ts';

/** The failure of a placeholder that the configuration does not know: never guessed. */
export function unresolved(file: NamedText, offset: number, written: string, name: string): Failure {
  const line = lineAt(file.text, offset);
  return {
    ok: false,
    problem: {
      code: 'placeholder-unresolved',
      says: `${file.path} line ${line} uses the placeholder ${written}, which has no value here.`,
      advice: `Give it one in the configuration: migrations.placeholders: { "${name}": "…" }.`,
      file: file.path,
      line,
    },
  };
}

const braces = /\{\{-?\s*\.?([^{}]*?)\s*-?\}\}/g;

/**
 * Go-like `{{ .name }}` and configured bare words (`xxx_role_xxx`) by their values. Braces in strings and comments are
 * left alone (array literals, prompts), unless the configuration names them; anywhere else they cannot be SQL.
 */
export function withTemplates(file: NamedText, settings: ReadSettings): Result<string> {
  const values = new Map(Object.entries(settings.placeholders));
  const filled = file.text.replace(braces, (written, name: string) => values.get(name) ?? written);
  const open = firstOutsideQuotes(filled, braces);
  if (open !== undefined) return unresolved({ ...file, text: filled }, open.index, open[0], open[1] ?? open[0]);
  return success([...values].filter(([name]) => isBareWord(name)).reduce(replaceWord, filled));
}

// A plain lower-case word such as `schema` is the name inside braces, not a text to replace all over the file.
const isBareWord = (name: string): boolean => /^\w*__\w*$|^xxx\w*xxx$|^[^\w\s]/i.test(name);
const replaceWord = (text: string, [word, value]: readonly [string, string]): string => text.replaceAll(word, value);
