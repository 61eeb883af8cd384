import type { Blocked, LockMode } from './lock.ts';

/** A lock that others wait for, and how long it was held. */
export interface AdviceLock {
  readonly object: string;
  readonly mode: LockMode;
  readonly heldMs: number;
  readonly blocks: readonly Blocked[];
}

/** What one way of doing it did; milliseconds and bytes. */
export interface AdviceFigures {
  readonly durationMs: number;
  /** The longest hold of a lock that makes others wait, on a table that was there before; absent where nobody waits. */
  readonly waits?: AdviceLock;
  /** Of a backfill: the longest that a changed row stayed locked, at most. */
  readonly rowsLockedMs?: number;
  /** A table as often as it was copied. */
  readonly rewrites: readonly string[];
  /** Tables that were read to their end while a lock on them made others wait. */
  readonly scansWhileWaiting: readonly string[];
  readonly walBytes: number;
}

/** What a finding proposes, rehearsed beside the statement as it stands, each on its own copy of the same rows. */
export interface Advice {
  /** The finding's id. */
  readonly finding: string;
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  /** no-better = it runs, and others wait as long, or a table is still read or copied while they do. */
  readonly status: 'helps' | 'fails' | 'no-better';
  /** In the largest of the finding’s tables. */
  readonly rows: number;
  readonly original: AdviceFigures;
  readonly alternative: AdviceFigures;
  /** What was run in the statement’s place. */
  readonly sql: string;
  /** Both figures as one sentence. */
  readonly says: string;
  /** Of a backfill in batches: the time that it rested between them. */
  readonly pausesMs?: number;
  /** Of a backfill with production’s rows: how far a replica would fall behind that replays so much a second; an estimate. */
  readonly lag?: {
    readonly bytesPerSecond: number;
    readonly productionRows: number;
    readonly originalMs: number;
    readonly alternativeMs: number;
  };
  /** The count of rows that still need work, as the finding proposes it. */
  readonly verification?: { readonly sql: string; readonly before: number; readonly after: number };
  readonly error?: { readonly sqlstate: string; readonly says: string };
}
