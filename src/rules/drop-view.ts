import { madeAgain } from './kit/later.ts';
import { remark, statement, steps } from './kit/instead.ts';
import { defineRule, sql } from './kit/rule.ts';
import { existing, nameFrom, objectName } from './kit/tables.ts';
import { code } from './kit/text.ts';

export const rule = defineRule({
  id: 'drop-view',
  severity: 'blocker',
  hazard: 'compatibility',
  checks: 'backward-compatibility',
  phase: 'contract',
  takes: 'AccessExclusiveLock',
  since: 13,
  title: 'Dropping a view breaks the code that reads it',
  why: 'Every query of the running application on it fails at once (42P01). A view that is made again in the same transaction is never missed, but it starts without the rights that were granted on the old one.',
  examples: {
    given: sql`
      create table orders (id bigint primary key, paid boolean);
      create view open_orders as select id from orders where not paid;`,
    bad: sql`drop view open_orders;`,
    good: sql`
      begin;
      drop view open_orders;
      create view open_orders as select id, paid from orders where not paid;
      commit;`,
  },
  on: {
    DropStmt(drop, facts) {
      if (drop.removeType !== 'OBJECT_VIEW' && drop.removeType !== 'OBJECT_MATVIEW') return undefined;
      const materialized = drop.removeType === 'OBJECT_MATVIEW';
      return (drop.objects ?? []).flatMap((node) => {
        const view = existing(nameFrom(node), facts);
        if (!view || madeAgain(view.name, facts)) return [];
        const name = objectName(view.name);
        const form = `DROP ${materialized ? 'MATERIALIZED VIEW' : 'VIEW'} ${name}`;
        return {
          objects: [name],
          says: `Queries of the running code on ${code(name)} fail from the moment it is dropped (42P01).`,
          instead: steps(
            remark('If it is made again: in the same transaction, with its GRANTs.'),
            remark('1. Otherwise release code that does not read it.'),
            remark('2. When no old code runs any more, in a later pull request:'),
            statement(form),
          ),
        };
      });
    },
  },
});
