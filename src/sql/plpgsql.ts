import { expressionText } from './expression.ts';
import { foldedText } from './fold.ts';
import { as } from './nodes.ts';
import { parsePlpgsql, parseText } from './parser.ts';

/** What a PL/pgSQL body would run, in the order it is written: every branch, every loop once. */
export type BodyPart =
  | { readonly kind: 'sql'; readonly sql: string }
  | { readonly kind: 'opaque'; readonly expression: string }
  | { readonly kind: 'commit' };

/** Undefined: the body is in another language or cannot be read. `statement` is the whole DO or CREATE FUNCTION. */
export function bodyParts(statement: string): readonly BodyPart[] | undefined {
  const tree = parsePlpgsql(statement);
  if (tree === undefined) return undefined;
  const parts: BodyPart[] = [];
  collect(tree, parts);
  return parts;
}

function collect(value: unknown, parts: BodyPart[]): void {
  if (Array.isArray(value)) for (const item of value) collect(item, parts);
  else if (isObject(value)) for (const [key, child] of Object.entries(value)) collectNode(key, child, parts);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Statements whose SQL runs as it stands, by the field that holds it. */
const sqlFields: Readonly<Record<string, string>> = {
  PLpgSQL_stmt_execsql: 'sqlstmt',
  PLpgSQL_stmt_perform: 'expr',
  PLpgSQL_stmt_call: 'expr',
  PLpgSQL_stmt_fors: 'query',
  PLpgSQL_stmt_return_query: 'query',
};

const dynamicFields: Readonly<Record<string, string>> = {
  PLpgSQL_stmt_dynexecute: 'query',
  PLpgSQL_stmt_dynfors: 'query',
};

function collectNode(key: string, child: unknown, parts: BodyPart[]): void {
  const sql = queryOf(child, sqlFields[key]);
  const made = queryOf(child, dynamicFields[key]);
  if (sql !== undefined) parts.push({ kind: 'sql', sql });
  if (made !== undefined) parts.push(dynamic(made));
  if (key === 'PLpgSQL_stmt_commit' || key === 'PLpgSQL_stmt_rollback') parts.push({ kind: 'commit' });
  collect(child, parts);
}

function queryOf(body: unknown, field: string | undefined): string | undefined {
  const holder = field !== undefined && isObject(body) ? body[field] : undefined;
  const expression = isObject(holder) ? holder['PLpgSQL_expr'] : undefined;
  const query = isObject(expression) ? expression['query'] : undefined;
  return typeof query === 'string' ? query : undefined;
}

/** EXECUTE of a constant, or of what constants make, is as readable as the SQL itself. */
function dynamic(expression: string): BodyPart {
  const parsed = parseText(`select ${expression}`);
  const select = parsed.kind === 'parsed' ? as('SelectStmt', parsed.statements[0]?.node) : undefined;
  const value = as('ResTarget', select?.targetList?.[0])?.val;
  const text = foldedText(value);
  if (text !== undefined) return { kind: 'sql', sql: text };
  return { kind: 'opaque', expression: value ? expressionText(value) : expression };
}

/** What a PL/pgSQL body names, whether it runs or not. */
export interface BodyNames {
  /** Queries and expressions as SELECT, INSERT and the like; assignments without their left side. */
  readonly texts: readonly string[];
  /** Columns of NEW and OLD. */
  readonly rowFields: readonly string[];
}

/** Undefined: the body is in another language or cannot be read. */
export function bodyNames(statement: string): BodyNames | undefined {
  const tree = parsePlpgsql(statement);
  if (tree === undefined) return undefined;
  const texts: string[] = [];
  collectTexts(tree, texts);
  return { texts, rowFields: [...new Set(fieldsOfRow(tree))] };
}

/** PL/pgSQL's own parse modes: 0 a whole statement, 2 an expression, from 3 on an assignment. */
function collectTexts(value: unknown, texts: string[]): void {
  if (Array.isArray(value)) for (const item of value) collectTexts(item, texts);
  else if (isObject(value)) {
    const { query, parseMode } = value;
    if (typeof query === 'string') {
      const mode = Number(parseMode ?? 0);
      texts.push(mode < 2 ? query : `SELECT ${mode === 2 ? query : query.slice(query.indexOf('=') + 1)}`);
    }
    for (const child of Object.values(value)) collectTexts(child, texts);
  }
}

/** PL/pgSQL lists every variable it knows; a field of a record says which of them is the record. */
function fieldsOfRow(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(fieldsOfRow);
  if (!isObject(value)) return [];
  const data = value['datums'];
  if (!Array.isArray(data)) return Object.values(value).flatMap(fieldsOfRow);
  const named = (one: unknown, kind: string): Readonly<Record<string, unknown>> | undefined => {
    const body = isObject(one) ? one[kind] : undefined;
    return isObject(body) ? body : undefined;
  };
  return data.flatMap((one) => {
    const field = named(one, 'PLpgSQL_recfield');
    const record = field && named(data[Number(field['recparentno'] ?? 0)], 'PLpgSQL_rec')?.['refname'];
    return (record === 'new' || record === 'old') && typeof field?.['fieldname'] === 'string'
      ? [field['fieldname']]
      : [];
  });
}
