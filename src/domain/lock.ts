/** Postgres's own names of the relation lock modes, weakest first (manual, “Explicit Locking”). */
export const lockModes = [
  'AccessShareLock',
  'RowShareLock',
  'RowExclusiveLock',
  'ShareUpdateExclusiveLock',
  'ShareLock',
  'ShareRowExclusiveLock',
  'ExclusiveLock',
  'AccessExclusiveLock',
] as const;
export type LockMode = (typeof lockModes)[number];

/** reads = SELECT; writes = INSERT, UPDATE, DELETE. */
export type Blocked = 'reads' | 'writes';

/** What ordinary statements of the application wait for while this mode is held. */
export function blocks(mode: LockMode): readonly Blocked[] {
  if (mode === 'AccessExclusiveLock') return ['reads', 'writes'];
  return strength(mode) >= strength('ShareLock') ? ['writes'] : [];
}

/** Rank among the modes, 0 = weakest. */
export const strength = (mode: LockMode): number => lockModes.indexOf(mode);

/** `AccessExclusiveLock` → `AccessExclusive`: the mode as the manual and our sentences write it. */
export const spoken = (mode: LockMode): string => mode.replace(/Lock$/, '');
