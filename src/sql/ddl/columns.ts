import type { ColumnDef, Constraint as ConstraintNode } from '@pgsql/types';
import { columnType, isSerial } from '../column-type.ts';
import { expressionText } from '../expression.ts';
import type { Column, ColumnType } from '../model.ts';
import { all, as } from '../nodes.ts';
import { addConstraint } from './constraints.ts';
import { noteDependent } from './dependents.ts';
import { change, lookNow, put } from './site.ts';
import type { Site } from './site.ts';
import { emptyRelation } from '../catalog.ts';
import type { QualifiedName } from '../qualified-name.ts';

/** Adds a column with all that stands behind it: default, identity, NOT NULL, keys, checks, foreign keys. */
export function addColumn(site: Site, table: QualifiedName, node: ColumnDef): void {
  const column = columnOf(site, node);
  change(site, table, (relation) => ({
    ...relation,
    columns: [...relation.columns.filter(({ name }) => name !== column.name), column],
  }));
  const generated = all('Constraint', node.constraints).find(({ contype }) => contype === 'CONSTR_GENERATED');
  if (generated) {
    noteDependent(site, { kind: 'generated-column', on: table, name: column.name }, generated.raw_expr, table);
  }
  if (isSerial(node.typeName)) addSequence(site, table, column.name);
  for (const constraint of all('Constraint', node.constraints)) addConstraint(site, table, constraint, column.name);
}

export function typeOf(site: Site, node: ColumnDef): ColumnType {
  return columnType(
    node.typeName,
    (name) => lookNow(site).type({ name })?.name.schema ?? site.searchPath[0] ?? 'public',
  );
}

function columnOf(site: Site, node: ColumnDef): Column {
  const constraints = all('Constraint', node.constraints);
  const of = (type: ConstraintNode['contype']): ConstraintNode | undefined =>
    constraints.find(({ contype }) => contype === type);
  const identity = of('CONSTR_IDENTITY');
  const generated = of('CONSTR_GENERATED');
  const written = of('CONSTR_DEFAULT')?.raw_expr ?? generated?.raw_expr;
  const serial = isSerial(node.typeName);
  const fallback = serial ? 'nextval(…)' : undefined;
  // DEFAULT NULL is no default.
  const expression = written && !as('A_Const', written)?.isnull ? expressionText(written) : fallback;
  return {
    name: node.colname ?? '',
    type: typeOf(site, node),
    notNull:
      serial || identity !== undefined || of('CONSTR_NOTNULL') !== undefined || of('CONSTR_PRIMARY') !== undefined,
    ...(expression === undefined ? {} : { default: expression }),
    ...(generated ? { generated: generated.generated_kind === 'v' ? 'virtual' : 'stored' } : {}),
    ...(identity ? { identity: identity.generated_when === 'a' ? 'always' : 'by-default' } : {}),
    ...(site.madeHere ? { madeHere: true } : {}),
  };
}

function addSequence(site: Site, table: QualifiedName, column: string): void {
  const name = { schema: table.schema, name: `${table.name}_${column}_seq` };
  put(site, { ...emptyRelation(name, { madeHere: site.madeHere, known: true }), kind: 'sequence' });
}
