import type { Node } from '@pgsql/types';
import type { TransactionMode } from '../../domain/migration.ts';
import { isBookkeeping, isTalk, written } from './bookkeeping.ts';
import type { Said, Unit } from './units.ts';

/** What one migration was heard to send, as a script that sends the same. */
export interface Recounted {
  readonly path: string;
  readonly transaction: TransactionMode;
  readonly text: string;
}

/** A migration file, by which its tool tells it apart in its journal. */
export interface Candidate {
  readonly path: string;
  readonly version: string;
}

interface Part {
  readonly said: Said;
  readonly unit: Unit;
}

/** Of files that are not known as migrations. */
const nameless = { path: 'the history that migrations.command runs' };

/** Tells that it has begun before the first statement, and names it once. */
const writtenBefore = new Set(['_prisma_migrations']);

/**
 * Which statements are whose: a tool writes a migration down in its journal once it has run. Where no journal is heard
 * of, they belong to the first migration that none told of.
 * @param journals whose statements are left out; `kept` keeps all that leaves anything behind.
 */
export function recount(
  units: readonly Unit[],
  files: readonly Candidate[],
  journals: ReadonlySet<string> | 'kept' = journalsIn(units, files),
): readonly Recounted[] {
  const told = new Map<string, Part[]>();
  let waiting: Part[] = [];
  let begun: string | undefined;
  const give = (path: string | undefined): void => {
    if (path === undefined) return;
    told.set(path, [...(told.get(path) ?? []), ...waiting]);
    waiting = [];
  };
  for (const unit of units) {
    for (const said of unit.statements) {
      const mark = said.node && markIn(said.node, files);
      if (mark && writtenBefore.has(mark.table)) {
        give(begun);
        begun = mark.path;
        if (journals === 'kept') waiting.push({ said, unit });
      } else if (mark) {
        if (journals === 'kept') waiting.push({ said, unit });
        give(mark.path);
      } else if (!said.node || !leftOut(said.node, journals)) waiting.push({ said, unit });
    }
  }
  if (waiting.length > 0) give(begun ?? (files.find(({ path }) => !told.has(path)) ?? files.at(-1) ?? nameless).path);
  const silent = files.filter(({ path }) => !told.has(path)).map(({ path }) => [path, []] as const);
  const all = [...told, ...silent];
  return all.map(([path, parts]) => ({ path, ...scriptOf(parts, all) }));
}

const leftOut = (node: Node, journals: ReadonlySet<string> | 'kept'): boolean =>
  journals === 'kept' ? isTalk(node) : isBookkeeping(node, journals);

/** Tables in which migrations are written down. */
export const journalsIn = (units: readonly Unit[], files: readonly Candidate[]): ReadonlySet<string> =>
  new Set(marksIn(units, files).map(({ table }) => table));

/** The migrations that were written down as done, in that order. */
export const doneIn = (units: readonly Unit[], files: readonly Candidate[]): readonly string[] =>
  marksIn(units, files).map(({ path }) => path);

const marksIn = (units: readonly Unit[], files: readonly Candidate[]): readonly Mark[] =>
  units.flatMap(({ statements }) => statements.flatMap(({ node }) => (node && markIn(node, files)) ?? []));

interface Mark {
  readonly path: string;
  readonly table: string;
}

/** A row that names a migration. */
function markIn(
  node: Node,
  files: readonly Candidate[],
): { readonly path: string; readonly table: string } | undefined {
  const row = written(node);
  if (!row) return undefined;
  const named = files.filter((file) => row.values.some((value) => names(value, file)));
  // Applications of one project may have migrations of the same name: the journal names the application too.
  const best = named.find(({ path }) => path.split('/').some((part) => row.values.includes(part))) ?? named[0];
  return best && { path: best.path, table: row.table };
}

/** By its file's name, with or without folder and ending, or by a version that is no mere number. */
function names(value: string, { path, version }: Candidate): boolean {
  const file = path.slice(path.lastIndexOf('/') + 1);
  const bare = value.slice(value.lastIndexOf('/') + 1);
  const stem = file.replace(/\.[^.]+$/, '');
  return bare !== '' && (bare === file || bare === stem || (version.length >= 6 && bare === version));
}

function scriptOf(
  parts: readonly Part[],
  all: readonly (readonly [string, readonly Part[]])[],
): Pick<Recounted, 'transaction' | 'text'> {
  const units = [...new Set(parts.map(({ unit }) => unit))];
  const [only] = units;
  const others = all.flatMap(([, some]) => (some === parts ? [] : some));
  const shared = units.filter((unit) => others.some((part) => part.unit === unit));
  if (units.length === 1 && only && shared.length === 1) return { transaction: 'all-pending', text: joined(parts) };
  if (units.length === 1 && only) return { transaction: modeOf(only), text: joined(parts) };
  return { transaction: 'per-statement', text: units.map((unit) => framed(unit, parts)).join('') };
}

const modeOf = ({ kind, statements }: Unit): TransactionMode => {
  if (kind === 'transaction') return 'per-file';
  return statements.length > 1 ? 'one-message' : 'per-statement';
};

/** Several transactions of one migration are told with their own BEGIN and COMMIT. */
function framed(unit: Unit, parts: readonly Part[]): string {
  const own = parts.filter((part) => part.unit === unit);
  const together = unit.kind === 'transaction' || own.length > 1;
  return together ? `BEGIN;\n${joined(own)}COMMIT;\n` : joined(own);
}

const joined = (parts: readonly Part[]): string => parts.map(({ said }) => `${said.sql}${stop(said.sql)}`).join('');

/** A remark at the end of the last line would swallow the semicolon. */
const stop = (sql: string): string => (/--[^\n]*$/.test(sql) ? '\n;\n' : ';\n');
