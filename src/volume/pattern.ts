/** A character that repeats: one of `chars`, between `least` and `most` times. */
export interface Unit {
  readonly chars: string;
  readonly least: number;
  readonly most: number;
}

type Part = Unit | { readonly choices: readonly (readonly Part[])[]; readonly least: number; readonly most: number };

const lower = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';
const classes: Readonly<Record<string, string>> = {
  d: digits,
  w: digits + lower,
  s: ' ',
  alpha: lower,
  digit: digits,
  alnum: digits + lower,
  lower,
  upper: lower.toUpperCase(),
  xdigit: `${digits}abcdef`,
  space: ' ',
  word: digits + lower,
};
/** What `.`, `[^…]`, `\S` and `\D` come from. */
const usual = digits + lower;
const often = 32;

/** The texts that a regular expression of simple form matches, as units in a row; undefined for anything else. */
export function unitsOf(pattern: string): readonly Unit[] | undefined {
  const reader: Reader = { text: pattern.replace(/^\(\?[a-z]*\)/, ''), at: 0 };
  const choices = readChoices(reader);
  if (!choices || reader.at < reader.text.length) return undefined;
  return flat({ choices, least: 1, most: 1 });
}

/** Every text where there are only a few: `^(draft|live)$`. */
export function textsOf(pattern: string): readonly string[] | undefined {
  const reader: Reader = { text: pattern, at: 0 };
  const choices = readChoices(reader);
  if (!choices || reader.at < pattern.length || !/^\^.*\$$/s.test(pattern)) return undefined;
  const texts: string[] = [];
  for (const parts of choices) {
    const written = spelled(parts);
    if (!written) return undefined;
    texts.push(...written);
  }
  return texts.length > 1 ? texts : undefined;
}

function spelled(parts: readonly Part[]): readonly string[] | undefined {
  let texts: readonly string[] = [''];
  for (const part of parts) {
    if (part.least !== 1 || part.most !== 1) return undefined;
    const next = 'chars' in part ? [part.chars] : part.choices.flatMap((choice) => spelled(choice) ?? ['', '']);
    if ('chars' in part ? part.chars.length !== 1 : new Set(next).size < next.length) return undefined;
    texts = texts.flatMap((text) => next.map((more) => text + more));
    if (texts.length > 64) return undefined;
  }
  return texts;
}

/** `%` and `_` of LIKE as a regular expression. */
export function likePattern(like: string): string {
  const pieces = like.match(/\\.|%|_|[^]/g) ?? [];
  const piece = (one: string): string => {
    if (one === '%') return '.*';
    if (one === '_') return '.';
    return (one.startsWith('\\') ? one.slice(1) : one).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  };
  return `^${pieces.map(piece).join('')}$`;
}

interface Reader {
  readonly text: string;
  at: number;
}

function readChoices(reader: Reader): readonly (readonly Part[])[] | undefined {
  const choices: Part[][] = [[]];
  while (reader.at < reader.text.length && reader.text[reader.at] !== ')') {
    const char = reader.text[reader.at] ?? '';
    if (char === '|') {
      choices.push([]);
      reader.at++;
    } else if (char === '^' || char === '$') reader.at++;
    else {
      const part = readPart(reader);
      if (!part) return undefined;
      choices.at(-1)?.push(part);
    }
  }
  return choices;
}

function readPart(reader: Reader): Part | undefined {
  if (reader.text[reader.at] !== '(') {
    const chars = readChars(reader);
    if (chars === undefined || chars === '') return undefined;
    const times = readTimes(reader);
    return times && { chars, ...times };
  }
  reader.at++;
  if (reader.text.startsWith('?:', reader.at)) reader.at += 2;
  else if (reader.text[reader.at] === '?') return undefined;
  const choices = readChoices(reader);
  if (!choices || reader.text[reader.at] !== ')') return undefined;
  reader.at++;
  const times = readTimes(reader);
  return times && { choices, ...times };
}

function readTimes(reader: Reader): { readonly least: number; readonly most: number } | undefined {
  const found = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/.exec(reader.text.slice(reader.at));
  if (!found) return { least: 1, most: 1 };
  reader.at += found[0].length;
  const [, sign, least = '0', comma, most = ''] = found;
  if (sign === '?') return { least: 0, most: 1 };
  if (sign !== undefined) return { least: sign === '+' ? 1 : 0, most: often };
  const from = Number(least);
  return { least: from, most: comma === '' ? from : most === '' ? from + often : Number(most) };
}

/** What one position may hold; undefined for what is beyond us. */
function readChars(reader: Reader): string | undefined {
  const char = reader.text[reader.at++] ?? '';
  if (char === '.') return usual;
  if (char === '\\') return readEscape(reader);
  if (char === '[') return readClass(reader);
  return '*+?{'.includes(char) ? undefined : char;
}

function readEscape(reader: Reader): string | undefined {
  const char = reader.text[reader.at++] ?? '';
  if (char === 'S' || char === 'D' || char === 'W') return char === 'W' ? '-' : lower;
  if (classes[char]) return classes[char];
  return /[A-Za-z0-9]/.test(char) ? undefined : char;
}

function readClass(reader: Reader): string | undefined {
  const end = /^\^?\]?(?:\[:[a-z]+:\]|\\.|[^\]\\])*\]/.exec(reader.text.slice(reader.at))?.[0];
  if (end === undefined) return undefined;
  reader.at += end.length;
  const negated = end.startsWith('^');
  const chars = new Set<string>();
  const body = end.slice(negated ? 1 : 0, -1);
  for (const piece of body.match(/\[:[a-z]+:\]|(?:\\.|[^])-(?:\\.|[^])|\\.|[^]/g) ?? []) {
    for (const one of charsOf(piece)) chars.add(one);
  }
  const all = negated ? Array.from(usual).filter((one) => !chars.has(one)) : [...chars];
  // Lower-case letters and digits where there are any: they mean the same in every collation.
  const plain = all.filter((one) => usual.includes(one));
  return (plain.length > 0 ? plain : all).toSorted().join('');
}

function charsOf(piece: string): string {
  const named = /^\[:([a-z]+):\]$/.exec(piece)?.[1];
  if (named !== undefined) return classes[named] ?? '';
  const range = /^(\\?[^])-(\\?[^])$/.exec(piece);
  if (!range) return piece.startsWith('\\') ? (classes[piece.slice(1)] ?? piece.slice(1)) : piece;
  const [from, to] = [range[1] ?? '', range[2] ?? ''].map((end) => end.charCodeAt(end.length - 1));
  if (from === undefined || to === undefined || to < from || to > 126) return '';
  return Array.from({ length: to - from + 1 }, (_, step) => String.fromCharCode(from + step)).join('');
}

/** Groups opened: of several choices the one with the most texts. */
function flat(part: Part): readonly Unit[] {
  if ('chars' in part) return [part];
  const options = part.choices.map((choice) => choice.flatMap(flat));
  const best = options.toSorted((a, b) => manyOf(b) - manyOf(a))[0] ?? [];
  const times = Math.min(part.least, often);
  return Array.from({ length: times }, () => best).flat();
}

const manyOf = (units: readonly Unit[]): number =>
  units.reduce((sum, { chars, most }) => sum + Math.log(chars.length) * Math.min(most, often), 0);
