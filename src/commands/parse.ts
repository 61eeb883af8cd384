import { closest, distance } from 'fastest-levenshtein';
import type { Asked, Reply, Verb } from './command.ts';
import { linesToUs } from './lines.ts';

/** A command, and the record that decides it. */
export interface Command {
  readonly verb: Verb;
  readonly asked: Asked;
}

export type Parsed =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'commands'; readonly commands: readonly Command[] }
  /** One line was not understood; nothing of the comment is done. */
  | { readonly kind: 'refused'; readonly reply: Reply };

export interface Dialect {
  readonly verbs: readonly Verb[];
  /** `id` of the configuration: `/migrate@id` speaks to one database of several, `/migrate` to all of them. */
  readonly id: string;
}

const mostLines = 5;
const longestValue = 500;

/** What a comment asks of us. */
export function parse(body: string, dialect: Dialect): Parsed {
  const lines = linesToUs(body).flatMap((line) => argumentsOf(line, dialect.id));
  if (lines.length === 0) return { kind: 'nothing' };
  if (lines.length > mostLines) {
    return refused([
      `One comment holds at most ${mostLines} commands, and this has ${lines.length}: none was done.`,
      { instead: 'write them in several comments.' },
    ]);
  }
  const read = lines.map((line) => commandIn(line, dialect));
  const wrong = read.filter((one) => 'reply' in one);
  if (wrong.length > 0) return refused(wrong.flatMap(({ reply }) => reply));
  return { kind: 'commands', commands: read.filter((one) => 'verb' in one) };
}

const refused = (reply: Reply): Parsed => ({ kind: 'refused', reply });
interface Wrong {
  readonly reply: Reply;
}
const wrong = (says: string, instead: string): Wrong => ({ reply: [says, { instead }] });

/** What follows our name; nothing where the line speaks to another database of the same repository. */
function argumentsOf(line: string, id: string): readonly string[] {
  const match = /^\/migrate(?:@(\S*))?(?:[ \t]+(.*))?$/i.exec(line);
  if (match === null) return [];
  const [, to, rest = ''] = match;
  return to === undefined || to.toLowerCase() === id.toLowerCase() ? [rest] : [];
}

// Telephones turn quotation marks into curly ones.
const argument = /[ \t]*(?:--([a-z][a-z0-9-]*)(?:=(?:"([^"]*)"|“([^”]*)”|([^\s"“”]*)))?|([^\s"“”]+))(?=[ \t]|$)/iy;

function commandIn(rest: string, { verbs }: Dialect): Command | Wrong {
  const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/u.exec(rest.replaceAll('\t', ' '))?.[0];
  if (hidden !== undefined) return wrong(invisible(hidden), 'type the command by hand.');
  const [, name = 'help', tail = ''] = /^(\S+)(.*)$/.exec(rest) ?? [];
  const verb = verbs.find(({ verb, aliases = [] }) => [verb, ...aliases].includes(name.toLowerCase()));
  return verb === undefined ? unknownVerb(name, verbs) : askedOf(tail, verb);
}

const invisible = (character: string): string =>
  `A command holds the invisible character U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}, so nothing was done.`;

function unknownVerb(name: string, verbs: readonly Verb[]): Wrong {
  const near = nearest(
    name.toLowerCase(),
    verbs.map(({ verb }) => verb),
  );
  return wrong(
    `There is no command ${named(name)}; nothing was done.`,
    near === undefined ? '`/migrate help` shows what there is.' : `did you mean \`/migrate ${near}\`?`,
  );
}

function askedOf(tail: string, verb: Verb): Command | Wrong {
  const words: string[] = [];
  const flags: Record<string, string> = {};
  argument.lastIndex = 0;
  for (let at = 0; tail.slice(at).trim() !== ''; at = argument.lastIndex) {
    argument.lastIndex = at;
    const match = argument.exec(tail);
    if (match === null) return unclosed(tail.slice(at).trim(), verb);
    const [, flag, quoted, curly, bare, word] = match;
    if (flag === undefined) words.push(word ?? '');
    else {
      const value = quoted ?? curly ?? bare;
      const mistake = flagMistake(flag.toLowerCase(), value, verb, flags);
      if (mistake !== undefined) return mistake;
      flags[flag.toLowerCase()] = value ?? '';
    }
  }
  return wordMistake(words, verb) ?? { verb, asked: { verb: verb.verb, words, flags } };
}

const unclosed = (rest: string, { verb }: Verb): Wrong =>
  wrong(
    `\`/migrate ${verb}\` was not understood from ${named(rest)} on; nothing was done.`,
    'put a value with blanks between quotation marks: `--reason="why it is fine"`.',
  );

function flagMistake(
  name: string,
  value: string | undefined,
  { verb, flags: known }: Verb,
  given: Readonly<Record<string, string>>,
): Wrong | undefined {
  const call = `\`/migrate ${verb}\``;
  const flag = known.find((one) => one.name === name);
  if (flag === undefined) {
    const near = nearest(
      name,
      known.map((one) => one.name),
    );
    const has = known.map((one) => `\`--${one.name}\``).join(', ');
    const hint =
      near === undefined ? (has === '' ? 'it takes no flags.' : `it knows ${has}.`) : `did you mean \`--${near}\`?`;
    return wrong(`${call} has no flag \`--${cutTo(name, 40)}\`; nothing was done.`, hint);
  }
  if (name in given) return wrong(`${call} was given \`--${name}\` twice; nothing was done.`, 'give it once.');
  if (flag.value === undefined && value !== undefined)
    return wrong(`\`--${name}\` takes no value; nothing was done.`, `type \`--${name}\` alone.`);
  if (flag.value !== undefined && (value === undefined || value.trim() === ''))
    return wrong(`\`--${name}\` wants a value; nothing was done.`, `type \`--${name}=${flag.value}\`.`);
  if ((value?.length ?? 0) > longestValue)
    return wrong(
      `The value of \`--${name}\` is longer than ${longestValue} characters; nothing was done.`,
      'say it in fewer, and the rest in a comment.',
    );
  return undefined;
}

function wordMistake(words: readonly string[], { verb, words: taken, example }: Verb): Wrong | undefined {
  const { least = 0, most = 0 } = taken ?? {};
  const dashes = words.find((word) => /^[-\u2010-\u2015\u2212]/.test(word));
  if (dashes !== undefined)
    return wrong(
      `${named(dashes)} was not understood; nothing was done.`,
      'begin a flag with two hyphens: `--reason="…"`.',
    );
  if (words.length < least)
    return wrong(
      `\`/migrate ${verb}\` wants ${taken?.shown ?? 'more'}; nothing was done.`,
      `for example \`/migrate ${example}\`.`,
    );
  const extra = words[most];
  if (extra === undefined) return undefined;
  return wrong(
    `\`/migrate ${verb}\` does not know what to do with ${named(extra)}; nothing was done.`,
    most === 0
      ? `type \`/migrate ${verb}\`, and a reason as \`--reason="…"\` where it takes one.`
      : `for example \`/migrate ${example}\`.`,
  );
}

/** What somebody typed, as a name in a sentence of ours. */
const named = (typed: string): string => {
  const bare = cutTo(typed.replaceAll('`', ''), 40);
  return bare === '' ? 'that word' : `\`${bare}\``;
};
const cutTo = (words: string, most: number): string => (words.length > most ? `${words.slice(0, most)}…` : words);

/** The word that was probably meant. */
function nearest(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const found = closest(word, known);
  return distance(word, found) <= Math.max(2, word.length / 3) ? found : undefined;
}
