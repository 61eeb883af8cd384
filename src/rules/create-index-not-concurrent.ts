import { concurrently } from './kit/concurrently.ts';
import { builtInItsPlace, takesThePlace } from './kit/in-its-place.ts';
import { isBuiltAlready } from './kit/indexed.ts';
import { outsideTransaction, remark, statement, steps } from './kit/instead.ts';
import { defineRule, sql } from './kit/rule.ts';
import { existingTable, objectName, quoteIdentifier } from './kit/tables.ts';
import { code } from './kit/text.ts';
import { readsBeside } from './kit/waits.ts';

export const rule = defineRule({
  id: 'create-index-not-concurrent',
  severity: 'blocker',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'ShareLock',
  scans: true,
  since: 13,
  mechanical: true,
  title: 'Building an index makes every write wait',
  why: 'CREATE INDEX holds a Share lock until the build ends; inserts, updates and deletes queue behind it.',
  examples: {
    given: sql`create table orders (id bigint primary key, email text);`,
    rows: sql`insert into orders select n, 'a' || n from generate_series(1, 1000) n;`,
    bad: sql`create index orders_email on orders (email);`,
    good: sql`create index concurrently orders_email on orders (email);`,
  },
  on: {
    IndexStmt(index, facts) {
      const table = existingTable(index.relation, facts);
      if (!table || index.concurrent || table.kind === 'partitioned-table' || isBuiltAlready(index, facts))
        return undefined;
      const name = objectName(table.name);
      const leftover = index.idxname
        ? remark(
            `Should the build fail, remove what it leaves: DROP INDEX CONCURRENTLY ${quoteIdentifier(index.idxname)};`,
          )
        : '';
      return {
        objects: [name],
        says: `Writes to ${code(name)} wait until the index is built: CREATE INDEX holds a Share lock on it for the whole build. ${readsBeside([table.name], facts)}`,
        instead: takesThePlace(index, facts)
          ? builtInItsPlace(index.idxname ?? '', table.name.schema, facts)
          : steps(outsideTransaction(statement(concurrently(facts.statement.sql)), facts), leftover),
      };
    },
  },
});
