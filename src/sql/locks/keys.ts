import { keyOf } from '../catalog.ts';
import type { Constraint, Relation } from '../model.ts';
import type { QualifiedName } from '../qualified-name.ts';
import type { Taking } from './taking.ts';

export interface ForeignKey {
  readonly child: Relation;
  readonly constraint: Constraint;
}

/** Foreign keys that point at a table, or at the partitioned table it is a part of. */
export function keysTo(taking: Taking, relation: Relation): readonly ForeignKey[] {
  const own = taking.catalog.referencing(relation.name).flatMap(({ table, constraint }) => {
    const child = taking.named(table);
    return child ? [{ child, constraint }] : [];
  });
  const parent = relation.partitionOf && taking.named(relation.partitionOf);
  return parent ? [...own, ...keysTo(taking, parent)] : own;
}

/** The tables that a table's own foreign keys point at. */
export const referencedBy = (taking: Taking, constraints: readonly Constraint[]): readonly Relation[] =>
  constraints.flatMap(({ references }) => (references && taking.named(references.table)) ?? []);

/** With a foreign key go its triggers on the other table: AccessExclusive there too. */
export function keysGo(taking: Taking, relation: Relation, going: (constraint: Constraint) => boolean): void {
  const goes = taking.as('a foreign key goes');
  for (const parent of referencedBy(taking, relation.constraints.filter(going))) goes.through('referenced', parent);
}

/** The same, seen from the key it points at, which CASCADE takes away. */
export function keysToGo(taking: Taking, relation: Relation, going: (key: readonly string[]) => boolean): void {
  const goes = taking.as('a foreign key goes');
  for (const { child, constraint } of keysTo(taking, relation)) {
    if (going(constraint.references?.columns ?? [])) goes.through('referencing', child);
  }
}

/** A partition's copies of its parent's foreign keys are the parent's affair. */
export function inheritedFrom(taking: Taking, relation: Relation): (constraint: Constraint) => boolean {
  const parent = relation.partitionOf && taking.named(relation.partitionOf);
  const names = new Set(parent?.constraints.map(({ name }) => name));
  return ({ name }) => names.has(name);
}

export const sameTable = (a: QualifiedName, b: QualifiedName): boolean => keyOf(a) === keyOf(b);
