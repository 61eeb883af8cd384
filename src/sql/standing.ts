import type { Node, TypeName } from '@pgsql/types';
import { keyOf } from './catalog.ts';
import type { Catalog, Column, Relation } from './model.ts';
import { fromParts, quotedParts, stringsOf } from './names.ts';
import { as, constantText, eachNode, functionsIn } from './nodes.ts';
import type { WrittenName } from './names.ts';
import { parseText } from './parser.ts';
import type { QualifiedName } from './qualified-name.ts';

/**
 * Tables whose defaults, checks and indexes stand on something: CASCADE takes those away, under the table's lock. What
 * views, policies, triggers and generated columns stand on the catalog's dependents tell.
 */
export const standingOn = (
  catalog: Catalog,
  uses: (expression: Node, relation: Relation) => boolean,
): readonly Relation[] =>
  catalog.relations.filter((relation) => expressionsOf(relation, catalog).some((one) => uses(one, relation)));

/** Whether an expression calls the routine. */
export const calls =
  (routine: QualifiedName, catalog: Catalog) =>
  (expression: Node): boolean =>
    functionsIn(expression).some((written) => {
      const found = catalog.routine(written)?.name;
      return found !== undefined && keyOf(found) === keyOf(routine);
    });

/** Whether an expression draws numbers from the sequence, as the default of a serial column does. */
export const draws =
  (sequence: QualifiedName, catalog: Catalog) =>
  (expression: Node): boolean =>
    regclasses(expression).some((written) => {
      const found = catalog.relation(written)?.name;
      return found !== undefined && keyOf(found) === keyOf(sequence);
    });

/** Whether an expression casts to a type. */
export const casts =
  (isIt: (type: WrittenName) => boolean) =>
  (expression: Node): boolean => {
    let found = false;
    eachNode(expression, (kind, body) => {
      if (kind !== 'TypeCast') return;
      const type = (body as { readonly typeName?: TypeName }).typeName;
      found ||= isIt(fromParts(stringsOf(type?.names)));
    });
    return found;
  };

function expressionsOf(relation: Relation, catalog: Catalog): readonly Node[] {
  return [
    ...relation.columns.flatMap((column) => defaultOf(column, relation) ?? []),
    ...relation.constraints.flatMap(({ condition }) => condition ?? []),
    ...catalog.indexes(relation.name).flatMap(({ expressions = [] }) => expressions),
  ];
}

const parsed = new WeakMap<Column, Node | 'none'>();

function defaultOf(column: Column, { name }: Relation): Node | undefined {
  if (column.default === undefined) return undefined;
  const before = parsed.get(column);
  if (before) return before === 'none' ? undefined : before;
  // Of a serial column the catalog keeps only that it draws: its sequence has the name that Postgres chose.
  const own = quotedParts([name.schema, `${name.name}_${column.name}_seq`]);
  const text = column.default === 'nextval(…)' ? `nextval('${own.replaceAll("'", "''")}')` : column.default;
  const result = parseText(`select ${text}`);
  const select = result.kind === 'parsed' ? as('SelectStmt', result.statements[0]?.node) : undefined;
  const value = as('ResTarget', select?.targetList?.[0])?.val;
  parsed.set(column, value ?? 'none');
  return value;
}

/** Names in `nextval('…')` and `'…'::regclass`. */
function regclasses(expression: Node): readonly WrittenName[] {
  const found: WrittenName[] = [];
  eachNode(expression, (kind, body) => {
    if (kind !== 'FuncCall') return;
    const call = body as { readonly funcname?: Node[]; readonly args?: Node[] };
    const text = stringsOf(call.funcname).at(-1) === 'nextval' ? constantText(call.args?.[0]) : undefined;
    const name = text === undefined ? undefined : nameInText(text);
    if (name) found.push(name);
  });
  return found;
}

/** A name as text: `public.counter`, `"Odd Place".c`. */
function nameInText(text: string): WrittenName | undefined {
  const result = parseText(`table ${text}`);
  const select = result.kind === 'parsed' ? as('SelectStmt', result.statements[0]?.node) : undefined;
  const range = as('RangeVar', select?.fromClause?.[0]);
  return range && { schema: range.schemaname, name: range.relname ?? '' };
}
