import type { A_Expr, AlterTableCmd, ColumnDef, InsertStmt, Node, RangeVar, TypeName } from '@pgsql/types';
import type { Relation } from '../../sql/model.ts';
import { fromParts } from '../../sql/names.ts';
import { all, as, bodyOf, constantText, eachNode, relationsIn } from '../../sql/nodes.ts';
import type { QualifiedName } from '../../sql/qualified-name.ts';
import { constraintsIn } from './columns.ts';
import type { Facts } from './facts.ts';
import { nameOf, names } from './tables.ts';

/** The constants that a statement gives to columns of a type, compares with them, or casts to it. */
export function valuesOfType(type: QualifiedName, { statement: { node }, catalog }: Facts): readonly string[] {
  const range = (bodyOf(node) as { readonly relation?: RangeVar }).relation;
  const target = range && catalog.relation(nameOf(range));
  const read = relationsIn(node).flatMap((name) => catalog.relation(name) ?? []);
  const columns = [...(target ? [target] : []), ...read].flatMap((relation) => columnsOf(relation, type));
  const found: string[] = [];
  eachNode(node, (kind, body) => {
    const look = looks[kind];
    if (look) found.push(...look(body, { type, columns, target }).flatMap(constants));
  });
  return found;
}

interface World {
  readonly type: QualifiedName;
  /** Names of the columns that have the type. */
  readonly columns: readonly string[];
  readonly target: Relation | undefined;
}

const columnsOf = (relation: Relation, { schema, name }: QualifiedName): readonly string[] =>
  relation.columns.filter((one) => one.type.name === name && one.type.schema === schema).map((one) => one.name);

function isType(written: TypeName | undefined, type: QualifiedName): boolean {
  const { schema, name } = fromParts(names(written?.names));
  return name === type.name && (schema === undefined || schema === type.schema);
}

type Values = readonly (Node | undefined)[];

/** By node: the expressions in it that must be of the type. */
const looks: Readonly<Record<string, (body: unknown, world: World) => Values>> = {
  TypeCast: (body, { type }) => {
    const { typeName, arg } = body as { readonly typeName?: TypeName; readonly arg?: Node };
    return isType(typeName, type) ? [arg] : [];
  },
  A_Expr: (body, { columns }) => {
    const { lexpr, rexpr } = body as A_Expr;
    const isColumn = (side: Node | undefined) => columns.includes(names(as('ColumnRef', side)?.fields).at(-1) ?? '');
    return isColumn(lexpr) ? [rexpr] : isColumn(rexpr) ? [lexpr] : [];
  },
  ColumnDef: (body, { type }) => {
    const { typeName, constraints } = body as ColumnDef;
    return isType(typeName, type) ? constraintsIn(constraints).map(({ raw_expr: value }) => value) : [];
  },
  AlterTableCmd: (body, { columns }) => {
    const { subtype, name = '', def } = body as AlterTableCmd;
    return subtype === 'AT_ColumnDefault' && columns.includes(name) ? [def] : [];
  },
  UpdateStmt: (body, world) => assigned((body as { readonly targetList?: readonly Node[] }).targetList, world),
  InsertStmt: (body, world) => inserted(body as InsertStmt, world),
};

const assigned = (targets: readonly Node[] | undefined, { columns }: World): Values =>
  all('ResTarget', targets)
    .filter(({ name }) => columns.includes(name ?? ''))
    .map(({ val }) => val);

function inserted({ cols, selectStmt, onConflictClause: conflict }: InsertStmt, world: World): Values {
  const named = all('ResTarget', cols).map(({ name }) => name ?? '');
  const order = named.length > 0 ? named : (world.target?.columns ?? []).map(({ name }) => name);
  const select = as('SelectStmt', selectStmt);
  const rows = [
    ...all('List', select?.valuesLists).map(({ items }) => items ?? []),
    all('ResTarget', select?.targetList).map(({ val }) => val),
  ];
  const values = rows.flatMap((row) => row.filter((_, index) => world.columns.includes(order[index] ?? '')));
  return [...values, ...assigned(conflict?.targetList, world)];
}

/** The texts that an expression may come to. */
function constants(value: Node | undefined): readonly string[] {
  const many = as('CaseExpr', value);
  if (many) return [...all('CaseWhen', many.args).map(({ result }) => result), many.defresult].flatMap(constants);
  const list = as('List', value)?.items ?? as('CoalesceExpr', value)?.args ?? as('A_ArrayExpr', value)?.elements;
  const text = list ? undefined : constantText(value);
  return list ? list.flatMap(constants) : text === undefined ? [] : [text];
}
