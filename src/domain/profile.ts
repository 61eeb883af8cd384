import type { WorkClass } from './rehearsal.ts';

/** What is known of production: catalog and statistics, never a value of a row. */
export interface Profile {
  /** The major version. */
  readonly postgres?: number;
  /** `17.5`. */
  readonly version?: string;
  /** By `schema.table`, each part quoted as Postgres would. */
  readonly tables: ReadonlyMap<string, TableProfile>;
  readonly queries: readonly QueryProfile[];
  /** Share of all calls that `queries` stand for. */
  readonly callsShare?: number;
  /** When it was taken, milliseconds since 1970. */
  readonly takenAt?: number;
  /** Since when the server counts, milliseconds since 1970. */
  readonly statsSince?: number;
  /** Taken on one: it counts only its own reads. */
  readonly standby?: boolean;
  /** What could not be read, and why: absent there is not none. */
  readonly missing?: Readonly<Record<string, string>>;
  /** As postgresql.conf takes them. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Timeouts and the like that a role or this database has of its own. */
  readonly roleSettings?: readonly RoleSettings[];
  /** Version by name. */
  readonly extensions?: Readonly<Record<string, string>>;
  readonly replicas?: readonly ReplicaProfile[];
  readonly slots?: readonly SlotProfile[];
  /** The oldest that was open when the profile was taken. */
  readonly longestTransactionMs?: number;
  /** What past migrations took, written by hand. */
  readonly durations?: readonly PastMigration[];
}

export interface TableProfile {
  /** Absent where it was never analysed. */
  readonly rows?: number;
  /** Heap and TOAST, without indexes. */
  readonly bytes?: number;
  readonly indexBytes?: number;
  /** Scans begun. */
  readonly readsPerSecond?: number;
  /** Rows inserted, updated and deleted. */
  readonly writesPerSecond?: number;
  readonly kind?: 'materialized-view';
  /** How its partitions are told apart; null stands for an expression. */
  readonly partitioned?: { readonly by: 'range' | 'list' | 'hash'; readonly columns: readonly (string | null)[] };
  /** The table it is a partition of, or inherits from. */
  readonly parent?: string;
  /** Of the rows of the table it is a partition of. */
  readonly shareOfParent?: number;
  /** By column name, as the catalog has it. */
  readonly columns?: ReadonlyMap<string, ColumnProfile>;
  readonly indexes?: readonly IndexProfile[];
  readonly constraints?: readonly ConstraintProfile[];
}

/** As `pg_stats` tells it (ANALYZE's sample), but for values and bounds, which are production's own. */
export interface ColumnProfile {
  /** 0–1. */
  readonly nullFraction?: number;
  /** Distinct values: a count, absent where not known, or where below 0 their share of the rows, negated (−1 = each row its own). */
  readonly distinct?: number;
  /** Average bytes of a value that is not null. */
  readonly width?: number;
  /** Of the order of values with the order on disk: −1–1. */
  readonly correlation?: number;
  /** Shares of the rows that the commonest values have, at most ten, the greatest first: not which values they are. */
  readonly frequencies?: readonly number[];
}

export interface IndexProfile {
  readonly name: string;
  /** Absent: btree. */
  readonly method?: string;
  readonly primary?: boolean;
  readonly unique?: boolean;
  readonly partial?: boolean;
  /** False: a build that failed left it. */
  readonly valid?: boolean;
  /** Its key; null stands for an expression. */
  readonly columns: readonly (string | null)[];
  /** Of a partial index. */
  readonly rows?: number;
  readonly bytes?: number;
}

export interface ConstraintProfile {
  readonly name: string;
  readonly kind: 'primary-key' | 'unique' | 'foreign-key' | 'check' | 'exclusion';
  readonly columns?: readonly string[];
  /** The table that a foreign key points at. */
  readonly references?: string;
  /** False: rows from before it may violate it. */
  readonly validated?: boolean;
}

export interface QueryProfile {
  /** Normalised: constants are $1, $2, … */
  readonly sql: string;
  readonly callsPerSecond?: number;
  readonly meanMs?: number;
}

export interface RoleSettings {
  /** Absent: of every role. */
  readonly role?: string;
  /** Absent: in every database. */
  readonly database?: string;
  readonly settings: Readonly<Record<string, string>>;
}

export interface ReplicaProfile {
  /** async, sync, quorum or potential. */
  readonly mode?: string;
  readonly lagBytes?: number;
  readonly lagMs?: number;
}

export interface SlotProfile {
  readonly name: string;
  /** physical or logical. */
  readonly kind?: string;
  readonly active?: boolean;
  readonly lagBytes?: number;
}

export interface PastMigration {
  readonly migration: string;
  readonly seconds: number;
  /** Milliseconds that its report had foretold. */
  readonly predicted?: readonly [low: number, high: number];
  /** What kind of work took the time. */
  readonly class?: WorkClass;
}
