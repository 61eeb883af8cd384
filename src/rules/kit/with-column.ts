import type { Constraint, Index, Relation } from '../../sql/model.ts';
import { spokenDependent } from './dependents.ts';
import type { Action, Facts } from './facts.ts';
import { alterationsOf } from './later.ts';
import { quoteIdentifier } from './tables.ts';
import { code, listed } from './text.ts';

/** What DROP COLUMN takes without a word; `shared` = something that serves more than the column alone. */
export function goingWith(
  table: Relation,
  name: string,
  action: Action,
  facts: Facts,
): { readonly lost: readonly string[]; readonly shared: boolean } {
  const constraints = constraintsWith(table, name, action, facts);
  const indexes = indexesWith(table, name, facts);
  const generated = generatedFrom(table, name, facts);
  return {
    lost: [...generated, ...constraints.map(spokenConstraint), ...indexes.map(spokenIndex)],
    // What belongs to the column alone is expected to go with it.
    shared:
      generated.length > 0 ||
      constraints.some(({ kind, columns }) => columns.length > 1 || kind === 'primary-key') ||
      indexes.some((index) => covered(index).length > 1),
  };
}

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
