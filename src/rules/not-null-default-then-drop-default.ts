import type { AlterTableCmd } from '@pgsql/types';
import type { Relation } from '../sql/model.ts';
import { as } from '../sql/nodes.ts';
import { isNull, own } from './kit/columns.ts';
import { alterationsOf } from './kit/later.ts';
import { remark, steps } from './kit/instead.ts';
import { defineRule, sql, type Facts } from './kit/rule.ts';
import { column, existingTable, objectName, quoteIdentifier } from './kit/tables.ts';
import { code } from './kit/text.ts';

export const rule = defineRule({
  id: 'not-null-default-then-drop-default',
  severity: 'blocker',
  hazard: 'compatibility',
  checks: 'backward-compatibility',
  takes: 'AccessExclusiveLock',
  since: 13,
  title: 'Without the default, INSERTs that leave this required column out fail',
  why: 'While a deployment goes on, old code inserts rows without naming the column. As long as it has a default that works; once the column is NOT NULL and the default is gone, each of these INSERTs fails (23502).',
  examples: {
    given: sql`create table orders (id bigint primary key);`,
    bad: sql`
      alter table orders add column state text not null default 'open';
      alter table orders alter column state drop default;`,
    good: sql`alter table orders add column state text not null default 'open';`,
  },
  on: {
    AT_ColumnDefault({ cmd, head, table: range }, facts) {
      const table = existingTable(range, facts);
      if (!table || !cmd.name || (cmd.def && !isNull(cmd.def)) || !endsBare(cmd, table, facts)) return undefined;
      const name = objectName(table.name);
      const quoted = quoteIdentifier(cmd.name);
      return {
        objects: [name],
        says: `INSERTs into ${code(name)} by the running code that leave ${code(quoted)} out fail from now on (23502): the column is NOT NULL, and its default is gone.`,
        instead: steps(
          remark('1. Keep the default, and release code that names the column in each of its INSERTs.'),
          remark('2. When no old code runs any more, in a later pull request:'),
          `${head} ALTER COLUMN ${quoted} DROP DEFAULT;`,
        ),
      };
    },
  },
});

/** The column had a default, and the pull request leaves it NOT NULL and without one. */
function endsBare(dropping: AlterTableCmd, table: Relation, facts: Facts): boolean {
  const all = alterationsOf(table.name, [facts, ...facts.laterOn(table.name.name)]);
  const found = column(table, dropping.name);
  const def = all
    .slice(0, all.indexOf(dropping))
    .flatMap((one) => (one.subtype === 'AT_AddColumn' ? (as('ColumnDef', one.def) ?? []) : []))
    .find(({ colname }) => colname === dropping.name);
  const value = def && own(def, 'CONSTR_DEFAULT');
  if (found?.default === undefined && !(value && !isNull(value.raw_expr))) return false;
  let required =
    found?.notNull === true || (def && (own(def, 'CONSTR_NOTNULL') ?? own(def, 'CONSTR_PRIMARY'))) !== undefined;
  for (const [at, { subtype, name, def: set }] of all.entries()) {
    if (name !== dropping.name) continue;
    if (subtype === 'AT_SetNotNull') required = true;
    if (subtype === 'AT_DropNotNull') required = false;
    if (at <= all.indexOf(dropping)) continue;
    if (subtype === 'AT_DropColumn' || subtype === 'AT_AddIdentity') return false;
    if (subtype === 'AT_ColumnDefault' && set && !isNull(set)) return false;
  }
  return required;
}
