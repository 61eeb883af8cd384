import type { Constraint, IndexStmt } from '@pgsql/types';
import { as } from '../../sql/nodes.ts';
import type { Relation } from '../../sql/model.ts';
import { partitionKey } from '../../sql/ddl/create-table.ts';
import { foreignKeyByPartition, indexByPartition, keyByPartition } from './by-partition.ts';
import { columnDef, constraintDef, constraintsIn, own } from './columns.ts';
import type { Action, Facts } from './facts.ts';
import { remark, statement, steps } from './instead.ts';
import { lacksKey } from './partition-key.ts';
import { defaultPartition } from './partitions.ts';
import { nameFrom, nameOf, names, chosenName, columnList, objectName, quoteIdentifier } from './tables.ts';
import { code, oneLine } from './text.ts';
import type { CreateStmt, DropStmt } from '@pgsql/types';

/** What Postgres refuses on a partitioned table: with which SQLSTATE, why, and what does the same. */
export interface Refusal {
  readonly table: string;
  readonly sqlstate: string;
  /** After “This fails (…):”. */
  readonly says: string;
  readonly instead: string;
}

const partitioned = (relation: Relation | undefined): Relation | undefined =>
  relation?.kind === 'partitioned-table' ? relation : undefined;

export function refusedIndex(index: IndexStmt, facts: Facts): Refusal | undefined {
  const table = partitioned(index.relation && facts.catalog.relation(nameOf(index.relation)));
  if (!table) return undefined;
  const name = objectName(table.name);
  if (index.concurrent) {
    return {
      ...{ table: name, sqlstate: '0A000' },
      says: `an index of the partitioned table ${code(name)} cannot be built CONCURRENTLY, those of its partitions can`,
      instead: indexByPartition(index, table, facts),
    };
  }
  const columns = (index.indexParams ?? []).flatMap((node) => as('IndexElem', node)?.name ?? []);
  const lack = index.unique ? lacksKey(table.partitionKey, columns, 'a unique index') : undefined;
  return lack && { table: name, sqlstate: '0A000', says: lack.says, instead: together(lack.columns) };
}

/** A key with the partition key in it promises less: that is for people to decide. */
const together = (columns: readonly string[] | undefined): string =>
  columns
    ? remark(
        `Unique together with the partition key, over (${columnList(columns)}), or a unique index on each partition, for that partition.`,
      )
    : remark('A unique index on each partition, for that partition.');

export function refusedDrop({ removeType, concurrent, objects = [] }: DropStmt, facts: Facts): readonly Refusal[] {
  if (removeType !== 'OBJECT_INDEX' || !concurrent) return [];
  return objects.flatMap((node) => {
    const index = facts.catalog.index(nameFrom(node));
    const table = partitioned(index && facts.catalog.relation(index.table));
    if (!index || !table) return [];
    return {
      ...{ table: objectName(table.name), sqlstate: '0A000' },
      says: `${code(objectName(index.name))} is an index of the partitioned table ${code(objectName(table.name))}, and such a one cannot be dropped CONCURRENTLY`,
      instead: short(`DROP INDEX ${objectName(index.name)};`),
    };
  });
}

const short = (sql: string): string =>
  steps(
    remark('In a migration of its own with nothing long in it, so that the lock is short:'),
    "SET lock_timeout = '2s';",
    sql,
  );

/** A new partitioned table whose key leaves out what it is partitioned by. */
export function refusedTable({ relation, tableElts, constraints, partspec }: CreateStmt): readonly Refusal[] {
  if (!partspec || !relation) return [];
  const inline = (tableElts ?? []).flatMap((node) => {
    const def = as('ColumnDef', node);
    return constraintsIn(def?.constraints).map((key) => ({ key, columns: [def?.colname ?? ''] }));
  });
  const keys = [...constraintsIn(tableElts), ...constraintsIn(constraints)].map((key) => ({
    key,
    columns: names(key.keys),
  }));
  return [...inline, ...keys].flatMap(({ key, columns }) => {
    const what = keyWord(key);
    const lack = what ? lacksKey(partitionKey(partspec), columns, what) : undefined;
    const { schema, name } = nameOf(relation);
    const table = schema ? objectName({ schema, name }) : quoteIdentifier(name);
    return lack ? { table, sqlstate: '0A000', says: lack.says, instead: together(lack.columns) } : [];
  });
}

const keyWord = ({ contype }: Constraint): string | undefined =>
  contype === 'CONSTR_PRIMARY' ? 'a PRIMARY KEY' : contype === 'CONSTR_UNIQUE' ? 'a UNIQUE constraint' : undefined;

