import type { Node } from '@pgsql/types';
import type { Dependent, Routine, Schema } from './dependents.ts';
import type { Group } from './groups.ts';
import type { QualifiedName } from './qualified-name.ts';

export type RelationKind =
  'table' | 'partitioned-table' | 'index' | 'view' | 'materialized-view' | 'sequence' | 'foreign-table';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly notNull: boolean;
  /** Deparsed expression; absent without one. */
  readonly default?: string;
  readonly generated?: 'stored' | 'virtual';
  readonly identity?: 'always' | 'by-default';
  /** Added by this pull request, so that no running code can name it. */
  readonly madeHere?: true;
}

export interface ColumnType {
  /** The catalog's short name: int4, varchar, numeric, timestamptz, or a user's type. */
  readonly name: string;
  readonly schema: string;
  /** Type modifiers as written: varchar(20) → [20], numeric(10,2) → [10, 2]. */
  readonly modifiers: readonly number[];
  readonly arrayDimensions: number;
}

export interface Constraint {
  readonly name: string;
  readonly kind: 'primary-key' | 'unique' | 'foreign-key' | 'check' | 'not-null' | 'exclusion';
  readonly columns: readonly string[];
  readonly validated: boolean;
  /** Deparsed, of a CHECK. */
  readonly expression?: string;
  /** The same as the parser reads it. */
  readonly condition?: Node;
  /** Columns that a CHECK of the form `col IS NOT NULL [AND …]` proves. */
  readonly provesNotNull: readonly string[];
  readonly references?: {
    readonly table: QualifiedName;
    readonly columns: readonly string[];
    /** What becomes of the rows that point at one that goes or changes its key; absent: that is refused. */
    readonly onDelete?: ReferentialAction;
    readonly onUpdate?: ReferentialAction;
  };
  readonly index?: QualifiedName;
  /** Added by this pull request: no running code relies on it, or was ever held to it. */
  readonly madeHere?: true;
}

export type ReferentialAction = 'cascade' | 'set-null' | 'set-default';

export interface Index {
  readonly name: QualifiedName;
  readonly table: QualifiedName;
  readonly columns: readonly string[];
  readonly unique: boolean;
  readonly partial: boolean;
  readonly hasExpressions: boolean;
  /** From 0: before the first element that is an expression stand plain columns. */
  readonly firstExpression?: number;
  /** Of a partial index whose condition is only that these columns are not NULL. */
  readonly whereNotNull?: readonly string[];
  /** Made ON ONLY a partitioned table: the partitions that have no part of it yet. Until then it is invalid. */
  readonly lacking?: readonly QualifiedName[];
  /** Columns of INCLUDE and of a partial index's condition: it goes with them, too. */
  readonly alsoNames?: readonly string[];
  /** Of its elements and its condition. */
  readonly expressions?: readonly Node[];
  /** Those that it names. */
  readonly operatorClasses?: readonly string[];
  readonly method: string;
  readonly constraint?: string;
  readonly madeHere: boolean;
}

export interface Relation {
  readonly name: QualifiedName;
  readonly kind: RelationKind;
  readonly persistence: 'permanent' | 'unlogged' | 'temporary';
  readonly columns: readonly Column[];
  readonly constraints: readonly Constraint[];
  /** Constraints that this pull request dropped: what is added now may replace them. */
  readonly dropped: readonly Constraint[];
  readonly partitionOf?: QualifiedName;
  readonly partitions: readonly QualifiedName[];
  /** CREATE TABLE … OF: the composite type whose attributes are its columns. */
  readonly ofType?: QualifiedName;
  /** Relations a view's query reads. */
  readonly reads: readonly QualifiedName[];
  /** Relations this one inherits from, partitions excepted. */
  readonly inherits: readonly QualifiedName[];
  /** Relations that inherit from this one, partitions excepted. */
  readonly heirs: readonly QualifiedName[];
  /** Names of its triggers and row level security policies. */
  readonly triggers: readonly string[];
  readonly policies: readonly string[];
  /** Row level security is on: since before, or switched on by this pull request. */
  readonly rowSecurity?: 'before' | 'here';
  /** Of a partition: it takes what no other partition takes. */
  readonly defaultPartition: boolean;
  /** Of a partitioned table, where it is known. */
  readonly partitionKey?: PartitionKey;
  /** As the migrations name them; absent = the database's own. */
  readonly owner?: string;
  readonly tablespace?: string;
  readonly accessMethod?: string;
  /** Made by this pull request (not merely in this transaction): its locks and scans disturb nobody. */
  readonly madeHere: boolean;
  /** False where it is only assumed to exist (`lint` without a schema): its columns and keys are not known. */
  readonly known: boolean;
}

/** What a partitioned table chooses a row's partition by. */
export interface PartitionKey {
  readonly strategy: 'list' | 'range' | 'hash';
  /** In order; those that expressions use are not among them. */
  readonly columns: readonly string[];
  readonly hasExpressions: boolean;
}

/** The schema as one statement finds it: what was there at the merge base and what this pull request made so far. */
export interface Catalog {
  /** Resolved by search_path where no schema is given. Undefined: certainly not there. */
  relation(name: { readonly schema?: string | undefined; readonly name: string }): Relation | undefined;
  indexes(table: QualifiedName): readonly Index[];
  index(name: { readonly schema?: string | undefined; readonly name: string }): Index | undefined;
  /** Foreign keys that point at a table. */
  referencing(table: QualifiedName): readonly { readonly table: QualifiedName; readonly constraint: Constraint }[];
  readonly relations: readonly Relation[];
  /** Volatility of a function, `unknown` for one never seen. */
  volatility(name: {
    readonly schema?: string | undefined;
    readonly name: string;
  }): 'immutable' | 'stable' | 'volatile' | 'unknown';
  type(name: { readonly schema?: string | undefined; readonly name: string }): UserType | undefined;
  /**
   * Views, triggers, policies, rules, generated columns and BEGIN ATOMIC routines whose text names the relation, or one
   * of its columns.
   */
  dependents(relation: QualifiedName, column?: string): readonly Dependent[];
  /** The same for those that call a routine. */
  callers(routine: QualifiedName): readonly Dependent[];
  readonly routines: readonly Routine[];
  routine(name: { readonly schema?: string | undefined; readonly name: string }): Routine | undefined;
  readonly groups: readonly Group[];
  /** Undefined: nobody made it, as far as these migrations tell. */
  schema(name: string): Schema | undefined;
  /** False where the schema before is not known (`lint` without --schema). */
  readonly complete: boolean;
}

export interface UserType {
  readonly name: QualifiedName;
  readonly kind: 'enum' | 'domain' | 'composite' | 'range';
  readonly labels?: readonly string[];
  readonly base?: ColumnType;
  readonly constrained?: boolean;
  readonly madeHere: boolean;
}
