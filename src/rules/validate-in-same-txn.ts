import type { AlterTableCmd } from '@pgsql/types';
import { all, as } from '../sql/nodes.ts';
import type { Statement } from '../sql/statement.ts';
import { nextMigration, statement, steps } from './kit/instead.ts';
import { defineRule, sql, type Action, type Facts } from './kit/rule.ts';
import { existingTable, nameOf, objectName, quoteIdentifier } from './kit/tables.ts';
import { code, oneLine, splitAlterTable } from './kit/text.ts';
import { lineSeenFrom } from './kit/waits.ts';

export const rule = defineRule({
  id: 'validate-in-same-txn',
  severity: 'blocker',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'AccessExclusiveLock',
  scans: true,
  since: 13,
  title: 'NOT VALID gains nothing when the same transaction validates',
  why: 'VALIDATE CONSTRAINT lets reads and writes go on, but the transaction still holds the lock that ADD CONSTRAINT took: AccessExclusive for a CHECK, ShareRowExclusive on both tables for a foreign key. The scan runs under it.',
  examples: {
    given: sql`create table orders (id bigint primary key, total int);`,
    rows: sql`insert into orders select n, n from generate_series(1, 1000) n;`,
    bad: sql`
      begin;
      alter table orders add constraint orders_total_positive check (total > 0) not valid;
      alter table orders validate constraint orders_total_positive;
      commit;`,
    good: sql`
      alter table orders add constraint orders_total_positive check (total > 0) not valid;
      alter table orders validate constraint orders_total_positive;`,
  },
  on: {
    AT_ValidateConstraint(action, facts) {
      const table = existingTable(action.table, facts);
      const name = action.cmd.name;
      if (!table || !name) return undefined;
      const adds = [...facts.session.before, facts.statement].find((one) => addition(one, action, name) !== undefined);
      const added = adds && addition(adds, action, name);
      if (!adds || !added) return undefined;
      const shown = objectName(table.name);
      const isKey = added.contype === 'CONSTR_FOREIGN';
      const [who, lock] = isKey ? ['Writes to', 'ShareRowExclusive'] : ['Reads and writes of', 'AccessExclusive'];
      return {
        objects: [shown],
        says: `${who} ${code(shown)} wait while every row is checked: ${code(quoteIdentifier(name))} is validated in the transaction that added it (${lineSeenFrom(facts, adds)}) and still holds ${lock}.`,
        instead: steps(
          statement(adds === facts.statement ? withoutThis(action, facts) : oneLine(adds.sql)),
          nextMigration('reads and writes go on during the scan.'),
          `${action.head} VALIDATE CONSTRAINT ${quoteIdentifier(name)};`,
        ),
      };
    },
  },
});

/** What the statement adds NOT VALID to the same table under that name, or under one that Postgres chooses. */
function addition({ node }: Statement, { table }: Action, name: string) {
  const alter = as('AlterTableStmt', node);
  if (!alter?.relation || nameOf(alter.relation).name !== nameOf(table).name) return undefined;
  return all('AlterTableCmd', alter.cmds)
    .map(notValid)
    .find((one) => one && (one.conname ?? name) === name);
}

function notValid({ subtype, def }: AlterTableCmd) {
  const constraint = subtype === 'AT_AddConstraint' ? as('Constraint', def) : undefined;
  return constraint?.skip_validation ? constraint : undefined;
}

/** Both in one ALTER TABLE: the same without the VALIDATE. */
function withoutThis({ head, text }: Action, facts: Facts): string {
  const { actions } = splitAlterTable(facts.statement.sql);
  return `${head} ${actions.filter((one) => one !== text).join(', ')}`;
}
