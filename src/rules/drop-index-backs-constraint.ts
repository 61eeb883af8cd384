import { defineRule, sql } from './kit/rule.ts';
import { statement } from './kit/instead.ts';
import { nameFrom, objectName, quoteIdentifier } from './kit/tables.ts';
import { code } from './kit/text.ts';
import type { Constraint } from '../sql/model.ts';

export const rule = defineRule({
  id: 'drop-index-backs-constraint',
  severity: 'blocker',
  hazard: 'failure',
  checks: 'lock-analysis',
  fails: '2BP01',
  since: 13,
  mechanical: true,
  evenOnNewTables: true,
  title: 'The index of a constraint cannot be dropped by itself',
  why: 'The index behind a PRIMARY KEY, UNIQUE or EXCLUDE constraint goes with its constraint and only with it; DROP INDEX of it fails, with CASCADE too.',
  examples: {
    given: sql`create table orders (id bigint primary key, number text constraint orders_number unique);`,
    bad: sql`drop index orders_number;`,
    good: sql`alter table orders drop constraint orders_number;`,
  },
  on: {
    DropStmt({ removeType, objects = [] }, facts) {
      if (removeType !== 'OBJECT_INDEX') return undefined;
      return objects.flatMap((node) => {
        const index = facts.catalog.index(nameFrom(node));
        if (index?.constraint === undefined) return [];
        const table = objectName(index.table);
        const constraint = facts.catalog
          .relation(index.table)
          ?.constraints.find(({ name }) => name === index.constraint);
        return {
          objects: [table],
          says: `This fails (2BP01): the index ${code(objectName(index.name))} belongs to the ${kinds[constraint?.kind ?? 'unique']} constraint ${code(quoteIdentifier(index.constraint))} of ${code(table)}.`,
          instead: statement(`ALTER TABLE ${table} DROP CONSTRAINT ${quoteIdentifier(index.constraint)}`),
        };
      });
    },
  },
});

const kinds: Readonly<Partial<Record<Constraint['kind'], string>>> = {
  'primary-key': 'PRIMARY KEY',
  unique: 'UNIQUE',
  exclusion: 'EXCLUDE',
};
