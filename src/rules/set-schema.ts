import type { AlterObjectSchemaStmt, RenameStmt } from '@pgsql/types';
import { fromParts, namedBy } from '../sql/names.ts';
import { madeAgain } from './kit/later.ts';
import { atOnce, remark, statement, steps } from './kit/instead.ts';
import { defineRule, sql, type Facts, type Hit } from './kit/rule.ts';
import { contentsOf, existingSchema } from './kit/schemas.ts';
import { existing, objectName, quoteIdentifier } from './kit/tables.ts';
import { code, listedBriefly, oneLine } from './kit/text.ts';

export const rule = defineRule({
  id: 'set-schema',
  severity: 'blocker',
  hazard: 'compatibility',
  checks: 'backward-compatibility',
  phase: 'contract',
  takes: 'AccessExclusiveLock',
  since: 13,
  title: 'Moving an object to another schema breaks the code that names it',
  why: 'Queries that name the old schema fail at once, and so do those without a schema unless their search_path holds the new one. A view under the old name, made in the same transaction, serves both.',
  examples: {
    given: sql`
      create schema billing;
      create table orders (id bigint primary key);`,
    bad: sql`alter table orders set schema billing;`,
    good: sql`
      begin;
      alter table orders set schema billing;
      create view public.orders as select * from billing.orders;
      commit;`,
  },
  on: {
    AlterObjectSchemaStmt: (alter, facts) => (alter.relation ? movedRelation(alter, facts) : movedOther(alter, facts)),
    RenameStmt: (rename, facts) => (rename.renameType === 'OBJECT_SCHEMA' ? renamedSchema(rename, facts) : undefined),
  },
});

function movedRelation({ relation, newschema = '' }: AlterObjectSchemaStmt, facts: Facts): Hit | undefined {
  const moved = existing(relation, facts);
  if (!moved || moved.name.schema === newschema || madeAgain(moved.name, facts)) return undefined;
  const name = objectName(moved.name);
  const fresh = objectName({ ...moved.name, schema: newschema });
  if (moved.kind === 'sequence') return hit([name], moves(name, fresh), later([moved.name.schema, newschema], facts));
  return hit(
    [name],
    moves(name, fresh),
    steps(
      atOnce(facts, statement(oneLine(facts.statement.sql)), `CREATE VIEW ${name} AS SELECT * FROM ${fresh};`),
      remark('Drop the view when no code uses the old name any more.'),
    ),
  );
}

function movedOther({ object, objectType, newschema = '' }: AlterObjectSchemaStmt, facts: Facts): Hit | undefined {
  const written = fromParts(namedBy(object));
  const found = facts.catalog.type(written) ?? facts.catalog.routine(written);
  if (found?.madeHere || found?.name.schema === newschema) return undefined;
  const name = objectName(found?.name ?? { schema: written.schema ?? 'public', name: written.name });
  const fresh = objectName({ schema: newschema, name: written.name });
  const schemas = [found?.name.schema ?? written.schema ?? 'public', newschema] as const;
  if (objectType !== 'OBJECT_EXTENSION') return hit([name], moves(name, fresh), later(schemas, facts));
  const extension = code(quoteIdentifier(written.name));
  return hit(
    [quoteIdentifier(written.name)],
    `Statements of the running code that name functions or types of the extension ${extension} by its old schema fail from the moment they move to ${code(quoteIdentifier(newschema))}, and so do those without a schema unless their search_path holds it.`,
    later(schemas, facts),
  );
}

function renamedSchema({ subname = '', newname = '' }: RenameStmt, facts: Facts): Hit | undefined {
  if (!existingSchema(subname, facts)) return undefined;
  const held = contentsOf(subname, facts);
  const such = held.length > 0 ? `, such as ${listedBriefly(held.map(code))},` : '';
  return hit(
    held.length > 0 ? held : [quoteIdentifier(subname)],
    `Queries of the running code on anything in the schema ${code(quoteIdentifier(subname))}${such} fail from the moment it is called ${code(quoteIdentifier(newname))}.`,
    later([subname, newname], facts),
  );
}

const moves = (name: string, fresh: string): string =>
  `Queries of the running code that name ${code(name)} fail from the moment it moves to ${code(fresh)}, and so do those without a schema unless their search_path holds the new one.`;

const later = (schemas: readonly [old: string, fresh: string], facts: Facts): string =>
  steps(
    remark('1. Let every role of the application find both schemas, before its next connection:'),
    `ALTER ROLE <role> SET search_path = ${schemas.map(quoteIdentifier).join(', ')};`,
    remark('2. Release code that names it without a schema. Then, in a later pull request:'),
    statement(oneLine(facts.statement.sql)),
  );

const hit = (objects: readonly string[], says: string, instead: string): Hit => ({ objects, says, instead });
