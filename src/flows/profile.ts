import { profileAge } from '../config/profile-age.ts';
import { parseProfile } from '../config/profile.ts';
import { failure, success } from '../domain/errors.ts';
import type { Result } from '../domain/errors.ts';
import { counted, duration } from '../domain/figures.ts';
import type { Profile } from '../domain/profile.ts';
import type { Clock } from '../ports/clock.ts';
import type { StatisticsSource } from '../ports/statistics.ts';
import { normalisedOrNot } from '../sql/constants.ts';
import { loadParser } from '../sql/parse.ts';
import { profileSql } from '../volume/profile/sql.ts';
import type { ProfileQuestion } from '../volume/profile/sql.ts';

export interface TakenProfile {
  /** The document, laid out so that its changes can be read. */
  readonly text: string;
  readonly profile: Profile;
}

/** Asks production for its profile; `byHand` is what only people know. What the query let through is read once more, with Postgres's own parser. */
export async function takeProfile(
  source: StatisticsSource,
  question: ProfileQuestion,
  byHand: Pick<Profile, 'durations'> = {},
): Promise<Result<TakenProfile>> {
  const answer = await source.ask(profileSql(question));
  if (!answer.ok) return answer;
  await loadParser();
  const document = { ...withoutConstants(JSON.parse(answer.value)), ...byHand };
  const text = layOut(document);
  const profile = parseProfile(text, 'the profile');
  return profile.ok ? success({ text, profile: profile.value }) : failure({ ...profile.problem, advice: tellUs });
}

const tellUs = 'This is a mistake of Migration Rehearsal: please report it with this sentence.';

function withoutConstants(document: unknown): object {
  if (typeof document !== 'object' || document === null) return {};
  if (!('queries' in document)) return document;
  const { queries } = document;
  if (!Array.isArray(queries)) return document;
  return { ...document, queries: queries.filter((query: unknown) => isHarmless(query)) };
}

const isHarmless = (query: unknown): boolean =>
  typeof query === 'object' &&
  query !== null &&
  'sql' in query &&
  typeof query.sql === 'string' &&
  ['clean', 'unreadable'].includes(normalisedOrNot(query.sql));

/** A line for each thing that changes by itself: a figure of the server, a column, an index, a query. */
export function layOut(value: unknown, depth = 0): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const [open, close] = Array.isArray(value) ? (['[', ']'] as const) : (['{', '}'] as const);
  const parts: readonly (readonly [string, unknown])[] = Array.isArray(value)
    ? value.map((one: unknown) => ['', one] as const)
    : Object.entries(value).map(([key, one]) => [`${JSON.stringify(key)}: `, one] as const);
  const nested = parts.some(([, one]) => typeof one === 'object' && one !== null);
  if (parts.length === 0 || depth > 3 || (depth > 1 && !nested)) {
    const blank = open === '{' && parts.length > 0 ? ' ' : '';
    return open + blank + parts.map(([key, one]) => key + layOut(one, depth + 1)).join(', ') + blank + close;
  }
  const indent = '  '.repeat(depth);
  const lines = parts.map(([key, one]) => `${indent}  ${key}${layOut(one, depth + 1)}`);
  return `${open}\n${lines.join(',\n')}\n${indent}${close}${depth === 0 ? '\n' : ''}`;
}

/** “214 tables, 37 queries that make 97 % of the calls; taken 3 days ago”. */
export function profileInWords(profile: Profile, clock: Clock): string {
  const age = profileAge(profile, clock.now());
  const queries = profile.queries.length === 0 ? 'no queries' : counted(profile.queries.length, 'query', 'queries');
  const when = age === undefined ? 'it does not say when it was taken' : `taken ${duration(age)} ago`;
  return `${counted(profile.tables.size, 'table')}, ${queries}; ${when}`;
}

/** What the reader should do about it before it is committed; a sentence each. */
export async function remarksOnProfile({ queries, missing, takenAt }: Profile): Promise<readonly string[]> {
  await loadParser();
  const telling = queries.filter(({ sql }) => ['has-constants', 'no-query'].includes(normalisedOrNot(sql)));
  return [
    ...Object.entries(missing ?? {}).map(([what, why]) => `Incomplete: ${what} (${why}).`),
    ...(telling.length === 0
      ? []
      : [
          `${counted(telling.length, 'query', 'queries')} may hold values of rows, such as number ${queries.indexOf(telling[0] ?? { sql: '' }) + 1}: remove them before you commit the profile.`,
        ]),
    ...(takenAt === undefined ? ['Without "takenAt" the profile counts as stale and lowers no finding.'] : []),
  ];
}
