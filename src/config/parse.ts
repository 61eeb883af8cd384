import { LineCounter, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import { failure, success } from '../domain/errors.ts';
import type { Problem, Result } from '../domain/errors.ts';
import { shown } from '../domain/safety.ts';
import { configOf } from './config.ts';
import type { Config } from './config.ts';
import { databaseAddresses, idleVolume, mistakesOf, refusedSettings, unknownRules, unusableKeys } from './mistakes.ts';
import type { Mistake } from './mistakes.ts';
import { offsetOf } from './position.ts';
import { inForce, isTree, loosened, overruled } from './policy.ts';
import type { Policy, Wish } from './policy.ts';
import type { PolicyText } from './policy-text.ts';
import { fileSchema } from './schema.ts';
import type { ConfigFile } from './schema.ts';

const mostCharacters = 64 * 1024;
const deepestNesting = 50;

/**
 * The configuration's text; `file` is its name in sentences, `rules` the ids of all rules. An organisation's policy comes
 * before it, and holds what somebody wishes in its place. Problem: bad-configuration.
 */
export function parseConfig(
  text: string,
  file: string,
  rules: readonly string[],
  policy?: PolicyText,
  wishes: readonly Wish[] = [],
): Result<Config> {
  if (policy === undefined) return guarded(text, file, () => readDocument(text, file, rules));
  const read = guarded(policy.text, policy.file, () => readPolicy(policy, rules));
  if (!read.ok) return read;
  const wrong = overruled(read.value, wishes);
  return wrong === undefined ? guarded(text, file, () => readDocument(text, file, rules, read.value)) : failure(wrong);
}

/** Files made to hurt whoever reads them are refused before, or as soon as they do. */
function guarded<Value>(text: string, file: string, read: () => Result<Value>): Result<Value> {
  const top = { line: 1, col: 1 };
  if (text.length > mostCharacters) {
    return failure(wrong(file, top, 'The file is longer than 64 KB.', 'Shorten it.'));
  }
  const tooDeep = failure(
    wrong(
      file,
      top,
      'The file nests or repeats itself too deeply to be read.',
      'Write it out without deep nesting and aliases.',
    ),
  );
  if (nesting(text) > deepestNesting) return tooDeep;
  try {
    return read();
  } catch (error) {
    // Indentation can nest too, and aliases multiply: the YAML reader ends so for a file made to hurt.
    if (error instanceof RangeError || error instanceof ReferenceError) return tooDeep;
    throw error;
  }
}

/** How deep brackets nest, wherever they stand: the YAML reader takes minutes for many thousand, so it must not see them. */
function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth = '[{'.includes(bracket) ? depth + 1 : Math.max(0, depth - 1);
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

interface Read {
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
  readonly value: unknown;
}

function readYaml(text: string, file: string): Result<Read> {
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
  return refused.length > 0 ? failure(firstOf(refused, document, lines, file)) : success({ document, lines, value });
}

function readDocument(text: string, file: string, rules: readonly string[], policy?: Policy): Result<Config> {
  const read = readYaml(text, file);
  if (!read.ok) return read;
  const { document, lines, value } = read.value;
  const loose = policy === undefined ? [] : loosened(policy, value);
  if (loose.length > 0) return failure(firstOf(loose, document, lines, file));
  const parsed = fileSchema.safeParse(policy === undefined ? value : inForce(policy, value));
  if (!parsed.success) return failure(firstOf(mistakesOf(parsed.error), document, lines, file));
  const impossible = impossibleIn(parsed.data, rules);
  return impossible.length > 0 ? failure(firstOf(impossible, document, lines, file)) : success(configOf(parsed.data));
}

const impossibleIn = (file: ConfigFile, rules: readonly string[]): readonly Mistake[] => [
  ...unknownRules(file, rules),
  ...refusedSettings(file),
  ...idleVolume(file),
];

/** A configuration like a repository's, and under `locked:` the keys of another that a repository may only tighten. */
function readPolicy({ text, file }: PolicyText, rules: readonly string[]): Result<Policy> {
  const read = readYaml(text, file);
  if (!read.ok) return read;
  const { document, lines, value } = read.value;
  const { locked = {}, ...defaults } = isTree(value) ? value : { '': value };
  const mistakes = [defaults, locked].flatMap((part, index): readonly Mistake[] => {
    const parsed = fileSchema.safeParse(part);
    const found = parsed.success ? impossibleIn(parsed.data, rules) : mistakesOf(parsed.error);
    return index === 0 ? found : found.map((mistake) => ({ ...mistake, path: ['locked', ...mistake.path] }));
  });
  if (mistakes.length > 0 || !isTree(locked)) return failure(firstOf(mistakes, document, lines, file));
  return success({ file, defaults, locked });
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

/** The reader's own words quote the file after a colon, and what stands there can be a secret in the wrong place. */
const firstSentence = (message: string): string =>
  shown((message.split('\n')[0] ?? '').replace(/(?<! ):.*$/, '')).replace(/\.$/, '');
