import type { Constraint, RangeVar } from '@pgsql/types';
import { all } from '../sql/nodes.ts';
import type { QualifiedName } from '../sql/qualified-name.ts';
import { columnDef, constraintDef, constraintsIn, own } from './kit/columns.ts';
import { findsBy, uniqueKeys } from './kit/indexed.ts';
import { outsideTransaction, steps } from './kit/instead.ts';
import { lastingTable, madeTable } from './kit/made.ts';
import { defineRule, sql, type Facts, type Hit } from './kit/rule.ts';
import { chosenName, columnList, nameOf, names, objectName } from './kit/tables.ts';
import { code, listed } from './kit/text.ts';

export const rule = defineRule({
  id: 'fk-without-index',
  severity: 'advice',
  hazard: 'hygiene',
  checks: 'data-volume',
  since: 13,
  evenOnNewTables: true,
  title: 'A foreign key whose columns have no index',
  why: 'Postgres indexes the referenced side only. Each DELETE of a referenced row, and each change of its key, then reads the whole referencing table to find what points at it.',
  examples: {
    given: sql`create table orders (id bigint primary key);`,
    bad: sql`create table lines (id bigint primary key, order_id bigint references orders (id));`,
    good: sql`
      create table lines (id bigint primary key, order_id bigint references orders (id));
      create index lines_order_id_idx on lines (order_id);`,
  },
  on: {
    CreateStmt(create, facts) {
      const table = madeTable(create, facts);
      if (!table) return undefined;
      const inline = all('ColumnDef', create.tableElts).flatMap((def) =>
        own(def, 'CONSTR_FOREIGN') ? [{ columns: [def.colname ?? ''] }] : [],
      );
      const keys = [...constraintsIn(create.tableElts), ...constraintsIn(create.constraints)];
      return hit(table, [...inline, ...keys.flatMap(keyOf)], facts);
    },
    AT_AddColumn(action, facts) {
      const def = columnDef(action);
      const table = lastingTable(action.table, facts);
      return def && table && own(def, 'CONSTR_FOREIGN')
        ? hit(table.name, [{ columns: [def.colname ?? ''] }], facts)
        : undefined;
    },
    AT_AddConstraint(action, facts) {
      const key = constraintDef(action);
      const table = lastingTable(action.table, facts);
      // Which indexes a table has that is not known, nobody can say.
      return key && table?.known ? hit(table.name, keyOf(key), facts) : undefined;
    },
  },
});

type Columns = readonly string[];
interface Key {
  readonly columns: Columns;
  /** Of a key of several columns: what each refers to, where it is written. */
  readonly parent?: RangeVar | undefined;
  readonly refers?: Columns;
}

const keyOf = ({ contype, fk_attrs: attributes, pktable: parent, pk_attrs: refers }: Constraint): readonly Key[] =>
  contype === 'CONSTR_FOREIGN' ? [{ columns: names(attributes), parent, refers: names(refers) }] : [];

/** One column of several is enough for an index, where a value of it is that of one row of the parent. */
function foundByOne(table: QualifiedName, { columns, parent, refers = [] }: Key, facts: Facts): boolean {
  const to = parent && facts.catalog.relation(nameOf(parent));
  const alone = to
    ? uniqueKeys(to.name, facts)
        .filter(({ length }) => length === 1)
        .flat()
    : [];
  return columns.some((name, at) => alone.includes(refers[at] ?? '') && findsBy(table, [name], facts));
}

function hit(table: QualifiedName, keys: readonly Key[], facts: Facts): Hit | undefined {
  const bare = keys
    .filter((key) => !refersAlready(table, key.columns, facts) && !foundByOne(table, key, facts))
    .map(({ columns }) => columns)
    .filter((columns) => !findsBy(table, columns, facts));
  if (bare.length === 0) return undefined;
  const name = objectName(table);
  const isNew = facts.catalog.relation(table)?.madeHere ?? true;
  const create = isNew ? 'CREATE INDEX' : 'CREATE INDEX CONCURRENTLY';
  const indexes = steps(
    ...bare.map((columns) => `${create} ${chosenName(table, columns, 'idx')} ON ${name} (${columnList(columns)});`),
  );
  return {
    objects: [name],
    says: `No index of ${code(name)} begins with ${listed(bare.map((columns) => code(columnList(columns))))}: each DELETE of a row that ${bare.length === 1 ? 'this foreign key refers' : 'these foreign keys refer'} to reads the whole table.`,
    instead: isNew ? indexes : outsideTransaction(indexes, facts),
  };
}

/** A foreign key of before that this one takes the place of: its DELETEs are no slower than they were. */
function refersAlready(name: QualifiedName, columns: readonly string[], { catalog }: Facts): boolean {
  const table = catalog.relation(name);
  return [...(table?.constraints ?? []), ...(table?.dropped ?? [])].some(
    ({ kind, madeHere, columns: own }) =>
      kind === 'foreign-key' && !madeHere && !table?.madeHere && columnList(own) === columnList(columns),
  );
}
