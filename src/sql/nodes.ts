import type { ColumnRef, DefElem, FuncCall, Node, RangeVar, SelectStmt } from '@pgsql/types';
import { fromParts, stringOf, stringsOf, writtenName } from './names.ts';
import type { WrittenName } from './names.ts';

/** Names of node kinds: `SelectStmt`, `AlterTableStmt`, … */
export type Kind = Node extends infer One ? (One extends unknown ? keyof One : never) : never;
export type Body<K extends Kind> = Node extends infer One
  ? One extends Record<K, infer Inner>
    ? Inner
    : never
  : never;

export function kindOf(node: Node): string {
  for (const kind in node) return kind;
  return '';
}

export const bodyOf = (node: Node): unknown => Object.values(node)[0];

/** A copy without some of its keys. */
export function without<Whole extends object, Key extends keyof Whole>(
  whole: Whole,
  ...keys: readonly Key[]
): Omit<Whole, Key> {
  const gone = new Set<string>(keys.map(String));
  return Object.fromEntries(Object.entries(whole).filter(([key]) => !gone.has(key))) as Omit<Whole, Key>;
}

/** The body of a node of that kind, undefined for any other. */
export function as<K extends Kind>(kind: K, node: Node | undefined): Body<K> | undefined {
  return node && kind in node ? (node as unknown as Record<K, Body<K>>)[kind] : undefined;
}

export function all<K extends Kind>(kind: K, nodes: readonly Node[] | undefined): readonly Body<K>[] {
  return (nodes ?? []).map((node) => as(kind, node)).filter((body) => body !== undefined);
}

/** Calls `visit` for every node below a value, parents first. */
export function eachNode(value: unknown, visit: (kind: string, body: unknown) => void): void {
  if (Array.isArray(value)) for (const item of value) eachNode(item, visit);
  else if (typeof value === 'object' && value !== null) {
    for (const key in value) {
      const child: unknown = (value as Readonly<Record<string, unknown>>)[key];
      // Node kinds are capitalised, fields are not.
      if (key.charCodeAt(0) < 97) visit(key, child);
      eachNode(child, visit);
    }
  }
}

/** Relations read below a query, names of its WITH queries left out. */
export function relationsIn(query: unknown): readonly WrittenName[] {
  const found: WrittenName[] = [];
  const withNames = new Set<string>();
  eachNode(query, (kind, body) => {
    if (kind === 'RangeVar') found.push(writtenName(body as RangeVar));
    if (kind === 'CommonTableExpr') withNames.add((body as { ctename?: string }).ctename ?? '');
  });
  return found.filter(({ schema, name }) => schema !== undefined || !withNames.has(name));
}

export function functionsIn(expression: unknown): readonly WrittenName[] {
  const found: WrittenName[] = [];
  eachNode(expression, (kind, body) => {
    if (kind === 'FuncCall') found.push(fromParts(stringsOf((body as FuncCall).funcname)));
  });
  return found;
}

/** Column names written below an expression, without their tables. */
export function columnsIn(expression: unknown): readonly string[] {
  const found = new Set<string>();
  eachNode(expression, (kind, body) => {
    const name = kind === 'ColumnRef' ? stringOf((body as ColumnRef).fields?.at(-1)) : '';
    if (name) found.add(name);
  });
  return [...found];
}

/** The text of a constant: 'x' → x, 5 → 5, true → true. Undefined for anything else, NULL too. */
export function constantText(node: Node | undefined): string | undefined {
  const cast = as('TypeCast', node);
  if (cast) return constantText(cast.arg);
  const constant = as('A_Const', node);
  if (constant?.sval) return constant.sval.sval ?? '';
  if (constant?.ival) return String(constant.ival.ival ?? 0);
  if (constant?.fval) return constant.fval.fval ?? '';
  if (constant?.boolval) return String(constant.boolval.boolval ?? false);
  return node && 'String' in node ? stringOf(node) : undefined;
}

export const option = (options: readonly Node[] | undefined, name: string): DefElem | undefined =>
  all('DefElem', options).find(({ defname }) => defname === name);

/** Whether `(CONCURRENTLY)`, `(FULL true)` and the like are switched on. */
export function switchedOn(options: readonly Node[] | undefined, name: string): boolean {
  const found = option(options, name);
  return found !== undefined && !['false', 'off', '0'].includes(constantText(found.arg) ?? 'true');
}

/** Calls in the select list and FROM of a query without tables: `select set_config(…)`, `select backfill()`. */
export function calledBy(query: SelectStmt): readonly FuncCall[] {
  const found: FuncCall[] = [];
  eachNode([query.targetList, query.fromClause], (kind, body) => {
    if (kind === 'FuncCall') found.push(body as FuncCall);
  });
  return found;
}
