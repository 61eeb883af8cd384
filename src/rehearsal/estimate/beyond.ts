import { bytes } from '../../domain/figures.ts';
import type { StatementRun } from '../../domain/rehearsal.ts';

/** What is known of the place where the statement will run, bytes. */
export interface Place {
  /** Rows in production for each one here. */
  readonly growth: number;
  /** The table with its indexes, here and in production. */
  readonly bytesHere: number;
  readonly tableBytes: number;
  /** What production caches, its own memory and the system's; absent where no profile tells. */
  readonly cacheBytes?: number;
  readonly maintenanceBytes: number;
  readonly walLimitBytes: number;
}

/** Something that happens only at production's size, so that no smaller run can show it. */
export interface Cliff {
  /** By so much the upper end is raised. */
  readonly times: number;
  readonly says: string;
}

/** Where nobody says what production's memory is. */
const usualCache = 8 * 1024 ** 3;
/** A sorted row takes this much beside its key (SortTuple and the header of a tuple). */
const sortedRowBytes = 48;

/** What the statement would meet in production that it did not meet here. */
export function cliffs(statement: StatementRun, rowsInProduction: number, place: Place): readonly Cliff[] {
  const { class: kind } = statement.estimate;
  const { growth, bytesHere, tableBytes, cacheBytes = usualCache, maintenanceBytes, walLimitBytes } = place;
  const found: Cliff[] = [];
  if (tableBytes > cacheBytes && bytesHere <= cacheBytes)
    found.push({
      // A scan of 947 MB took 1.7 times as long with nothing in memory.
      times: 1.7,
      says: `beyond memory: about ${bytes(tableBytes)} with its indexes, more than the ${bytes(cacheBytes)} that production ${place.cacheBytes === undefined ? 'is taken to cache' : 'caches'}, so it reads from disk`,
    });
  const sorted = rowsInProduction * sortedRowBytes;
  if (kind === 'scan-sort' && statement.tempBytes === 0 && sorted > maintenanceBytes)
    found.push({
      times: 1.3,
      says: `the sort outgrows \`maintenance_work_mem\` (${bytes(maintenanceBytes)}) and goes through files, which it did not here`,
    });
  const wal = statement.walBytes * growth;
  if (wal > walLimitBytes && statement.walBytes <= walLimitBytes)
    found.push({
      times: 1.3,
      says: `about ${bytes(wal)} of WAL, more than \`max_wal_size\` (${bytes(walLimitBytes)}): production makes checkpoints meanwhile`,
    });
  return found;
}
