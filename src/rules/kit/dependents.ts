import type { Dependent, Routine } from '../../sql/dependents.ts';
import type { Relation } from '../../sql/model.ts';
import { as } from '../../sql/nodes.ts';
import { fromParts } from '../../sql/names.ts';
import type { QualifiedName } from '../../sql/qualified-name.ts';
import { bodiesUsing } from '../../sql/routine-body.ts';
import type { Facts } from './facts.ts';
import { nameFrom, names, objectName, quoteIdentifier, sameName } from './tables.ts';
import { code } from './text.ts';

export interface Target {
  readonly relation: QualifiedName;
  readonly column?: string;
}

/** What Postgres itself keeps a relation, or a column of it, for. What the relation has of its own goes with it. */
export const keptFor = ({ relation, column }: Target, facts: Facts): readonly Dependent[] =>
  facts.catalog
    .dependents(relation, column)
    .filter(({ on, kind }) =>
      column === undefined ? !sameName(on, relation) : !isView(kind) || !sameName(on, relation),
    );

const isView = (kind: Dependent['kind']): boolean => kind === 'view' || kind === 'materialized-view';

/** Views and the views that read them, nearest first. */
export function withReaders(first: readonly Dependent[], facts: Facts): readonly Dependent[] {
  const found = [...first];
  // A list that grows while it is walked.
  for (const one of found) {
    for (const next of isView(one.kind) ? keptFor({ relation: one.on }, facts) : []) {
      if (!found.some((other) => sameThing(other, next))) found.push(next);
    }
  }
  return found;
}

const sameThing = (a: Dependent, b: Dependent): boolean =>
  a.kind === b.kind && a.name === b.name && sameName(a.on, b.on);

const words: Readonly<Record<Dependent['kind'], string>> = {
  view: 'view',
  'materialized-view': 'materialized view',
  rule: 'rule',
  policy: 'policy',
  trigger: 'trigger',
  'generated-column': 'generated column',
  routine: 'function',
};

/** “the view `public.recent`”, “the trigger `touch` of `public.orders`”. */
export const spokenDependent = ({ kind, on, name }: Dependent): string =>
  name === undefined
    ? `the ${words[kind]} ${code(objectName(on))}`
    : `the ${words[kind]} ${code(quoteIdentifier(name))} of ${code(objectName(on))}`;

/** `DROP VIEW public.recent;` */
export function dropStatement({ kind, on, name = '' }: Dependent): string {
  const owner = objectName(on);
  if (kind === 'generated-column') return `ALTER TABLE ${owner} DROP COLUMN ${quoteIdentifier(name)};`;
  const word = kind === 'routine' ? 'ROUTINE' : words[kind].toUpperCase();
  return kind === 'view' || kind === 'materialized-view' || kind === 'routine'
    ? `DROP ${word} ${owner};`
    : `DROP ${word} ${quoteIdentifier(name)} ON ${owner};`;
}

/** Bodies that name it and stay as they are: the pull request neither replaces nor drops them. */
export const bodiesLeft = (target: Target | { readonly routine: QualifiedName }, facts: Facts): readonly Routine[] =>
  bodiesUsing(target, facts.catalog).filter(({ name }) => !replacedLater(name, facts));

function replacedLater(routine: QualifiedName, { later }: Facts): boolean {
  return later.some(({ statement: { node } }) => {
    const made = as('CreateFunctionStmt', node);
    if (made) return isCalled(fromParts(names(made.funcname)), routine);
    const drop = as('DropStmt', node);
    return (drop?.objects ?? []).some((one) => 'ObjectWithArgs' in one && isCalled(nameFrom(one), routine));
  });
}

const isCalled = ({ schema, name }: ReturnType<typeof nameFrom>, routine: QualifiedName): boolean =>
  name === routine.name && (schema === undefined || schema === routine.schema);

/** The relation behind a name, one that this pull request made included: what fails does so for everybody. */
export const known = (name: ReturnType<typeof nameFrom>, facts: Facts): Relation | undefined => {
  const relation = facts.catalog.relation(name);
  return relation?.known && relation.persistence !== 'temporary' ? relation : undefined;
};
