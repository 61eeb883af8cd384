import { LineCounter, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import { failure, success } from '../domain/errors.ts';
import type { Problem, Result } from '../domain/errors.ts';
import { configOf } from './config.ts';
import type { Config } from './config.ts';
import { databaseAddresses, mistakesOf, unknownRules, unusableKeys } from './mistakes.ts';
import type { Mistake } from './mistakes.ts';
import { offsetOf } from './position.ts';
import { fileSchema } from './schema.ts';

const mostCharacters = 256 * 1024;

/** What every key is when nobody set it. */
export const defaults: Config = configOf(fileSchema.parse({}));

/** The configuration's text; `file` is its name in sentences, `rules` the ids of all rules. Problem: bad-configuration. */
export function parseConfig(text: string, file: string, rules: readonly string[]): Result<Config> {
  if (text.length > mostCharacters) {
    return failure(wrong(file, { line: 1, col: 1 }, 'The file is longer than 256 KB.', 'Shorten it.'));
  }
  try {
    return readDocument(text, file, rules);
  } catch (error) {
    // The YAML reader recurses into nested lists and multiplies aliases: both end here for a file made to hurt.
    if (error instanceof RangeError || error instanceof ReferenceError) {
      const says = 'The file nests or repeats itself too deeply to be read.';
      return failure(wrong(file, { line: 1, col: 1 }, says, 'Write it out without deep nesting and aliases.'));
    }
    throw error;
  }
}

function readDocument(text: string, file: string, rules: readonly string[]): Result<Config> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
  const [broken] = document.errors;
  if (broken !== undefined) {
    const says = `This is not valid YAML: ${firstSentence(broken.message)}.`;
    return failure(
      wrong(file, lines.linePos(broken.pos[0]), says, 'Mend the line; an editor with YAML support shows it.'),
    );
  }
  const value: unknown = document.toJS({ maxAliasCount: 50 }) ?? {};
  const refused = [...databaseAddresses(value), ...unusableKeys(value)];
  if (refused.length > 0) return failure(firstOf(refused, document, lines, file));
  const parsed = fileSchema.safeParse(value);
  if (!parsed.success) return failure(firstOf(mistakesOf(parsed.error), document, lines, file));
  const unknown = unknownRules(parsed.data, rules);
  return unknown.length > 0 ? failure(firstOf(unknown, document, lines, file)) : success(configOf(parsed.data));
}

/** The one nearest to the top: people mend a file from there. */
function firstOf(mistakes: readonly Mistake[], document: Document.Parsed, lines: LineCounter, file: string): Problem {
  const placed = mistakes
    .map((mistake) => ({ ...mistake, offset: offsetOf(document, mistake.path as readonly string[], mistake.key) }))
    .sort((one, other) => one.offset - other.offset);
  const [first] = placed;
  if (first === undefined) throw new Error('A configuration without a mistake was refused.');
  return wrong(file, lines.linePos(first.offset), first.says, first.advice);
}

function wrong(file: string, at: { line: number; col: number }, says: string, advice: string): Problem {
  // Before the first line break the counter knows no line yet.
  const [line, column] = at.line === 0 ? [1, Math.max(1, at.col)] : [at.line, at.col];
  return { code: 'bad-configuration', says: `${file}:${line}:${column}: ${says}`, advice, file, line, column };
}

const firstSentence = (message: string): string => (message.split(/[\n:]/)[0] ?? '').replace(/\.$/, '');
