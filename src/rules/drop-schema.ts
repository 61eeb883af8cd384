import { remark, steps } from './kit/instead.ts';
import { defineRule, sql } from './kit/rule.ts';
import { contentsOf, existingSchema } from './kit/schemas.ts';
import { names, quoteIdentifier } from './kit/tables.ts';
import { code, listedBriefly } from './kit/text.ts';

export const rule = defineRule({
  id: 'drop-schema',
  severity: 'blocker',
  hazard: 'data-loss',
  checks: 'backward-compatibility',
  phase: 'contract',
  destructive: true,
  since: 13,
  title: 'Dropping a schema loses everything that is in it',
  why: 'With CASCADE every table, view, function and type of the schema goes, rows included, and what depends on them elsewhere. Queries of the running application on any of it fail at once. Without CASCADE the statement fails while anything is left in it (2BP01).',
  examples: {
    given: sql`
      create schema archive;
      create table archive.orders (id bigint primary key);`,
    bad: sql`drop schema archive cascade;`,
    good: sql`comment on schema archive is 'Unused since release 41; to be dropped after 2027-01-31.';`,
  },
  on: {
    DropStmt(drop, facts) {
      if (drop.removeType !== 'OBJECT_SCHEMA') return undefined;
      return names(drop.objects).flatMap((name) => {
        if (!existingSchema(name, facts)) return [];
        const held = contentsOf(name, facts);
        const shown = quoteIdentifier(name);
        const what = `Everything in the schema ${code(shown)}${held.length > 0 ? `, such as ${listedBriefly(held.map(code))},` : ''}`;
        const unless = held.length > 0 ? `, such as ${listedBriefly(held.map(code))}` : '';
        return {
          objects: held.length > 0 ? held : [shown],
          says:
            drop.behavior === 'DROP_CASCADE'
              ? `${what} is lost for good, rows included, and queries of the running code on it fail at once.`
              : `The schema ${code(shown)} is gone for good. Without CASCADE this fails (2BP01) while anything is left in it${unless}.`,
          instead: steps(
            remark('1. Release code that uses nothing of the schema, and keep a copy of what may be needed.'),
            remark(
              '2. In later pull requests drop its tables, views, functions and types one by one, each by its name.',
            ),
            remark(`3. Then, without CASCADE, so that nothing goes unseen: DROP SCHEMA ${shown};`),
          ),
        };
      });
    },
  },
});
