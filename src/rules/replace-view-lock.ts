import { remark, statement, steps } from './kit/instead.ts';
import { defineRule, sql } from './kit/rule.ts';
import { existing, objectName } from './kit/tables.ts';
import { code } from './kit/text.ts';

export const rule = defineRule({
  id: 'replace-view-lock',
  severity: 'warning',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'AccessExclusiveLock',
  since: 13,
  title: 'Replacing a view makes its readers wait',
  why: 'CREATE OR REPLACE VIEW is quick, but takes an AccessExclusive lock on the view and keeps it to the end of the transaction. It waits for every query that is reading the view, and new ones queue behind it. With a lock_timeout the wait is bounded.',
  examples: {
    given: sql`
      create table orders (id bigint primary key, paid boolean);
      create view open_orders as select id from orders where not paid;`,
    bad: sql`create or replace view open_orders as select id from orders where paid is not true;`,
    good: sql`create view unpaid_orders as select id from orders where paid is not true;`,
  },
  on: {
    ViewStmt(create, facts) {
      const view = create.replace ? existing(create.view, facts) : undefined;
      // An assumed one would be a guess that there is something to replace.
      if (!view?.known) return undefined;
      const name = objectName(view.name);
      const bounded = (facts.session.lockTimeoutMs ?? 0) > 0;
      return {
        objects: [name],
        says: `Queries on ${code(name)} wait until this transaction ends: CREATE OR REPLACE VIEW takes AccessExclusive on the view, and while it waits for a running query everything queues behind it.`,
        instead: steps(
          remark('In a migration of its own with nothing long in it, so that the lock is short:'),
          "SET lock_timeout = '2s';",
          statement(facts.statement.sql),
        ),
        ...(bounded ? { severity: 'advice' as const } : {}),
      };
    },
  },
});
