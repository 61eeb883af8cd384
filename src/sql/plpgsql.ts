import { expressionText } from './expression.ts';
import { as, constantText } from './nodes.ts';
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

/** EXECUTE of a constant is as readable as the SQL itself. */
function dynamic(expression: string): BodyPart {
  const parsed = parseText(`select ${expression}`);
  const select = parsed.kind === 'parsed' ? as('SelectStmt', parsed.statements[0]?.node) : undefined;
  const value = as('ResTarget', select?.targetList?.[0])?.val;
  const text = constantText(value);
  if (text !== undefined) return { kind: 'sql', sql: text };
  return { kind: 'opaque', expression: value ? expressionText(value) : expression };
}
