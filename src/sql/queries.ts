import type { InsertStmt, Node } from '@pgsql/types';
import { queryKinds } from './constants.ts';
import { writtenName } from './names.ts';
import type { WrittenName } from './names.ts';
import { eachNode } from './nodes.ts';
import { parseText } from './parser.ts';
import { splitPieces } from './pieces.ts';
import { numbered } from './query-parameters.ts';

/** One query of an application. */
export interface ApplicationQuery {
  /** With `$1`, `$2`, … where the application fills in its values. */
  readonly sql: string;
  /** Reading is planned; what changes rows is run as well, and rolled back. */
  readonly does: 'reads' | 'changes';
}

/** A query of a file, by the name that a comment before it gives. */
export interface NamedQuery extends ApplicationQuery {
  readonly name?: string;
}

/** What a text is that should be one query; undefined where it is another statement, several, or cannot be read. */
export function applicationQuery(sql: string): ApplicationQuery | undefined {
  const parsed = parseText(sql);
  if (parsed.kind !== 'parsed' || parsed.statements.length !== 1) return undefined;
  const [node] = parsed.statements.map((statement) => statement.node);
  const kind = node === undefined ? '' : (Object.keys(node)[0] ?? '');
  if (node === undefined || !queryKinds.includes(kind)) return undefined;
  return { sql, does: kind === 'SelectStmt' && !changesInside(node) ? 'reads' : 'changes' };
}

/** Whether it asks for all columns of a table, whichever they are: `SELECT *`, `RETURNING o.*`. */
export function selectsAll(sql: string): boolean {
  const parsed = parseText(sql);
  let found = false;
  if (parsed.kind === 'parsed') eachNode(parsed.statements, (kind) => (found ||= kind === 'A_Star'));
  return found;
}

/** The tables that it inserts rows into, as it names them. */
export function insertsInto(sql: string): readonly WrittenName[] {
  const parsed = parseText(sql);
  const found: WrittenName[] = [];
  if (parsed.kind !== 'parsed') return found;
  eachNode(parsed.statements, (kind, body) => {
    const { relation } = kind === 'InsertStmt' ? (body as InsertStmt) : {};
    if (relation) found.push(writtenName(relation));
  });
  return found;
}

const changing = queryKinds.filter((kind) => kind !== 'SelectStmt');

/** `WITH gone AS (DELETE … RETURNING …) SELECT …`. */
function changesInside(node: Node): boolean {
  const inner = Object.values(node)[0] as { readonly withClause?: { readonly ctes?: readonly Node[] } } | undefined;
  const bodies = (inner?.withClause?.ctes ?? []).map(
    (one) => (one as { readonly CommonTableExpr?: { readonly ctequery?: Node } }).CommonTableExpr?.ctequery,
  );
  return bodies.some((body) => body !== undefined && changing.includes(Object.keys(body)[0] ?? ''));
}

export interface QueryFile {
  readonly queries: readonly NamedQuery[];
  /** Pieces that are no query which Postgres's parser reads. */
  readonly others: number;
}

/**
 * The queries of a file that an application keeps them in: sqlc's (`@id`, `sqlc.arg(id)`, `sqlc.embed(users)`), those
 * of pgtyped, HugSQL and their kin (`:id`), of Python's and Java's drivers (`%(id)s`, `%s`, `?`), or plain ones (`$1`).
 * The parser must have been loaded.
 */
export function queriesIn(text: string): QueryFile {
  const queries: NamedQuery[] = [];
  let others = 0;
  let behind = 0;
  for (const { kind, start, end } of splitPieces(text)) {
    const name = nameIn(text.slice(behind, start));
    behind = end;
    const query = kind === 'sql' ? readQuery(text.slice(start, end)) : undefined;
    if (query) queries.push({ ...query, ...(name !== undefined && { name }) });
    else others += 1;
  }
  return { queries, others };
}

/** `data ? 'key'` is an operator: a `?` is a parameter only where the parser refuses it as anything else. */
const readQuery = (text: string): ApplicationQuery | undefined =>
  applicationQuery(numbered(text, 'names')) ?? applicationQuery(numbered(text, 'markers'));

/** `-- name: GetUser :one`, `-- :name get-user`, `/* @name GetUser *\/`; the last one before the query counts. */
const names = /(?:--|\/\*)\s*[@:]?name:?[ \t]+([\w.-]+)/g;
const nameIn = (before: string): string | undefined => [...before.matchAll(names)].at(-1)?.[1];
