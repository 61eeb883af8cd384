import type { LockMode } from '../../domain/lock.ts';

/** LOCK TABLE's own numbers (lockdefs.h), 1 to 8. */
export const lockNumbers: Readonly<Record<number, LockMode>> = {
  1: 'AccessShareLock',
  2: 'RowShareLock',
  3: 'RowExclusiveLock',
  4: 'ShareUpdateExclusiveLock',
  5: 'ShareLock',
  6: 'ShareRowExclusiveLock',
  7: 'ExclusiveLock',
  8: 'AccessExclusiveLock',
};

/** Storage parameters that do not change with ShareUpdateExclusive (reloptions.c). */
export const plannedOptions: ReadonlySet<string> = new Set([
  ...['user_catalog_table', 'security_barrier', 'security_invoker', 'check_option'],
  ...['buffering', 'fastupdate', 'gin_pending_list_limit', 'pages_per_range', 'autosummarize'],
]);
