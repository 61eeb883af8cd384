import type { ColumnDef, CreateStmt } from '@pgsql/types';
import { all } from '../sql/nodes.ts';
import type { QualifiedName } from '../sql/qualified-name.ts';
import { columnDef, constraintDef, constraintsIn, isSerial, own } from './kit/columns.ts';
import { remark, steps } from './kit/instead.ts';
import { lastingTable, madeTable } from './kit/made.ts';
import { defineRule, sql, type Hit } from './kit/rule.ts';
import { column, names, objectName, quoteIdentifier } from './kit/tables.ts';
import { code } from './kit/text.ts';
import { writtenType } from './kit/type-change.ts';

export const rule = defineRule({
  id: 'int-primary-key',
  severity: 'warning',
  hazard: 'hygiene',
  checks: 'data-volume',
  since: 13,
  evenOnNewTables: true,
  title: 'A 32-bit primary key runs out at 2,147,483,647',
  why: 'After that every insert fails, and the way to bigint is a rewrite of the table and of all that refer to it. Rolled back inserts and ON CONFLICT use numbers up too. bigint costs four bytes a row, often none because of alignment.',
  examples: {
    given: sql`create table customers (id bigint primary key);`,
    bad: sql`create table orders (id serial primary key, customer_id bigint);`,
    good: sql`create table orders (id bigserial primary key, customer_id bigint);`,
  },
  on: {
    CreateStmt(create, facts) {
      const table = madeTable(create, facts);
      const key = table && keyColumn(create);
      return key && is32Bit(key) ? hit(table, key.colname ?? '', growth(key)) : undefined;
    },
    AT_AddColumn(action, facts) {
      const def = columnDef(action);
      const table = lastingTable(action.table, facts);
      if (!def || !table || !own(def, 'CONSTR_PRIMARY') || own(def, 'CONSTR_FOREIGN')) return undefined;
      return is32Bit(def) ? hit(table.name, def.colname ?? '', growth(def)) : undefined;
    },
    AT_AddConstraint(action, facts) {
      const key = constraintDef(action);
      const table = lastingTable(action.table, facts);
      if (key?.contype !== 'CONSTR_PRIMARY' || !table) return undefined;
      const index = key.indexname && facts.catalog.index({ schema: table.name.schema, name: key.indexname });
      const [name, second] = index ? index.columns : names(key.keys);
      const found = second === undefined ? column(table, name) : undefined;
      const refers = table.constraints.some(({ kind, columns }) => kind === 'foreign-key' && columns.join() === name);
      if (found?.type.name !== 'int4' || refers) return undefined;
      const counted = found.default !== undefined || found.identity !== undefined;
      const told = hit(table.name, found.name, counted ? 'bigint' : 'by hand');
      // Its width is older than this pull request, and no definition of a column is there to be written otherwise.
      return table.madeHere || found.madeHere ? told : { ...told, instead: widened(found.name), severity: 'advice' };
    },
  },
});

/** The one column of the key; none where it is another table's key too, whose type it must have. */
function keyColumn(create: CreateStmt): ColumnDef | undefined {
  const columns = all('ColumnDef', create.tableElts);
  const constraints = [...constraintsIn(create.tableElts), ...constraintsIn(create.constraints)];
  const key = constraints.find(({ contype }) => contype === 'CONSTR_PRIMARY');
  const [name, second] = key ? names(key.keys) : [];
  const found = columns.find((one) => own(one, 'CONSTR_PRIMARY') ?? (second === undefined && one.colname === name));
  const refers = constraints.some(
    ({ contype, fk_attrs: attributes }) => contype === 'CONSTR_FOREIGN' && names(attributes).join() === found?.colname,
  );
  return found && !refers && !own(found, 'CONSTR_FOREIGN') ? found : undefined;
}

const is32Bit = ({ typeName }: ColumnDef): boolean => {
  const { name, arrayDimensions } = writtenType(typeName);
  return name === 'int4' && arrayDimensions === 0;
};

/** How its numbers are made, as the wider column writes it; a number that people choose hardly runs out. */
function growth(def: ColumnDef): string {
  if (isSerial(def)) return 'bigserial';
  const identity = own(def, 'CONSTR_IDENTITY');
  if (identity) return `bigint GENERATED ${identity.generated_when === 'a' ? 'ALWAYS' : 'BY DEFAULT'} AS IDENTITY`;
  return own(def, 'CONSTR_DEFAULT') ? 'bigint' : 'by hand';
}

const widened = (name: string): string =>
  remark(
    `Before it becomes the key: a column of bigint beside ${quoteIdentifier(name)}, written by the code and filled in batches, takes its place.`,
  );

function hit(table: QualifiedName, key: string, made: string): Hit {
  const name = objectName(table);
  return {
    objects: [name],
    says: `${code(quoteIdentifier(key))}, the primary key of ${code(name)}, has 32 bits: after 2,147,483,647 every insert fails.`,
    instead: steps(
      `${quoteIdentifier(key)} ${made === 'by hand' ? 'bigint' : made} PRIMARY KEY`,
      remark('And bigint for every column that refers to it.'),
    ),
    ...(made === 'by hand' ? { severity: 'advice' as const } : {}),
  };
}
