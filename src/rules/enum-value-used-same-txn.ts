import type { AlterEnumStmt } from '@pgsql/types';
import { fromParts } from '../sql/names.ts';
import { as } from '../sql/nodes.ts';
import type { QualifiedName } from '../sql/qualified-name.ts';
import type { Statement } from '../sql/statement.ts';
import { valuesOfType } from './kit/enum-values.ts';
import { nextMigration, statement, steps } from './kit/instead.ts';
import { defineRule, sql, type Facts, type Hit } from './kit/rule.ts';
import { names, objectName } from './kit/tables.ts';
import { code, oneLine } from './kit/text.ts';
import { lineSeenFrom } from './kit/waits.ts';

export const rule = defineRule({
  id: 'enum-value-used-same-txn',
  severity: 'blocker',
  hazard: 'failure',
  checks: 'forward-compatibility',
  fails: '55P04',
  since: 13,
  evenOnNewTables: true,
  title: 'A new enum value is used before it is committed',
  why: 'A value that ALTER TYPE … ADD VALUE adds can be used only after its transaction is committed, unless the type itself was made in that transaction. A default, a comparison or a cast uses it too, on an empty table as well.',
  examples: {
    given: sql`
      create type order_status as enum ('open', 'paid');
      create table orders (id bigint primary key, status order_status);`,
    bad: sql`
      begin;
      alter type order_status add value 'refunded';
      alter table orders alter column status set default 'refunded'::order_status;
      commit;`,
    good: sql`
      alter type order_status add value 'refunded';
      alter table orders alter column status set default 'refunded'::order_status;`,
  },
  on: Object.fromEntries(
    [
      ...['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'SelectStmt', 'MergeStmt', 'CreateTableAsStmt', 'ViewStmt'],
      ...['AlterTableStmt', 'CreateStmt', 'IndexStmt', 'CreatePolicyStmt'],
    ].map((kind) => [kind, (_: unknown, facts: Facts) => hit(facts)]),
  ),
});

function hit(facts: Facts): Hit | undefined {
  for (const { by, type, value } of addedBefore(facts)) {
    if (!valuesOfType(type, facts).includes(value)) continue;
    return {
      objects: [objectName(type)],
      says: `This fails (55P04): ${lineSeenFrom(facts, by)} adds ${code(`'${value}'`)} to ${code(objectName(type))} in the same transaction, and a new enum value can be used only after that is committed.`,
      instead: steps(
        statement(oneLine(by.sql)),
        nextMigration('the value is committed and can be used.'),
        statement(oneLine(facts.statement.sql)),
      ),
    };
  }
  return undefined;
}

interface Added {
  readonly by: Statement;
  readonly type: QualifiedName;
  readonly value: string;
}

function addedBefore(facts: Facts): readonly Added[] {
  const { session, catalog } = facts;
  const found = session
    .beforeOf('AlterEnumStmt')
    .flatMap((by): readonly (Added & { readonly alter: AlterEnumStmt })[] => {
      const alter = as('AlterEnumStmt', by.node);
      if (!alter?.newVal || alter.oldVal) return [];
      const { schema, name } = fromParts(names(alter.typeName));
      const type = catalog.type({ schema, name })?.name ?? { schema: schema ?? 'public', name };
      const made = session
        .beforeOf('CreateEnumStmt')
        .some(({ node }) => names(as('CreateEnumStmt', node)?.typeName).at(-1) === name);
      return made ? [] : [{ by, type, value: alter.newVal, alter }];
    });
  // IF NOT EXISTS adds nothing where the value was there.
  return found.filter(
    ({ by, alter, value }) =>
      !alter.skipIfNewValExists ||
      facts.earlier
        .find(({ statement: one }) => one === by)
        ?.catalog.type(fromParts(names(alter.typeName)))
        ?.labels?.includes(value) !== true,
  );
}
