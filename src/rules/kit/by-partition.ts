import type { Constraint, IndexStmt } from '@pgsql/types';
import type { Relation } from '../../sql/model.ts';
import type { QualifiedName } from '../../sql/qualified-name.ts';
import type { Facts } from './facts.ts';
import { nextMigration, outsideTransaction, remark, steps } from './instead.ts';
import { chosenName, columnList, names, objectName, quoteIdentifier } from './tables.ts';
import { oneLine } from './text.ts';

/** What a partitioned table cannot do online its partitions can, one by one; then the parent takes it over. */
interface Part {
  readonly table: string;
  /** Its index, as CREATE INDEX names it, and as the rest of SQL does. */
  readonly index: string;
  readonly found: string;
}

function partsOf({ partitions, name }: Relation, columns: readonly string[], suffix: string): readonly Part[] {
  const some = { ...name, name: '<partition>' };
  return (partitions.length > 0 ? partitions : [some]).map((one) => {
    const index = chosenName(one, columns, suffix);
    return { table: one === some ? '<partition>' : objectName(one), index, found: inSchemaOf(one, index) };
  });
}

const inSchemaOf = ({ schema }: QualifiedName, name: string): string => `${quoteIdentifier(schema)}.${name}`;

/** `ALTER TABLE events` → `ALTER TABLE ONLY events`. */
const only = (head: string): string =>
  head.replace(/^(ALTER\s+TABLE\s+(?:IF\s+EXISTS\s+)?)(?:ONLY\s+)?/i, (_, start: string) => `${start}ONLY `);

/** A UNIQUE or PRIMARY KEY over columns that hold the partition key. */
export function keyByPartition(
  head: string,
  parent: Relation,
  key: Constraint,
  columns: readonly string[],
  facts: Facts,
): string {
  const primary = key.contype === 'CONSTR_PRIMARY';
  const [kind, suffix] = primary ? ['PRIMARY KEY', 'pkey'] : ['UNIQUE', 'key'];
  const stem = primary ? [] : columns;
  const name = key.conname ? quoteIdentifier(key.conname) : chosenName(parent.name, stem, suffix);
  const including = names(key.including);
  const list = `(${columnList(columns)})${including.length > 0 ? ` INCLUDE (${columnList(including)})` : ''}`;
  const nulls = key.nulls_not_distinct ? ' NULLS NOT DISTINCT' : '';
  const deferred = `${key.deferrable ? ' DEFERRABLE' : ''}${key.initdeferred ? ' INITIALLY DEFERRED' : ''}`;
  const parts = partsOf(parent, stem, suffix);
  return steps(
    `${only(head)} ADD CONSTRAINT ${name} ${kind}${nulls} ${list}${deferred};`,
    outsideTransaction(
      steps(
        ...parts.map(({ table, index }) => `CREATE UNIQUE INDEX CONCURRENTLY ${index} ON ${table} ${list}${nulls};`),
      ),
      facts,
    ),
    nextMigration('each partition takes its index over, and the key of the whole takes over theirs.'),
    ...parts.flatMap(({ table, index, found }) => [
      `ALTER TABLE ${table} ADD CONSTRAINT ${index} ${kind} USING INDEX ${index}${deferred};`,
      `ALTER INDEX ${inSchemaOf(parent.name, name)} ATTACH PARTITION ${found};`,
    ]),
  );
}

/** A foreign key: before Postgres 18 only that of a partition can be NOT VALID. `rest` = `FOREIGN KEY (…) REFERENCES …`. */
export function foreignKeyByPartition(head: string, parent: Relation, name: string, rest: string): string {
  const parts = partsOf(parent, [], 'fkey').map(({ table }) => table);
  return steps(
    ...parts.map((table) => `ALTER TABLE ${table} ADD CONSTRAINT ${name} ${rest} NOT VALID;`),
    nextMigration('reads and writes go on during the check.'),
    ...parts.map((table) => `ALTER TABLE ${table} VALIDATE CONSTRAINT ${name};`),
    remark('That of the whole takes over what the partitions have, and looks at no row:'),
    `${head.replace(/\bONLY\s+/i, '')} ADD CONSTRAINT ${name} ${rest};`,
  );
}

/** `CREATE INDEX i ON [ONLY] t USING gin (…)`: before the table, and after it. */
const indexed = /^(.*?\bON\s+)(?:ONLY\s+)?(?:"(?:[^"]|"")+"|[\w$\u0080-\uffff]+|\s*\.\s*)+\s*(.*)$/isu;

export function indexByPartition({ idxname, indexParams = [] }: IndexStmt, parent: Relation, facts: Facts): string {
  const text = oneLine(facts.statement.sql).replace(/\bCONCURRENTLY\s+/i, '');
  const [, start = '', definition = '(…)'] = indexed.exec(text) ?? [];
  const columns = indexParams.flatMap((node) => ('IndexElem' in node ? (node.IndexElem.name ?? 'expr') : []));
  const name = idxname ? inSchemaOf(parent.name, quoteIdentifier(idxname)) : '<index of the whole>';
  const parts = partsOf(parent, columns, 'idx');
  const build = start.replace(/^(CREATE\s+(?:UNIQUE\s+)?INDEX).*$/is, '$1 CONCURRENTLY');
  return steps(
    `${start}ONLY ${text.slice(start.length, text.length - definition.length).replace(/^ONLY\s+/i, '')}${definition};`,
    outsideTransaction(
      steps(...parts.map(({ table, index }) => `${build} ${index} ON ${table} ${definition};`)),
      facts,
    ),
    nextMigration('the index of the whole takes over theirs.'),
    ...parts.map(({ found }) => `ALTER INDEX ${name} ATTACH PARTITION ${found};`),
  );
}
