/** Who owns a file, as CODEOWNERS names them; an address belongs to an account that only the code host knows. */
export type Owner =
  | { readonly kind: 'user'; readonly login: string }
  /** `org/slug`. */
  | { readonly kind: 'team'; readonly team: string }
  | { readonly kind: 'email'; readonly address: string };

export interface Codeowners {
  /** In the file's order. */
  readonly lines: readonly OwnedPaths[];
  /** Lines that GitHub passes over as well, from 1. */
  readonly invalid: readonly number[];
}

interface OwnedPaths {
  readonly owners: readonly Owner[];
  readonly segments: readonly Segment[];
}

/** Where the file may stand; the first that is there counts, and only that. */
export const codeownersPlaces = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'] as const;

/** The file as GitHub reads it: a pattern and its owners a line; a line with a mistake counts as if it were not there. */
export function parseCodeowners(text: string): Codeowners {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line, index) => ({ number: index + 1, line: line.replace(/(^|\s)#.*$/, '').trim() }))
    .filter(({ line }) => line !== '')
    .map(({ number, line }) => ({ number, owned: ownedPaths(line) }));
  return {
    lines: lines.flatMap(({ owned }) => owned ?? []),
    invalid: lines.filter(({ owned }) => owned === undefined).map(({ number }) => number),
  };
}

/** The last line that matches decides, also where it names nobody. */
export const ownersOf = ({ lines }: Codeowners, path: string): readonly Owner[] =>
  lines.findLast(({ segments }) => matches(segments, path))?.owners ?? [];

function ownedPaths(line: string): OwnedPaths | undefined {
  const [pattern = '', ...names] = line.match(/(?:\\.|\S)+/g) ?? [];
  const owners = names.map(owner);
  const segments = segmentsOf(pattern);
  if (segments === undefined || owners.includes(undefined)) return undefined;
  return { segments, owners: owners.filter((one) => one !== undefined) };
}

function owner(name: string): Owner | undefined {
  const team = /^@([A-Za-z0-9](?:[A-Za-z0-9-]*))\/([A-Za-z0-9._-]+)$/.exec(name);
  if (team) return { kind: 'team', team: `${team[1] ?? ''}/${team[2] ?? ''}`.toLowerCase() };
  const user = /^@([A-Za-z0-9](?:[A-Za-z0-9_-]*))$/.exec(name)?.[1];
  if (user !== undefined) return { kind: 'user', login: user };
  return /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(name) ? { kind: 'email', address: name } : undefined;
}

/** A part of a segment: any characters, any one of them, or this one. */
type Piece = 'many' | 'one' | { readonly is: string };
/** any = any number of folders, none included. */
type Segment = 'any' | readonly Piece[];

const whatever: Segment = ['many'];

/**
 * A pattern of .gitignore, but: no `!`, no `[ ]`, no `\#`, and `docs/*` holds the files of that folder only, where git
 * would take along what lies in its folders. That is why no reader of .gitignore files does for it.
 */
function segmentsOf(pattern: string): readonly Segment[] | undefined {
  if (pattern === '/' || /^!|^\\#|[[\]]|\*{3}/.test(pattern)) return undefined;
  const folder = pattern.endsWith('/');
  const path = pattern.replace(/^\//, '').replace(/\/$/, '');
  const anchored = pattern.startsWith('/') || path.includes('/');
  const names = path.split('/');
  if (names.slice(0, -1).includes('')) return undefined;
  const last = names.at(-1);
  const inside: readonly Segment[] =
    folder || last === '**' ? ['any', whatever] : last === '*' && anchored ? [] : ['any'];
  const named = last === '**' ? names.slice(0, -1) : names;
  return [...(anchored ? [] : (['any'] as const)), ...named.map(segmentOf), ...inside];
}

const segmentOf = (name: string): Segment =>
  name === '**'
    ? 'any'
    : Array.from(name.matchAll(/\\(.)|\*+|./gsu), ([piece, escaped]): Piece => {
        if (escaped !== undefined) return { is: escaped };
        return piece.startsWith('*') ? 'many' : piece === '?' ? 'one' : { is: piece };
      });

const matches = (segments: readonly Segment[], path: string): boolean =>
  fits(segments, path.split('/'), {
    repeats: (segment) => segment === 'any',
    one: (segment, name) => segment !== 'any' && fits(segment, Array.from(name), characters),
  });

const characters: Fitting<Piece, string> = {
  repeats: (piece) => piece === 'many',
  one: (piece, character) => piece === 'one' || (typeof piece === 'object' && piece.is === character),
};

interface Fitting<Part, Item> {
  /** Stands for any number of items. */
  readonly repeats: (part: Part) => boolean;
  readonly one: (part: Part, item: Item) => boolean;
}

/**
 * Only the last repetition is ever tried anew, so that no pattern takes longer than its length times the path's: a
 * regular expression made of `*a*a*a…` would not end.
 */
function fits<Part, Item>(parts: readonly Part[], items: readonly Item[], how: Fitting<Part, Item>): boolean {
  let part = 0;
  let retry: { readonly part: number; readonly item: number } | undefined;
  for (let item = 0; item < items.length;) {
    const here = parts[part];
    const given = items.slice(item, item + 1);
    if (here !== undefined && how.repeats(here)) {
      part += 1;
      retry = { part, item };
    } else if (here !== undefined && given.some((one) => how.one(here, one))) {
      part += 1;
      item += 1;
    } else if (retry === undefined) {
      return false;
    } else {
      retry = { ...retry, item: retry.item + 1 };
      ({ part, item } = retry);
    }
  }
  return parts.slice(part).every((rest) => how.repeats(rest));
}
