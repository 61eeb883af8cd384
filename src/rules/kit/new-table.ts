import type { Relation } from '../../sql/model.ts';
import { inBatches } from './batches.ts';
import type { Facts } from './facts.ts';
import { atOnce, nextMigration, remark, steps } from './instead.ts';
import { columnList, objectName, quoteIdentifier, simpleKey } from './tables.ts';

interface NewTable {
  /** Between CREATE and TABLE: `UNLOGGED`. */
  readonly kind?: string;
  /** After the list of columns: `TABLESPACE archive`. */
  readonly storage?: string;
  /** Run while the new table is empty. */
  readonly then?: (name: string) => string;
}

/** For what has no online form: a second table as it shall be, filled in batches, that takes over the name. */
export function throughNewTable(table: Relation, facts: Facts, { kind, storage, then }: NewTable): string {
  const old = objectName(table.name);
  const named = (suffix: string): string => `${table.name.name}_${suffix}`;
  const fresh = objectName({ ...table.name, name: named('new') });
  const columns = table.columns.filter(({ generated }) => generated === undefined).map(({ name }) => name);
  const list = columns.length > 0 ? ` (${columnList(columns)})` : '';
  const always = table.columns.some(({ identity }) => identity === 'always') ? ' OVERRIDING SYSTEM VALUE' : '';
  const key = quoteIdentifier(simpleKey(table)?.name ?? 'id');
  return steps(
    `CREATE ${kind ? `${kind} ` : ''}TABLE ${fresh} (LIKE ${old} INCLUDING ALL)${storage ? ` ${storage}` : ''};`,
    then?.(fresh) ?? '',
    remark('LIKE copies no foreign keys, triggers, policies and rights: give them to the new table now.'),
    remark('Release code that writes both tables. Then copy the old rows:'),
    inBatches(
      table,
      `INSERT INTO ${fresh}${list}${always} SELECT ${columns.length > 0 ? columnList(columns) : '*'} FROM ${old}`,
      `${key} NOT IN (SELECT ${key} FROM ${fresh} WHERE ${key} = ANY (_batch))`,
      facts,
    ),
    nextMigration('both tables hold the same rows, and the names change hands.'),
    atOnce(
      facts,
      "SET LOCAL lock_timeout = '2s';",
      `ALTER TABLE ${old} RENAME TO ${quoteIdentifier(named('old'))};`,
      `ALTER TABLE ${fresh} RENAME TO ${quoteIdentifier(table.name.name)};`,
    ),
  );
}
