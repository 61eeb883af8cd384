import { dropStatement, keptFor, known, spokenDependent, withReaders } from './kit/dependents.ts';
import { atOnce, remark, statement } from './kit/instead.ts';
import { defineRule, sql } from './kit/rule.ts';
import { nameOf, objectName, quoteIdentifier } from './kit/tables.ts';
import { code, listedBriefly, oneLine } from './kit/text.ts';
import type { Dependent } from '../sql/dependents.ts';

export const rule = defineRule({
  id: 'alter-column-type-blocked-by-dependents',
  severity: 'blocker',
  hazard: 'failure',
  checks: 'backward-compatibility',
  fails: '0A000',
  since: 13,
  evenOnNewTables: true,
  title: 'The type of a column that a view, trigger or policy uses cannot be changed',
  why: 'Postgres refuses to change the type of a column, even to the same one, while a view, rule, policy, trigger (UPDATE OF, WHEN), generated column or BEGIN ATOMIC function uses it (0A000). They have to be dropped and made again around it, in one transaction.',
  versions: 'Before Postgres 15 the SQLSTATE for a generated column is 42601.',
  examples: {
    given: sql`
      create table orders (id bigint primary key, note varchar(20), paid boolean);
      create view open_orders as select id, note from orders where not paid;`,
    bad: sql`alter table orders alter column note type varchar(40);`,
    good: sql`
      begin;
      drop view open_orders;
      alter table orders alter column note type varchar(40);
      create view open_orders as select id, note from orders where not paid;
      commit;`,
  },
  on: {
    AT_AlterColumnType({ cmd, table: range }, facts) {
      const table = known(nameOf(range), facts);
      if (!table || cmd.name === undefined) return undefined;
      const kept = keptFor({ relation: table.name, column: cmd.name }, facts);
      if (kept.length === 0) return undefined;
      const name = objectName(table.name);
      const column = `${code(quoteIdentifier(cmd.name))} of ${code(name)}`;
      const all = withReaders(kept, facts);
      const generated = kept.every(({ kind }) => kind === 'generated-column');
      return {
        objects: [name],
        says: `This fails (${generated && facts.postgres < 15 ? '42601' : '0A000'}): ${listedBriefly(kept.map(spokenDependent))} ${kept.length === 1 ? 'uses' : 'use'} ${column}, and Postgres does not change the type of a column in use.`,
        instead: atOnce(
          facts,
          ...all.toReversed().map(dropStatement),
          statement(oneLine(facts.statement.sql)),
          ...all.map(madeAgain),
          remark('Grants on what was dropped are gone: grant them again here.'),
        ),
      };
    },
  },
});

function madeAgain(dependent: Dependent): string {
  if (dependent.sql !== undefined) return statement(oneLine(dependent.sql));
  return remark(
    dependent.kind === 'generated-column'
      ? `Add ${spokenDependent(dependent)} again; a STORED one rewrites the table, so that a plain column that code fills may be better.`
      : `Make ${spokenDependent(dependent)} again.`,
  );
}
