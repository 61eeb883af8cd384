import { inBatches } from './kit/batches.ts';
import { remark, steps } from './kit/instead.ts';
import { defineRule, sql, type Facts } from './kit/rule.ts';
import { column, existingTable, names, objectName, quoteIdentifier, sameName } from './kit/tables.ts';
import { code, literal } from './kit/text.ts';
import { fromParts } from '../sql/names.ts';
import type { QualifiedName } from '../sql/qualified-name.ts';

export const rule = defineRule({
  id: 'rename-enum-value',
  severity: 'blocker',
  hazard: 'compatibility',
  checks: 'backward-compatibility',
  phase: 'contract',
  since: 13,
  title: 'Renaming an enum value breaks the code that still uses the old one',
  why: 'From that moment the old label is no value of the type: queries that name it fail (22P02), and code that reads rows meets a label it does not know. A new value beside the old one serves both.',
  examples: {
    given: sql`
      create type order_state as enum ('open', 'done');
      create table orders (id bigint primary key, state order_state);`,
    bad: sql`alter type order_state rename value 'done' to 'closed';`,
    good: sql`alter type order_state add value 'closed';`,
  },
  on: {
    AlterEnumStmt(alter, facts) {
      const { oldVal: old, newVal: fresh } = alter;
      if (old === undefined || fresh === undefined) return undefined;
      const written = fromParts(names(alter.typeName));
      const type = facts.catalog.type(written);
      if (type ? type.madeHere : facts.catalog.complete) return undefined;
      if (type?.labels && !type.labels.includes(old)) return undefined;
      const name = objectName(type?.name ?? { schema: written.schema ?? 'public', name: written.name });
      const rows = backfills(type?.name, [old, fresh], facts);
      return {
        objects: [name],
        says: `Queries of the running code that name ${code(literal(old))} of ${code(name)} fail from the moment it is called ${code(literal(fresh))} (22P02). Rows that hold it come back with a label that code does not know.`,
        instead: steps(
          `ALTER TYPE ${name} ADD VALUE ${literal(fresh)} AFTER ${literal(old)};`,
          remark(
            `Release code that reads both values and writes the new one.${rows.length > 0 ? ' Then change the old rows:' : ''}`,
          ),
          ...rows,
          remark('The old value stays in the type, unused: Postgres cannot take it away.'),
        ),
      };
    },
  },
});

/** An UPDATE in batches for every column of the type. */
function backfills(type: QualifiedName | undefined, [old, fresh]: readonly [string, string], facts: Facts) {
  const uses = facts.catalog.relations.flatMap((relation) => {
    const table = type && relation.partitionOf === undefined ? existingTable(relation.name, facts) : undefined;
    const columns = table?.columns.filter((one) => type && sameName(one.type, type) && one.type.arrayDimensions === 0);
    return (columns ?? []).flatMap(({ name }) => (table && column(table, name) ? [{ table, name }] : []));
  });
  return uses.map(({ table, name }) => {
    const quoted = quoteIdentifier(name);
    const update = `UPDATE ${objectName(table.name)} SET ${quoted} = ${literal(fresh)}`;
    return inBatches(table, update, `${quoted} = ${literal(old)}`, facts);
  });
}
