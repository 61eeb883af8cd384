import type { MigrationFile } from '../domain/migration.ts';
import type { Report } from '../domain/report.ts';
import { stepsOf } from '../rehearsal/run/script.ts';

/**
 * The lines of a migration's code (from 1) that statements most likely come from, by the words that both have. Code is
 * mostly run from top to bottom: among all rising choices of lines it is the best one.
 */
export function sourceLines(source: string, statements: readonly string[]): readonly number[] {
  const lines = source.split('\n').slice(0, mostLines);
  const words = lines.map(wordsOf);
  /** By statement and line: how well all up to here can lie no lower than this line, and where the last one lies then. */
  const best: { readonly score: number; readonly line: number }[][] = [];
  for (const sql of statements) {
    const own = wordsOf(sql);
    const verbatim = verbatimLine(lines, sql);
    const above = best.at(-1);
    const row: { readonly score: number; readonly line: number }[] = [];
    for (const [line, here] of words.entries()) {
      const like = [...own].filter((word) => here.has(word)).length + (line === verbatim ? surely : 0);
      const score = (above?.[line]?.score ?? 0) + like;
      const before = row.at(-1);
      row.push(before && before.score >= score ? before : { score, line });
    }
    best.push(row);
  }
  let last = lines.length - 1;
  return best
    .toReversed()
    .map((row) => (last = row[last]?.line ?? 0) + 1)
    .toReversed();
}

const mostLines = 5_000;
/** More than any number of words. */
const surely = 1_000;

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase();

/** From 0: where the statement stands as it was sent. */
function verbatimLine(lines: readonly string[], sql: string): number | undefined {
  // Values may have come as parameters.
  const start = plain(sql.split("'")[0] ?? '').slice(0, 40);
  const from = (at: number): string => plain(lines.slice(at, at + 6).join(' '));
  const found =
    start.length < 12 ? -1 : lines.findIndex((_, at) => from(at).includes(start) && !from(at + 1).includes(start));
  return found < 0 ? undefined : found;
}

/** Names that may be those of tables, columns and indexes: SQL’s own words are left out by their length or commonness. */
const wordsOf = (text: string): ReadonlySet<string> =>
  new Set((text.match(/[A-Za-z_]\w{2,}/g) ?? []).map((word) => word.toLowerCase()).filter((word) => !common.has(word)));

const common = new Set(
  `alter table create index unique add column drop not null default primary key foreign references constraint public
  set type using where update insert into values delete from and the for concurrently text integer bigint varchar
  boolean timestamp timestamptz date with time zone varying character int`.split(/\s+/),
);

type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [key: string]: Json };

/**
 * A report whose places in what the command was heard to send are those of the migrations' code: lines are guessed from
 * the words that both have, columns say nothing.
 */
export function inSource(report: Report, heard: readonly Pick<MigrationFile, 'path' | 'text' | 'up'>[]): Report {
  const files = new Map(heard.map((file) => [file.path, placesOf(file)]));
  if (files.size === 0) return report;
  // The report’s short sentences name the file without its folder.
  const short = [...files].map(([path, places]) => [path.slice(path.lastIndexOf('/') + 1), places] as const);
  const byName = new Map([...short, ...files]);
  const longestFirst = [...byName.keys()].toSorted((a, b) => b.length - a.length);
  const named = new RegExp(`(${longestFirst.map(escaped).join('|')}):(\\d+)`, 'g');
  const moved = (value: Json): Json => {
    if (typeof value === 'string')
      return value.replace(
        named,
        (_, path: string, line: string) => `${path}:${byName.get(path)?.(Number(line)) ?? 1}`,
      );
    if (Array.isArray(value)) return value.map((item: Json) => moved(item));
    if (typeof value !== 'object' || value === null) return value;
    const all = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, moved(item)]));
    return placed(all, files);
  };
  return moved(report as unknown as Json) as unknown as Report;
}

const escaped = (path: string): string => path.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

function placed(
  value: Readonly<Record<string, Json>>,
  files: ReadonlyMap<string, (line: number) => number>,
): Readonly<Record<string, Json>> {
  const { file, line } = value;
  const places = typeof file === 'string' ? files.get(file) : undefined;
  if (places === undefined || typeof line !== 'number') return value;
  // “(line 3)” is one of the finding's own file; an edit would be one of what was heard.
  const texts = Object.entries(value).map(([key, item]) => [
    key,
    typeof item === 'string' && key !== 'sql'
      ? item.replace(/\bline (\d+)\b(?! of)/g, (_, at: string) => `line ${places(Number(at))}`)
      : item,
  ]);
  const rest = Object.fromEntries(texts.filter(([key]) => key !== 'edit')) as Readonly<Record<string, Json>>;
  const place = places(line);
  return { ...rest, line: place, ...('column' in value && { column: 1, endLine: place, endColumn: 1 }) };
}

/** From a line of what was heard to a line of the source. */
function placesOf({ path, text, up = '' }: Pick<MigrationFile, 'path' | 'text' | 'up'>): (line: number) => number {
  const steps = stepsOf(path, up);
  const sent = steps.ok ? steps.value : [];
  const lines = sourceLines(
    text,
    sent.map(({ sql }) => sql),
  );
  return (line) => lines[sent.findLastIndex((step) => step.line <= line)] ?? 1;
}
