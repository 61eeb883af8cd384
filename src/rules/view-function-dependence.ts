import { columnGone, relationGone, relationRenamed, routineGone, type Broken } from './kit/broken.ts';
import { dropStatement, spokenDependent, withReaders } from './kit/dependents.ts';
import { atOnce, remark, statement, steps } from './kit/instead.ts';
import { defineRule, sql, type Facts, type Hit } from './kit/rule.ts';
import { objectName } from './kit/tables.ts';
import { code, listedBriefly, oneLine } from './kit/text.ts';

export const rule = defineRule({
  id: 'view-function-dependence',
  severity: 'blocker',
  hazard: 'failure',
  checks: 'backward-compatibility',
  fails: '2BP01',
  since: 13,
  evenOnNewTables: true,
  title: 'A view, function, trigger or policy still uses it',
  why: 'Postgres refuses to drop what a view, policy, trigger, generated column or BEGIN ATOMIC function uses (2BP01), and follows a rename there. The body of any other function is only text to it: the statement succeeds, and the next call fails.',
  versions:
    'Before Postgres 15 a generated column does not keep its source: it goes with it (drop-column-drops-constraint).',
  examples: {
    given: sql`
      create table orders (id bigint primary key, note text, paid boolean);
      create view open_orders as select id, note from orders where not paid;`,
    bad: sql`alter table orders drop column note;`,
    good: sql`
      begin;
      drop view open_orders;
      alter table orders drop column note;
      create view open_orders as select id from orders where not paid;
      commit;`,
  },
  on: {
    AT_DropColumn: (action, facts) => told(columnGone(action, facts), facts),
    DropStmt: (drop, facts) =>
      (drop.objects ?? []).flatMap((node) =>
        'ObjectWithArgs' in node
          ? told(routineGone(node, drop, facts), facts)
          : told(relationGone(node, drop, facts), facts),
      ),
    RenameStmt: (rename, facts) => told(relationRenamed(rename, facts), facts),
    AlterObjectSchemaStmt: (alter, facts) => told(relationRenamed(alter, facts), facts),
  },
});

function told(broken: Broken | undefined, facts: Facts): readonly Hit[] {
  if (!broken || broken.kept.length + broken.bodies.length === 0) return [];
  const { what, objects, kept, bodies, sqlstate } = broken;
  const keepers = listedBriefly(kept.map(spokenDependent));
  const callers = listedBriefly(bodies.map(({ name }) => code(objectName(name))));
  return [
    {
      objects,
      says: [
        kept.length > 0 ? `This fails (2BP01): ${keepers} still ${kept.length === 1 ? 'uses' : 'use'} ${what}.` : '',
        bodies.length > 0
          ? `The body of the function${bodies.length === 1 ? '' : 's'} ${callers} names ${what}, so that the next call fails (${sqlstate}): Postgres does not look into bodies.`
          : '',
      ]
        .filter(Boolean)
        .join(' '),
      instead: atOnce(
        facts,
        ...withReaders(kept, facts).toReversed().map(dropStatement),
        ...bodies.map(({ name }) =>
          remark(`CREATE OR REPLACE FUNCTION ${objectName(name)} with a body that does not name it.`),
        ),
        statement(oneLine(facts.statement.sql)),
        kept.length > 0 ? remark('Here make again what was dropped, without it, and with its GRANTs.') : steps(),
      ),
    },
  ];
}
