import { counted } from '../../domain/figures.ts';
import type { HazardousQuery } from '../../domain/query-hazards.ts';
import { shown } from '../../domain/safety.ts';
import type { QueryBreak } from './seen.ts';

const mostNamed = 2;

/** “`GetUser` of queries/users.sql fails …; 3 more queries fail too” */
export function failing(breaks: readonly QueryBreak[], schema: 'new' | 'old'): string {
  const named = breaks
    .slice(0, mostNamed)
    .map((one) => `${queryNamed(one)} fails on the ${schema} schema (${one.sqlstate}): ${one.says}`);
  const others = breaks.length - named.length;
  const rest =
    others === 0 ? [] : [`${counted(others, 'more query', 'more queries')} fail${others === 1 ? 's' : ''} too.`];
  return [...named, ...rest].join(' ');
}

/** “The query `GetUser` of `queries/users.sql`” */
export function queryNamed({ query, source }: HazardousQuery): string {
  const [file = '', name] = source.split(': ');
  if (source === 'profile') return `The production query \`${shown(query.replace(/\s+/g, ' '))}\``;
  if (source === 'command') return `The command \`${shown(query)}\``;
  return name === undefined ? `A query of \`${shown(file)}\`` : `The query \`${shown(name)}\` of \`${shown(file)}\``;
}

/** In the middle of a sentence. */
export const theQuery = (query: HazardousQuery): string =>
  queryNamed(query).replace(/^[TA]/, (letter) => letter.toLowerCase());

/** What is seen of several queries, by the statement that does it. */
export function byStatement<Seen extends { readonly at: { readonly file: string; readonly line: number } }>(
  seen: readonly Seen[],
): readonly (readonly [Seen, ...Seen[]])[] {
  const found = new Map<string, [Seen, ...Seen[]]>();
  for (const one of seen) {
    const place = `${one.at.file}:${one.at.line}`;
    const known = found.get(place);
    if (known) known.push(one);
    else found.set(place, [one]);
  }
  return [...found.values()];
}