export function refusedConstraint(action: Action, facts: Facts): Refusal | undefined {
  const table = partitioned(facts.catalog.relation(nameOf(action.table)));
  const key = constraintDef(action);
  if (!table || !key) return undefined;
  const name = objectName(table.name);
  if (key.contype === 'CONSTR_FOREIGN') return refusedForeignKey(action, key, table, facts);
  const what = keyWord(key);
  if (what && key.indexname) {
    const index = facts.catalog.index({ schema: table.name.schema, name: key.indexname });
    return {
      ...{ table: name, sqlstate: '0A000' },
      says: `a constraint of the partitioned table ${code(name)} cannot take over an index, those of its partitions can`,
      instead: keyByPartition(action.head, table, key, index?.columns ?? ['<columns>'], facts),
    };
  }
  if (key.contype === 'CONSTR_EXCLUSION') return refusedExclusion(key, table, facts);
  const lack = what ? lacksKey(table.partitionKey, names(key.keys), what) : undefined;
  if (!lack) return undefined;
  const whole = lack.columns ? keyByPartition(action.head, table, key, lack.columns, facts) : '';
  return { table: name, sqlstate: '0A000', says: lack.says, instead: steps(together(lack.columns), whole) };
}

function refusedExclusion(key: Constraint, table: Relation, { postgres }: Facts): Refusal | undefined {
  const equal = (key.exclusions ?? []).flatMap((node) => {
    const [element, operator] = as('List', node)?.items ?? [];
    return names(as('List', operator)?.items).at(-1) === '=' ? (as('IndexElem', element)?.name ?? []) : [];
  });
  const says =
    postgres < 17
      ? 'before Postgres 17 a partitioned table has no EXCLUDE constraint, its partitions can have one'
      : lacksKey(table.partitionKey, equal, 'an EXCLUDE constraint, by =,')?.says;
  const instead = remark('An EXCLUDE constraint on each partition, for that partition.');
  return says ? { table: objectName(table.name), sqlstate: '0A000', says, instead } : undefined;
}

function refusedForeignKey({ head, text, table: range }: Action, key: Constraint, table: Relation, facts: Facts) {
  const tooEarly = key.skip_validation === true && facts.postgres < 18;
  if (!tooEarly && range.inh) return undefined;
  const rest = /\bFOREIGN\s+KEY\b.*$/is.exec(text.replace(/\s+NOT\s+VALID\b/i, ''))?.[0] ?? '';
  const name = key.conname ? quoteIdentifier(key.conname) : chosenName(table.name, names(key.fk_attrs), 'fkey');
  return {
    ...{ table: objectName(table.name), sqlstate: '42809' },
    says: range.inh
      ? `before Postgres 18 no foreign key of the partitioned table ${code(objectName(table.name))} can be NOT VALID, those of its partitions can`
      : `a foreign key of the partitioned table ${code(objectName(table.name))} is one of its partitions too, so ONLY is refused`,
    instead: foreignKeyByPartition(head, table, name, rest),
  };
}

export function refusedColumn(action: Action, facts: Facts): Refusal | undefined {
  const table = facts.catalog.relation(nameOf(action.table));
  const def = columnDef(action);
  if (!table || !def?.colname) return undefined;
  const name = objectName(table.name);
  if (table.partitionOf) {
    const parent = objectName(table.partitionOf);
    return {
      ...{ table: name, sqlstate: '42809' },
      says: `${code(name)} is a partition, and has the columns of ${code(parent)} and no others`,
      instead: statement(`ALTER TABLE ${parent} ${action.text}`),
    };
  }
  const key = own(def, 'CONSTR_UNIQUE') ?? own(def, 'CONSTR_PRIMARY');
  const lack = key && partitioned(table) && lacksKey(table.partitionKey, [def.colname], keyWord(key) ?? '');
  return lack && { table: name, sqlstate: '0A000', says: lack.says, instead: together(lack.columns) };
}

export function refusedDetach(action: Action, facts: Facts): Refusal | undefined {
  const parent = facts.catalog.relation(nameOf(action.table));
  const rest = parent && defaultPartition(parent, facts);
  if (!rest || !as('PartitionCmd', action.cmd.def)?.concurrent) return undefined;
  return {
    ...{ table: objectName(parent.name), sqlstate: '55000' },
    says: `beside the default partition ${code(objectName(rest.name))} none can be detached CONCURRENTLY`,
    instead: short(statement(oneLine(facts.statement.sql).replace(/\s+CONCURRENTLY\b/i, ''))),
  };
}

/** SET LOGGED and SET UNLOGGED (18), SET ACCESS METHOD (before 17): a partitioned table has no rows of its own. */
export function refusedStorage({ cmd, table: range, text }: Action, facts: Facts): Refusal | undefined {
  const table = partitioned(facts.catalog.relation(nameOf(range)));
  const refused = cmd.subtype === 'AT_SetAccessMethod' ? facts.postgres < 17 : facts.postgres >= 18;
  if (!table || !refused) return undefined;
  const name = objectName(table.name);
  const parts = table.partitions.map((one) => code(objectName(one)));
  return {
    ...{ table: name, sqlstate: '42809' },
    says: `the partitioned table ${code(name)} has no rows of its own, so Postgres ${String(facts.postgres)} refuses ${code(text)}`,
    instead: `Each partition by itself${parts.length > 0 ? `: ${parts.join(', ')}` : ''}.`,
  };
}
