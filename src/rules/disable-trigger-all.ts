import { changesIn, startSettings } from '../sql/settings.ts';
import { atOnce, remark, statement, steps } from './kit/instead.ts';
import { defineRule, sql, type Action, type Facts, type Hit } from './kit/rule.ts';
import { existingTable, objectName } from './kit/tables.ts';
import { code } from './kit/text.ts';

export const rule = defineRule({
  id: 'disable-trigger-all',
  severity: 'blocker',
  hazard: 'data-loss',
  checks: 'backward-compatibility',
  takes: 'ShareRowExclusiveLock',
  since: 13,
  title: 'Without its triggers a table takes rows that break its foreign keys and rules',
  why: 'Foreign keys are triggers too: DISABLE TRIGGER ALL and session_replication_role = replica switch them off, DISABLE TRIGGER USER all that the application relies on. Nothing is checked or made up for when they are enabled again.',
  examples: {
    given: sql`
      create table orders (id bigint primary key, at timestamptz);
      create function touch() returns trigger language plpgsql as $$ begin new.at := now(); return new; end $$;
      create trigger orders_touch before update on orders for each row execute function touch();`,
    bad: sql`alter table orders disable trigger all;`,
    good: sql`
      begin;
      alter table orders disable trigger orders_touch;
      update orders set at = now() where id = 1;
      alter table orders enable trigger orders_touch;
      commit;`,
  },
  on: {
    AT_DisableTrigAll: (action, facts) =>
      hit(action, facts, 'nothing checks its foreign keys and none of its triggers runs, for any session'),
    AT_DisableTrigUser: (action, facts) => hit(action, facts, 'none of its own triggers runs, for any session'),
    VariableSetStmt: (_, facts) => replica(facts),
    SelectStmt: (_, facts) => replica(facts),
  },
});

function hit({ head, table: range }: Action, facts: Facts, what: string): Hit | undefined {
  const table = existingTable(range, facts);
  if (!table) return undefined;
  const name = objectName(table.name);
  const [trigger = '<trigger>'] = table.triggers.length === 1 ? table.triggers : [];
  return {
    objects: [name],
    says: `From here until ${code(name)} has its triggers back, ${what}. Rows that they would have refused or changed stay as they are.`,
    instead: steps(
      remark(
        'Only the trigger that is in the way, and back in the same transaction, so that no one else writes without it:',
      ),
      atOnce(
        facts,
        statement(`${head} DISABLE TRIGGER ${trigger}`),
        remark('… what it is in the way of …'),
        statement(`${head} ENABLE TRIGGER ${trigger}`),
      ),
    ),
  };
}

/** `SET session_replication_role = replica`, and set_config of it. */
function replica({ statement: { node } }: Facts): Hit | undefined {
  const off = changesIn(node, startSettings({})).some(
    ({ name, value }) => name === 'session_replication_role' && value?.toLowerCase() === 'replica',
  );
  if (!off) return undefined;
  return {
    objects: [],
    says: 'From here on this session checks no foreign key and runs no trigger, on any table. Rows that they would have refused or changed stay as they are.',
    instead: steps(
      remark('Leave it out. Write parents before children, or let the foreign keys be checked at the end:'),
      'SET CONSTRAINTS ALL DEFERRED;',
    ),
  };
}
