import type { Constraint, Index, Relation } from '../sql/model.ts';
import { spokenDependent } from './kit/dependents.ts';
import { alterationsOf } from './kit/later.ts';
import { remark, statement, steps } from './kit/instead.ts';
import { defineRule, sql, type Action, type Facts } from './kit/rule.ts';
import { column, existingTable, objectName, quoteIdentifier } from './kit/tables.ts';
import { code, listed } from './kit/text.ts';

export const rule = defineRule({
  id: 'drop-column-drops-constraint',
  severity: 'warning',
  hazard: 'compatibility',
  checks: 'backward-compatibility',
  takes: 'AccessExclusiveLock',
  since: 13,
  title: 'With the column go its indexes and constraints',
  why: 'DROP COLUMN takes every index, key, foreign key and CHECK that names the column, also those that serve other columns: what a UNIQUE over two columns kept apart may repeat, and queries that an index over both made quick read the whole table. Nothing says so.',
  versions:
    'Before Postgres 15 generated columns go with the column they are made from; from 15 on that fails (view-function-dependence).',
  examples: {
    given: sql`
      create table orders (id bigint primary key, shop bigint, number int, constraint orders_number unique (shop, number));`,
    bad: sql`alter table orders drop column shop;`,
    good: sql`
      create unique index concurrently orders_number_alone on orders (number);
      alter table orders drop constraint orders_number;`,
  },
  on: {
    AT_DropColumn(action, facts) {
      const table = existingTable(action.table, facts);
      const name = action.cmd.name;
      if (!table || name === undefined || !column(table, name) || column(table, name)?.madeHere) return undefined;
      const constraints = constraintsWith(table, name, action, facts);
      const indexes = indexesWith(table, name, facts);
      const generated = generatedFrom(table, name, facts);
      const lost = [...generated, ...constraints.map(spokenConstraint), ...indexes.map(spokenIndex)];
      if (lost.length === 0) return undefined;
      const shown = objectName(table.name);
      // What belongs to the column alone is expected to go with it.
      const shared =
        generated.length > 0 ||
        constraints.some(({ kind, columns }) => columns.length > 1 || kind === 'primary-key') ||
        indexes.some((index) => covered(index).length > 1);
      return {
        objects: [shown],
        says: `With ${code(quoteIdentifier(name))} ${code(shown)} loses, without a word, ${listed(lost)}.`,
        instead: steps(
          remark('1. What the other columns still need, make anew without this one, in a migration of its own.'),
          remark('2. Drop the rest by name, so that it is seen. Then:'),
          statement(`${action.head} ${action.text}`),
        ),
        ...(shared ? {} : { severity: 'advice' as const }),
      };
    },
  },
});

function constraintsWith(table: Relation, name: string, { cmd }: Action, facts: Facts): readonly Constraint[] {
  const siblings = alterationsOf(table.name, [facts]);
  const gone = siblings
    .slice(0, siblings.indexOf(cmd))
    .flatMap((one) => (one.subtype === 'AT_DropConstraint' ? (one.name ?? []) : []));
  return table.constraints.filter(
    ({ columns, kind, madeHere, name: own }) =>
      columns.includes(name) && kind !== 'not-null' && !madeHere && !gone.includes(own),
  );
}

/** From Postgres 15 on they keep the column from being dropped. */
const generatedFrom = (table: Relation, name: string, { catalog, postgres }: Facts): readonly string[] =>
  catalog
    .dependents(table.name, name)
    .flatMap((one) =>
      postgres < 15 && one.kind === 'generated-column' ? [`${spokenDependent(one)} and its values`] : [],
    );

/** Those behind constraints are told with them. */
const indexesWith = (table: Relation, name: string, { catalog }: Facts): readonly Index[] =>
  catalog
    .indexes(table.name)
    .filter((index) => index.constraint === undefined && !index.madeHere && covered(index).includes(name));

const covered = ({ columns, alsoNames = [] }: Index): readonly string[] => [...new Set([...columns, ...alsoNames])];

const kinds: Readonly<Record<Constraint['kind'], string>> = {
  'primary-key': 'the primary key',
  unique: 'the UNIQUE',
  'foreign-key': 'the foreign key',
  check: 'the CHECK',
  'not-null': 'the NOT NULL',
  exclusion: 'the EXCLUDE',
};

const over = (columns: readonly string[]): string =>
  columns.length > 1 ? ` over ${listed(columns.map((one) => code(quoteIdentifier(one))))}` : '';

const spokenConstraint = ({ kind, name, columns }: Constraint): string =>
  `${kinds[kind]} ${code(quoteIdentifier(name))}${over(columns)}`;

const spokenIndex = (index: Index): string =>
  `the index ${code(quoteIdentifier(index.name.name))}${over(covered(index))}`;
