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
  readonly matches: RegExp;
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
  lines.findLast(({ matches }) => matches.test(path))?.owners ?? [];

function ownedPaths(line: string): OwnedPaths | undefined {
  const [pattern = '', ...names] = line.match(/(?:\\.|\S)+/g) ?? [];
  const owners = names.map(owner);
  const matches = matcher(pattern);
  if (matches === undefined || owners.includes(undefined)) return undefined;
  return { matches, owners: owners.filter((one) => one !== undefined) };
}

function owner(name: string): Owner | undefined {
  const team = /^@([A-Za-z0-9](?:[A-Za-z0-9-]*))\/([A-Za-z0-9._-]+)$/.exec(name);
  if (team) return { kind: 'team', team: `${team[1] ?? ''}/${team[2] ?? ''}`.toLowerCase() };
  const user = /^@([A-Za-z0-9](?:[A-Za-z0-9_-]*))$/.exec(name)?.[1];
  if (user !== undefined) return { kind: 'user', login: user };
  return /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(name) ? { kind: 'email', address: name } : undefined;
}

/**
 * A pattern of .gitignore, but: no `!`, no `[ ]`, no `\#`, and `docs/*` holds the files of that folder only, where git
 * would take along what lies in its folders. That is why no reader of .gitignore files does for it.
 */
function matcher(pattern: string): RegExp | undefined {
  if (pattern === '/' || /^!|^\\#|[[\]]|\*{3}/.test(pattern)) return undefined;
  const folder = pattern.endsWith('/');
  const path = pattern.replace(/^\//, '').replace(/\/$/, '');
  const anchored = pattern.startsWith('/') || path.includes('/');
  const segments = path.split('/').filter((segment, at, all) => segment !== '**' || all[at - 1] !== '**');
  if (segments.slice(0, -1).includes('')) return undefined;
  const body = segments.map((segment, at) => segmentSource(segment, at, segments.length)).join('');
  const last = segments.at(-1);
  const rest = folder ? '/.+' : last === '**' || (last === '*' && anchored) ? '' : '(?:/.+)?';
  return new RegExp(`^${anchored ? '' : '(?:.+/)?'}${body}${rest}$`, 's');
}

function segmentSource(segment: string, at: number, count: number): string {
  const last = at === count - 1;
  if (segment === '**') return last ? '.+' : '(?:.+/)?';
  const source = segment.replace(/\\(.)|\*+|\?|[^\\*?]+|\\$/gs, (piece, escaped: string | undefined) => {
    if (escaped !== undefined) return literal(escaped);
    if (piece.startsWith('*')) return '[^/]*';
    return piece === '?' ? '[^/]' : literal(piece);
  });
  return last ? source : `${source}/`;
}

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
