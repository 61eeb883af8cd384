import type { RangeVar } from '@pgsql/types';
import { all, switchedOn } from '../sql/nodes.ts';
import { outsideTransaction, remark, steps } from './kit/instead.ts';
import { defineRule, sql, type Facts, type Hit } from './kit/rule.ts';
import { existingTable, objectName, quoteIdentifier } from './kit/tables.ts';
import { code, listed } from './kit/text.ts';

export const rule = defineRule({
  id: 'cluster-vacuum-full',
  severity: 'blocker',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'AccessExclusiveLock',
  rewrites: true,
  since: 13,
  title: 'CLUSTER and VACUUM FULL write the table anew while nobody may use it',
  why: 'Both copy every row to a new file and build every index anew under an AccessExclusive lock. A plain VACUUM makes the room usable again beside reads and writes; pg_repack and pg_squeeze do the whole of it online.',
  examples: {
    given: sql`create table orders (id bigint primary key, email text);`,
    rows: sql`insert into orders select n, 'a' || n from generate_series(1, 1000) n;`,
    bad: sql`cluster orders using orders_pkey;`,
    good: sql`
      alter table orders cluster on orders_pkey;
      vacuum (analyze) orders;`,
  },
  on: {
    ClusterStmt({ relation, indexname }, facts) {
      const found = tables(relation ? [relation] : undefined, facts);
      const [name] = found;
      if (!name) return undefined;
      const order = indexname && relation ? `ALTER TABLE ${name} CLUSTER ON ${quoteIdentifier(indexname)};` : '';
      const how = relation ? ` --table=${name}` : '';
      return hit(
        found,
        relation ? whose(found) : 'every clustered table',
        'CLUSTER',
        steps(order, remark(`Then, beside reads and writes and outside the migrations: pg_repack${how}`)),
      );
    },
    VacuumStmt({ is_vacuumcmd, options, rels }, facts) {
      if (!is_vacuumcmd || !switchedOn(options, 'full')) return undefined;
      const ranges = rels && all('VacuumRelation', rels).flatMap(({ relation }) => relation ?? []);
      const found = tables(ranges, facts);
      if (found.length === 0) return undefined;
      const plain = `VACUUM (ANALYZE)${rels ? ` ${found.join(', ')}` : ''};`;
      const shrink = 'To give room back to the disk, beside reads and writes and outside the migrations: pg_repack';
      return hit(
        found,
        rels ? whose(found) : 'every table, one after the other,',
        'VACUUM FULL',
        steps(outsideTransaction(plain, facts), remark(shrink)),
      );
    },
  },
});

const whose = (tables: readonly string[]): string => listed(tables.map(code));

const hit = (objects: readonly string[], of: string, what: string, instead: string): Hit => ({
  objects,
  says: `Reads and writes of ${of} wait while the rows and all indexes are written anew: ${what} holds AccessExclusive until it is done.`,
  instead,
});

/** The existing tables that are written anew; without a list, every one that is known. */
function tables(ranges: readonly RangeVar[] | undefined, facts: Facts): readonly string[] {
  const named = ranges ?? facts.catalog.relations.map(({ name }) => ({ schemaname: name.schema, relname: name.name }));
  return named.flatMap((range) => {
    const table = existingTable(range, facts);
    return table ? [objectName(table.name)] : [];
  });
}
