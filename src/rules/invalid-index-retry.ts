import type { IndexStmt } from '@pgsql/types';
import { nextMigration, outsideTransaction, statement, steps } from './kit/instead.ts';
import { defineRule, sql, type Facts } from './kit/rule.ts';
import { existingTable, nameFrom, objectName } from './kit/tables.ts';
import { code, oneLine } from './kit/text.ts';

export const rule = defineRule({
  id: 'invalid-index-retry',
  severity: 'warning',
  hazard: 'failure',
  checks: 'idempotent',
  since: 13,
  mechanical: true,
  title: 'IF NOT EXISTS takes the invalid index of a failed build for a good one',
  why: 'A concurrent build that is cancelled, or finds a duplicate, leaves an invalid index under the name it was given. Run again, IF NOT EXISTS sees the name, skips the build with a notice and succeeds. Queries never use the index, every write keeps it up to date, and a unique one guarantees nothing.',
  examples: {
    given: sql`create table orders (id bigint primary key, email text);`,
    bad: sql`create index concurrently if not exists orders_email on orders (email);`,
    good: sql`
      drop index concurrently if exists orders_email;
      create index concurrently orders_email on orders (email);`,
  },
  on: {
    IndexStmt(index, facts) {
      const table = existingTable(index.relation, facts);
      if (!table || !index.concurrent || !index.if_not_exists || droppedBefore(index, facts)) return undefined;
      const name = objectName({ schema: table.name.schema, name: index.idxname ?? '' });
      const guarantee = index.unique ? ', nothing is kept unique' : '';
      const drop = outsideTransaction(`DROP INDEX CONCURRENTLY IF EXISTS ${name};`, facts);
      const alone = facts.transaction === 'one-message' ? nextMigration('each of the two is alone in its file.') : '';
      return {
        objects: [objectName(table.name)],
        says: `Should this build fail, the invalid index ${code(name)} stays. Run again, the statement finds that name, skips the build and succeeds: no query uses the index${guarantee}, and every write to ${code(objectName(table.name))} keeps it up to date.`,
        instead: steps(drop, alone, statement(plain(facts.statement.sql))),
      };
    },
  },
});

/** The leftover, if any, goes first: then there is nothing to be taken for the index. */
const droppedBefore = ({ idxname }: IndexStmt, { earlier }: Facts): boolean =>
  earlier.some(
    ({ statement: { node } }) =>
      'DropStmt' in node &&
      node.DropStmt.removeType === 'OBJECT_INDEX' &&
      (node.DropStmt.objects ?? []).some((one) => nameFrom(one).name === idxname),
  );

const plain = (text: string): string =>
  oneLine(text).replace(/\bCONCURRENTLY\s+IF\s+NOT\s+EXISTS\b/i, (found) => found.slice(0, 'CONCURRENTLY'.length));
