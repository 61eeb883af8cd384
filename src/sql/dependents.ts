import type { QualifiedName } from './qualified-name.ts';

/** A column that a stored query or expression names, or, without one, the relation as a whole. */
export interface Use {
  readonly relation: QualifiedName;
  readonly column?: string;
}

/**
 * What Postgres itself keeps together with the relations, columns and functions its text names (pg_depend): it follows
 * their renames, and keeps them from being dropped. The body of a function is none of these, unless it is BEGIN ATOMIC.
 */
export interface Dependent {
  readonly kind: 'view' | 'materialized-view' | 'rule' | 'policy' | 'trigger' | 'generated-column' | 'routine';
  /** The view or routine itself; of the others the table that has them. */
  readonly on: QualifiedName;
  /** Of what a table has: its name there. */
  readonly name?: string;
  readonly uses: readonly Use[];
  /** Functions that it calls. */
  readonly calls: readonly QualifiedName[];
  /** The statement that made it, as written; absent where names in it have changed since. */
  readonly sql?: string;
  readonly madeHere: boolean;
}

export interface Schema {
  readonly name: string;
  readonly madeHere: boolean;
}

/** A function or procedure. */
export interface Routine {
  readonly name: QualifiedName;
  /** Types of its input parameters: what tells it apart from others of its name. */
  readonly inputs: readonly string[];
  /** Made before it with the same name and other inputs. */
  readonly others: readonly Routine[];
  readonly volatility: 'immutable' | 'stable' | 'volatile' | 'unknown';
  readonly language: string;
  /** The whole CREATE FUNCTION statement. */
  readonly sql: string;
  /** RETURNS trigger or event_trigger: only triggers can call it. */
  readonly forTriggers: boolean;
  readonly madeHere: boolean;
}
