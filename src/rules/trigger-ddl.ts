import type { Action, Facts, Hit } from './kit/rule.ts';
import { alreadyHeld, nothingLongFollows, shortLock, waitIsBounded } from './kit/alone.ts';
import { defineRule, sql } from './kit/rule.ts';
import { existingTable, objectName } from './kit/tables.ts';
import { code } from './kit/text.ts';
import { fromParts, namedBy } from '../sql/names.ts';
import { all, as } from '../sql/nodes.ts';
import type { Relation } from '../sql/model.ts';

export const rule = defineRule({
  id: 'trigger-ddl',
  severity: 'warning',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'ShareRowExclusiveLock',
  since: 13,
  title: 'Triggers come and go under a lock that stops writes',
  why: 'CREATE, ENABLE and DISABLE TRIGGER take ShareRowExclusive on the table, DROP TRIGGER takes AccessExclusive, until the transaction ends. The work is quick; the wait for running queries is not, and everything else queues behind it. With a lock_timeout, and nothing long in the transaction, the wait is bounded.',
  examples: {
    given: sql`
      create table orders (id bigint primary key, at timestamptz);
      create function touch() returns trigger language plpgsql as $$ begin new.at := now(); return new; end $$;`,
    bad: sql`
      begin;
      create trigger orders_touch before update on orders for each row execute function touch();
      update orders set at = now();
      commit;`,
    good: sql`
      set lock_timeout = '2s';
      create trigger orders_touch before update on orders for each row execute function touch();`,
  },
  on: {
    CreateTrigStmt: ({ relation }, facts) => hit(existingTable(relation, facts), 'CREATE TRIGGER', facts),
    DropStmt: ({ removeType, objects = [] }, facts) =>
      removeType === 'OBJECT_TRIGGER'
        ? objects.flatMap((node) => {
            const parts = namedBy(node);
            const table = existingTable(fromParts(parts.slice(0, -1)), facts);
            // IF EXISTS lets the table go again where there is no such trigger.
            const missing = table?.known === true && !table.triggers.includes(parts.at(-1) ?? '');
            return missing ? [] : (hit(table, 'DROP TRIGGER', facts) ?? []);
          })
        : undefined,
    ...Object.fromEntries(
      ['AT_EnableTrig', 'AT_EnableAlwaysTrig', 'AT_EnableReplicaTrig', 'AT_EnableTrigAll', 'AT_EnableTrigUser'].map(
        (form) => [form, (action: Action, facts: Facts) => altered(action, 'ENABLE TRIGGER', facts)],
      ),
    ),
    AT_DisableTrig: (action, facts) => altered(action, 'DISABLE TRIGGER', facts),
  },
});

/** One ALTER TABLE waits once for its lock, however many triggers it names. */
function altered({ cmd, table }: Action, what: string, facts: Facts): Hit | undefined {
  const first = all('AlterTableCmd', as('AlterTableStmt', facts.statement.node)?.cmds).find(({ subtype }) =>
    /^AT_(?:Enable|Disable).*Trig/.test(subtype ?? ''),
  );
  return first === cmd ? hit(existingTable(table, facts), what, facts) : undefined;
}

function hit(table: Relation | undefined, what: string, facts: Facts): Hit | undefined {
  const short = nothingLongFollows(facts);
  const mode = what === 'DROP TRIGGER' ? 'AccessExclusiveLock' : 'ShareRowExclusiveLock';
  if (!table || alreadyHeld(table.name, mode, facts) || (short && waitIsBounded(facts))) return undefined;
  const name = objectName(table.name);
  const long = short ? 'for a moment' : 'until this transaction ends';
  return {
    objects: [name],
    says:
      mode === 'AccessExclusiveLock'
        ? `Reads and writes of ${code(name)} wait ${long}: DROP TRIGGER takes AccessExclusive on it.`
        : `Writes to ${code(name)} wait ${long}: ${what} takes ShareRowExclusive on it. Reads go on.`,
    instead: shortLock(facts),
    // What the wait for the lock does to everybody else, missing-lock-timeout tells.
    ...(short ? { severity: 'advice' as const } : {}),
  };
}
