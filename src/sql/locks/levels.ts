import type { AlterTableCmd, AlterTableType } from '@pgsql/types';
import type { LockMode } from '../../domain/lock.ts';
import { all, as } from '../nodes.ts';

/** The mode that each form of ALTER TABLE asks for on its table (AlterTableGetLockLevel, Postgres 13 to 18). */
const weaker: Readonly<Partial<Record<AlterTableType, LockMode>>> = {
  AT_SetStatistics: 'ShareUpdateExclusiveLock',
  AT_SetOptions: 'ShareUpdateExclusiveLock',
  AT_ResetOptions: 'ShareUpdateExclusiveLock',
  AT_ClusterOn: 'ShareUpdateExclusiveLock',
  AT_DropCluster: 'ShareUpdateExclusiveLock',
  AT_ValidateConstraint: 'ShareUpdateExclusiveLock',
  AT_AttachPartition: 'ShareUpdateExclusiveLock',
  AT_DetachPartitionFinalize: 'ShareUpdateExclusiveLock',
  AT_EnableTrig: 'ShareRowExclusiveLock',
  AT_EnableAlwaysTrig: 'ShareRowExclusiveLock',
  AT_EnableReplicaTrig: 'ShareRowExclusiveLock',
  AT_EnableTrigAll: 'ShareRowExclusiveLock',
  AT_EnableTrigUser: 'ShareRowExclusiveLock',
  AT_DisableTrig: 'ShareRowExclusiveLock',
  AT_DisableTrigAll: 'ShareRowExclusiveLock',
  AT_DisableTrigUser: 'ShareRowExclusiveLock',
};

/** Storage parameters that do not change with ShareUpdateExclusive (reloptions.c). */
const exclusiveOptions = new Set(
  'user_catalog_table security_barrier security_invoker check_option buffering fastupdate gin_pending_list_limit'.split(
    ' ',
  ),
);

export function alterTableMode(cmd: AlterTableCmd): LockMode {
  if (cmd.subtype === 'AT_AddConstraint') {
    return as('Constraint', cmd.def)?.contype === 'CONSTR_FOREIGN' ? 'ShareRowExclusiveLock' : 'AccessExclusiveLock';
  }
  if (cmd.subtype === 'AT_DetachPartition') {
    return as('PartitionCmd', cmd.def)?.concurrent ? 'ShareUpdateExclusiveLock' : 'AccessExclusiveLock';
  }
  if (cmd.subtype === 'AT_SetRelOptions' || cmd.subtype === 'AT_ResetRelOptions') {
    const options = all('DefElem', as('List', cmd.def)?.items);
    const heavy = options.some(({ defname }) => exclusiveOptions.has(defname ?? ''));
    return heavy ? 'AccessExclusiveLock' : 'ShareUpdateExclusiveLock';
  }
  return (cmd.subtype && weaker[cmd.subtype]) ?? 'AccessExclusiveLock';
}

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
