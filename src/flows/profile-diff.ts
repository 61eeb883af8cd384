import { counted, duration, grouped } from '../domain/figures.ts';
import type { Profile } from '../domain/profile.ts';

/** From which factor on a table counts as grown or shrunk. */
const notable = 1.1;
const most = 30;

/** What changed since an older profile, for people: tables that grew, came and went, queries that came. */
export function profileDiff(before: Profile, after: Profile): string {
  const parts = [
    part(
      'Grown',
      sized(before, after, ({ was, now }) => now > was * notable),
    ),
    part(
      'Shrunk',
      sized(before, after, ({ was, now }) => was > now * notable),
    ),
    part('New tables', onlyIn(after, before)),
    part('Gone tables', onlyIn(before, after)),
    part('New queries', newQueries(before, after)),
  ].filter((text) => text !== '');
  const since = before.takenAt === undefined ? 'an older profile' : new Date(before.takenAt).toISOString().slice(0, 10);
  const age =
    before.takenAt === undefined || after.takenAt === undefined || after.takenAt <= before.takenAt
      ? ''
      : ` (${duration(after.takenAt - before.takenAt)})`;
  const head = `Production since ${since}${age}`;
  return parts.length === 0 ? `${head}: nothing notable changed.\n` : `${head}\n\n${parts.join('\n')}`;
}

function part(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const more = lines.length > most ? [`and ${grouped(lines.length - most)} more`] : [];
  return `${title}\n${[...lines.slice(0, most), ...more].map((line) => `  ${line}\n`).join('')}`;
}

interface Sizes {
  readonly was: number;
  readonly now: number;
}

/** Tables whose rows changed as asked for, the largest difference first. */
const sized = (before: Profile, after: Profile, changed: (rows: Sizes) => boolean): readonly string[] =>
  [...after.tables]
    .flatMap(([name, { rows: now }]) => {
      const was = before.tables.get(name)?.rows;
      return was === undefined || now === undefined || !changed({ was, now }) ? [] : [{ name, was, now }];
    })
    .sort((one, other) => Math.abs(other.now - other.was) - Math.abs(one.now - one.was))
    .map(({ name, was, now }) => `${name}: ${grouped(was)} → ${counted(now, 'row')}${change(was, now)}`);

function change(was: number, now: number): string {
  if (was === 0 || now === 0) return '';
  if (now >= 3 * was) return ` (${grouped(now / was)} times as many)`;
  return ` (${now > was ? '+' : '−'}${grouped(Math.abs(now / was - 1) * 100)} %)`;
}

const onlyIn = ({ tables }: Profile, other: Profile): readonly string[] =>
  [...tables]
    .filter(([name]) => !other.tables.has(name))
    .map(([name, { rows }]) => (rows === undefined ? name : `${name}: ${counted(rows, 'row')}`));

const newQueries = (before: Profile, after: Profile): readonly string[] => {
  const known = new Set(before.queries.map(({ sql }) => sql));
  return after.queries
    .filter(({ sql }) => !known.has(sql))
    .map(({ sql, callsPerSecond }) => `${oneLine(sql)}${callsPerSecond === undefined ? '' : ` (${callsPerSecond}/s)`}`);
};

const oneLine = (sql: string): string => {
  const text = sql.replace(/\s+/g, ' ');
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
};
