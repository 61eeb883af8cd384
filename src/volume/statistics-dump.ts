import type { FuncCall, Node } from '@pgsql/types';
import { failure, success } from '../domain/errors.ts';
import type { Failure, Result } from '../domain/errors.ts';
import type { ColumnProfile, Profile, TableProfile } from '../domain/profile.ts';
import { shown } from '../domain/safety.ts';
import { objectName, stringOf } from '../sql/names.ts';
import { constantText, eachNode } from '../sql/nodes.ts';
import { parseScript } from '../sql/parse.ts';
import { splitPieces } from '../sql/pieces.ts';

/** What is taken of a call; common values and bounds are in it too, and none of them is looked at. */
const wanted = new Set([
  ...['version', 'schemaname', 'relname', 'attname', 'inherited', 'relpages', 'reltuples', 'relallvisible'],
  ...['null_frac', 'avg_width', 'n_distinct', 'correlation', 'most_common_freqs'],
]);
type Told = ReadonlyMap<string, string>;

const blockBytes = 8192;

/** A table or an index: the dump does not say which. */
interface Relation {
  rows?: number;
  bytes?: number;
  /** Only a table has columns by name, or pages that all can see. */
  table: boolean;
  readonly columns: Map<string, ColumnProfile>;
}

/**
 * Reads what `pg_dump --statistics-only` writes (Postgres 18) as a profile. It says no date, so that it lowers no
 * finding. The parser must have been loaded. Problem: bad-profile.
 */
export function profileOfStatistics(text: string, file: string): Result<Profile> {
  const relations = new Map<string, Relation>();
  const versions = new Set<number>();
  for (const { kind, start, end } of splitPieces(text)) {
    const sql = text.slice(start, end);
    if (kind === 'psql-command' || !/\bpg_restore_(relation|attribute)_stats\b/i.test(sql)) continue;
    const parsed = parseScript(file, sql);
    if (!parsed.ok || parsed.value.problems.length > 0)
      return unreadable(file, text.slice(0, start).split('\n').length);
    for (const told of parsed.value.statements.flatMap(({ node }) => calls(node))) {
      versions.add(numberOf(told, 'version', 0, 1_000_000) ?? 0);
      take(relations, told);
    }
  }
  const tables = [...relations].filter(([, { table }]) => table);
  if (tables.length === 0) return none(file);
  const postgres = Math.floor(Math.max(...versions) / 10_000);
  return success({
    tables: new Map(tables.map(([name, relation]) => [name, tableOf(relation)])),
    queries: [],
    ...(postgres > 0 && { postgres }),
  });
}

function take(relations: Map<string, Relation>, told: Told): void {
  const name = objectName({ schema: told.get('schemaname') ?? '', name: told.get('relname') ?? '' });
  const relation = relations.get(name) ?? { table: false, columns: new Map<string, ColumnProfile>() };
  relations.set(name, relation);
  const column = told.get('attname');
  if (column !== undefined) {
    relation.table = true;
    // Those of a parent with its children stand in where there are none of the table alone.
    if (told.get('inherited') !== 't' || !relation.columns.has(column)) relation.columns.set(column, columnOf(told));
    return;
  }
  const rows = numberOf(told, 'reltuples', 0, Number.MAX_SAFE_INTEGER);
  const pages = numberOf(told, 'relpages', 0, 2 ** 32);
  if (rows !== undefined) relation.rows = rows;
  if (pages !== undefined) relation.bytes = pages * blockBytes;
  if ((numberOf(told, 'relallvisible', 0, 2 ** 32) ?? 0) > 0) relation.table = true;
}

const tableOf = ({ rows, bytes, columns }: Relation): TableProfile => ({
  ...(rows !== undefined && { rows }),
  ...(bytes !== undefined && { bytes }),
  ...(columns.size > 0 && { columns }),
});

function columnOf(told: Told): ColumnProfile {
  const nullFraction = numberOf(told, 'null_frac', 0, 1);
  const distinct = numberOf(told, 'n_distinct', -1, Number.MAX_SAFE_INTEGER);
  const width = numberOf(told, 'avg_width', 0, 2 ** 32);
  const correlation = numberOf(told, 'correlation', -1, 1);
  const frequencies = sharesOf(told.get('most_common_freqs'));
  return {
    ...(nullFraction !== undefined && { nullFraction }),
    // 0 is Postgres's word for not known.
    ...(distinct !== undefined && distinct !== 0 && { distinct }),
    ...(width !== undefined && { width }),
    ...(correlation !== undefined && { correlation }),
    ...(frequencies.length > 0 && { frequencies }),
  };
}

function calls(node: Node): readonly Told[] {
  const found: Told[] = [];
  eachNode(node, (kind, body) => {
    if (kind !== 'FuncCall') return;
    const { funcname, args = [] } = body as FuncCall;
    if (/^pg_restore_(relation|attribute)_stats$/.test(stringOf(funcname?.at(-1)))) found.push(toldBy(args));
  });
  return found;
}

/** Names and values in turn: 'reltuples', '100'::real. */
function toldBy(args: readonly Node[]): Told {
  const told = new Map<string, string>();
  for (let at = 0; at + 1 < args.length; at += 2) {
    const name = constantText(args[at]) ?? '';
    const value = wanted.has(name) ? constantText(args[at + 1]) : undefined;
    if (value !== undefined) told.set(name, value);
  }
  return told;
}

const mostShares = 10;

/** `{0.3,0.05}`. */
function sharesOf(list: string | undefined): readonly number[] {
  const shares = (list ?? '')
    .replace(/^\{|\}$/g, '')
    .split(',')
    .slice(0, mostShares)
    .map(Number.parseFloat);
  return shares.every((share) => share >= 0 && share <= 1) ? shares : [];
}

function numberOf(told: Told, name: string, least: number, most: number): number | undefined {
  const text = told.get(name) ?? '';
  const value = Number(text);
  return text.trim() !== '' && value >= least && value <= most ? value : undefined;
}

/** Without a word of the file: it is full of production's values. */
const unreadable = (file: string, line: number): Failure =>
  failure({
    code: 'bad-profile',
    says: `${shown(file)}:${line} cannot be read as a call of pg_restore_relation_stats or pg_restore_attribute_stats.`,
    advice: 'Write it again with pg_dump --statistics-only, of Postgres 18 or newer.',
    file,
    line,
  });

const none = (file: string): Failure =>
  failure({
    code: 'bad-profile',
    says: `${shown(file)} holds no statistics of a table, so production’s row counts are not known.`,
    advice: 'Write it with pg_dump --statistics-only, of Postgres 18 or newer, after an ANALYZE.',
    file,
  });
