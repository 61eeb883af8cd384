/** What is known of production: catalog and statistics, never a value of a row. */
export interface Profile {
  /** The major version. */
  readonly postgres?: number;
  /** By `schema.table`, each part quoted as Postgres would. */
  readonly tables: ReadonlyMap<string, TableProfile>;
  readonly queries: readonly QueryProfile[];
  /** When it was taken, milliseconds since 1970. */
  readonly takenAt?: number;
}

export interface TableProfile {
  readonly rows?: number;
  /** Heap and TOAST, without indexes. */
  readonly bytes?: number;
  readonly indexBytes?: number;
  /** By column name, as the catalog has it. */
  readonly columns?: ReadonlyMap<string, ColumnProfile>;
}

/** As `pg_stats` tells it (ANALYZE's sample), but for values and bounds, which are production's own. */
export interface ColumnProfile {
  /** 0–1. */
  readonly nullFraction?: number;
  /** Distinct values: a count, or where below 0 their share of the rows, negated (−1 = each row its own). */
  readonly distinct?: number;
  /** Average bytes of a value that is not null. */
  readonly width?: number;
  /** Of the order of values with the order on disk: −1–1. */
  readonly correlation?: number;
}

export interface QueryProfile {
  /** Normalised: constants are $1, $2, … */
  readonly sql: string;
  readonly callsPerSecond?: number;
}
