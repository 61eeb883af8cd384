import { counted } from '../../domain/figures.ts';
import { shown } from '../../domain/safety.ts';
import type { QueryBreak } from './seen.ts';

const mostNamed = 2;

/** “`GetUser` of queries/users.sql fails …; 3 more queries fail too” */
export function failing(breaks: readonly QueryBreak[], schema: 'new' | 'old'): string {
  const named = breaks
    .slice(0, mostNamed)
    .map((one) => `${whose(one)} fails on the ${schema} schema (${one.sqlstate}): ${one.says}`);
  const others = breaks.length - named.length;
  const rest =
    others === 0 ? [] : [`${counted(others, 'more query', 'more queries')} fail${others === 1 ? 's' : ''} too.`];
  return [...named, ...rest].join(' ');
}

function whose({ query, source }: QueryBreak): string {
  const [file = '', name] = source.split(': ');
  if (source === 'profile') return `The production query \`${shown(query.replace(/\s+/g, ' '))}\``;
  if (source === 'command') return `The command \`${shown(query)}\``;
  return name === undefined ? `A query of \`${shown(file)}\`` : `The query \`${shown(name)}\` of \`${shown(file)}\``;
}
