// All times are milliseconds, all tables `schema.name`, each part quoted as Postgres would.

/** How long probes that read and write like an application waited, and how many of them did. */
export interface TrafficFigures {
  readonly longestReadStallMs: number;
  readonly longestWriteStallMs: number;
  readonly blockedStatements: number;
}

/** The wait of a statement for a transaction that was held open on its tables. */
export interface TrafficWait {
  /** What that transaction had done: read the tables, written to them, or anything at all before the statement began. */
  readonly behind: 'reader' | 'writer' | 'snapshot';
  /** It wanted rows that the transaction had changed, not the table. */
  readonly rows?: true;
  readonly ms: number;
  /** In force while it waited; 0 = none. */
  readonly lockTimeoutMs: number;
  /** It gave up, and the queue behind it moved on. */
  readonly sqlstate?: string;
  /** The invalid index that it left then. */
  readonly leaves?: string;
  /** Tables that its transaction had locked against others already, and kept locked while it waited. */
  readonly keeps?: readonly string[];
  /** Statements that take the same locks on the same tables, and were not kept waiting once more. */
  readonly alike?: readonly { readonly file: string; readonly line: number }[];
}

/** A statement that made probes wait, or waited itself. 0 = no probe of that kind waited. */
export interface TrafficStall {
  readonly file: string;
  readonly line: number;
  /** Tables whose probes waited, and those that it waited for. */
  readonly tables: readonly string[];
  readonly readMs: number;
  readonly writeMs: number;
  /** For so long nobody else could change a row that it had changed. */
  readonly rowMs: number;
  readonly waited?: TrafficWait;
}

/** The migrations once under probes. */
export interface TrafficRun extends TrafficFigures {
  /** In the largest table that was probed. */
  readonly rows: number;
  readonly stalls: readonly TrafficStall[];
  readonly totalMs: number;
  /** The longest wait in each of equal parts of the run. */
  readonly reads: readonly number[];
  readonly writes: readonly number[];
}

/** A table that was probed, and how many of the profile’s queries read it and change it. */
export interface TrafficTable {
  readonly table: string;
  readonly readers: number;
  readonly writers: number;
}

/** What probes that read and write like an application met while the migrations ran; the figures are those of the longer wait. */
export interface MeasuredTraffic extends TrafficFigures {
  readonly status: 'measured';
  readonly says?: string;
  readonly tables?: readonly TrafficTable[];
  /** With nobody else’s transaction in the way. */
  readonly alone?: TrafficRun;
  /** Behind a transaction that was held open on the tables for so long; production’s longest where it is known. */
  readonly behind?: TrafficRun & { readonly heldMs: number; readonly productionMs?: number };
}
