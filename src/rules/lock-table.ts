import { blocks, spoken } from '../domain/lock.ts';
import { all } from '../sql/nodes.ts';
import { lockNumbers } from '../sql/locks/levels.ts';
import { remark, steps } from './kit/instead.ts';
import { defineRule, sql } from './kit/rule.ts';
import { existing, objectName } from './kit/tables.ts';
import { code, listed } from './kit/text.ts';

export const rule = defineRule({
  id: 'lock-table',
  severity: 'warning',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'AccessExclusiveLock',
  since: 13,
  title: 'LOCK TABLE stops a table until the transaction ends',
  why: 'Without a mode LOCK TABLE takes AccessExclusive, so that not even reads go on; SHARE and the stronger modes stop writes. Every statement takes the lock it needs by itself, and an advisory lock keeps two runs of a migration apart without touching a table.',
  examples: {
    given: sql`create table orders (id bigint primary key);`,
    bad: sql`
      begin;
      lock table orders;
      commit;`,
    good: sql`
      begin;
      select pg_advisory_xact_lock(20260101);
      lock table orders in share update exclusive mode;
      commit;`,
  },
  on: {
    LockStmt(lock, facts) {
      const mode = lockNumbers[lock.mode ?? 8] ?? 'AccessExclusiveLock';
      const blocked = blocks(mode);
      const objects = all('RangeVar', lock.relations).flatMap((range) => {
        const relation = existing(range, facts);
        return relation ? [objectName(relation.name)] : [];
      });
      if (blocked.length === 0 || objects.length === 0 || facts.session.transaction === 'none') return undefined;
      const names = listed(objects.map(code));
      const writesOnly = !blocked.includes('reads');
      return {
        objects,
        says: `${writesOnly ? 'Writes to' : 'Reads and writes of'} ${names} wait until this transaction ends: LOCK TABLE takes ${spoken(mode)}.${writesOnly ? ' Reads go on.' : ''}`,
        instead: steps(
          remark('Leave it out: every statement takes the lock it needs by itself.'),
          remark('To keep two runs of a migration apart, lock a number of your own instead of a table:'),
          'SELECT pg_advisory_xact_lock(20260101);',
        ),
      };
    },
  },
});
