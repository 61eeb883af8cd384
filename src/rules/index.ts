// Written by `npm run generate` from the files of this folder.
import { rule as addCheckNotValid } from './add-check-not-valid.ts';
import { rule as addColumnConstrainedDomain } from './add-column-constrained-domain.ts';
import { rule as addColumnIdentity } from './add-column-identity.ts';
import { rule as addColumnInlineCheck } from './add-column-inline-check.ts';
import { rule as addColumnInlineFk } from './add-column-inline-fk.ts';
import { rule as addColumnInlineUnique } from './add-column-inline-unique.ts';
import { rule as addColumnNotNullNoDefault } from './add-column-not-null-no-default.ts';
import { rule as addColumnSerial } from './add-column-serial.ts';
import { rule as addColumnStoredGenerated } from './add-column-stored-generated.ts';
import { rule as addColumnVolatileDefault } from './add-column-volatile-default.ts';
import { rule as addExclusionConstraint } from './add-exclusion-constraint.ts';
import { rule as addFkNotValid } from './add-fk-not-valid.ts';
import { rule as addPrimaryKey } from './add-primary-key.ts';
import { rule as addUniqueConstraint } from './add-unique-constraint.ts';
import { rule as alterColumnType } from './alter-column-type.ts';
import { rule as alterColumnTypeBlockedByDependents } from './alter-column-type-blocked-by-dependents.ts';
import { rule as alterColumnTypeRevalidatesCheck } from './alter-column-type-revalidates-check.ts';
import { rule as cachedPlanBreaks } from './cached-plan-breaks.ts';
import { rule as changeWindow } from './change-window.ts';
import { rule as clusterVacuumFull } from './cluster-vacuum-full.ts';
import { rule as concurrentlyInTransaction } from './concurrently-in-transaction.ts';
import { rule as configurationChanged } from './configuration-changed.ts';
import { rule as constraintNotValidated } from './constraint-not-validated.ts';
import { rule as createIndexNotConcurrent } from './create-index-not-concurrent.ts';
import { rule as createIndexPartitionedParent } from './create-index-partitioned-parent.ts';
import { rule as createPartitionDefaultScan } from './create-partition-default-scan.ts';
import { rule as dataDependentFailure } from './data-dependent-failure.ts';
import { rule as ddlPlusBackfillSameTxn } from './ddl-plus-backfill-same-txn.ts';
import { rule as deadlockOrder } from './deadlock-order.ts';
import { rule as deployedQueryBreaks } from './deployed-query-breaks.ts';
import { rule as disableTriggerAll } from './disable-trigger-all.ts';
import { rule as domainConstraint } from './domain-constraint.ts';
import { rule as dropCascade } from './drop-cascade.ts';
import { rule as dropColumn } from './drop-column.ts';
import { rule as dropColumnDropsConstraint } from './drop-column-drops-constraint.ts';
import { rule as dropConstraint } from './drop-constraint.ts';
import { rule as dropFkLocksParent } from './drop-fk-locks-parent.ts';
import { rule as dropFunction } from './drop-function.ts';
import { rule as dropIndexBacksConstraint } from './drop-index-backs-constraint.ts';
import { rule as dropIndexNotConcurrent } from './drop-index-not-concurrent.ts';
import { rule as dropNotNull } from './drop-not-null.ts';
import { rule as dropPrimaryKey } from './drop-primary-key.ts';
import { rule as dropSchema } from './drop-schema.ts';
import { rule as dropTable } from './drop-table.ts';
import { rule as dropView } from './drop-view.ts';
import { rule as duplicateVersion } from './duplicate-version.ts';
import { rule as dynamicSqlOpaque } from './dynamic-sql-opaque.ts';
import { rule as editedMergedMigration } from './edited-merged-migration.ts';
import { rule as enumValueRemoval } from './enum-value-removal.ts';
import { rule as enumValueUsedSameTxn } from './enum-value-used-same-txn.ts';
import { rule as fkLocksParent } from './fk-locks-parent.ts';
import { rule as fkWithoutIndex } from './fk-without-index.ts';
import { rule as idempotency } from './idempotency.ts';
import { rule as identifierTooLong } from './identifier-too-long.ts';
import { rule as insertSelectLarge } from './insert-select-large.ts';
import { rule as intPrimaryKey } from './int-primary-key.ts';
import { rule as invalidIndexLeft } from './invalid-index-left.ts';
import { rule as invalidIndexRetry } from './invalid-index-retry.ts';
import { rule as jsonColumn } from './json-column.ts';
import { rule as lockTable } from './lock-table.ts';
import { rule as lockTimeoutStarvesConcurrently } from './lock-timeout-starves-concurrently.ts';
import { rule as lockTimeoutZero } from './lock-timeout-zero.ts';
import { rule as longReadStall } from './long-read-stall.ts';
import { rule as longWriteStall } from './long-write-stall.ts';
import { rule as migrationDeleted } from './migration-deleted.ts';
import { rule as missingDown } from './missing-down.ts';
import { rule as missingLockTimeout } from './missing-lock-timeout.ts';
import { rule as mixedPhases } from './mixed-phases.ts';
import { rule as multipleTablesLocked } from './multiple-tables-locked.ts';
import { rule as newQueryNeedsNewSchema } from './new-query-needs-new-schema.ts';
import { rule as notIdempotent } from './not-idempotent.ts';
import { rule as notNullDefaultThenDropDefault } from './not-null-default-then-drop-default.ts';
import { rule as outOfOrderVersion } from './out-of-order-version.ts';
import { rule as partitionAttachScan } from './partition-attach-scan.ts';
import { rule as partitionDetach } from './partition-detach.ts';
import { rule as pkUsingIndexNullable } from './pk-using-index-nullable.ts';
import { rule as planRegression } from './plan-regression.ts';
import { rule as refreshMatview } from './refresh-matview.ts';
import { rule as refusedBySandbox } from './refused-by-sandbox.ts';
import { rule as reindexNotConcurrent } from './reindex-not-concurrent.ts';
import { rule as renameColumn } from './rename-column.ts';
import { rule as renameEnumValue } from './rename-enum-value.ts';
import { rule as renameTable } from './rename-table.ts';
import { rule as replaceViewLock } from './replace-view-lock.ts';
import { rule as rlsPolicyPrivilege } from './rls-policy-privilege.ts';
import { rule as rollbackDiffers } from './rollback-differs.ts';
import { rule as rollbackFails } from './rollback-fails.ts';
import { rule as rollbackLosesData } from './rollback-loses-data.ts';
import { rule as rowLockCancels } from './row-lock-cancels.ts';
import { rule as securityDefinerSearchPath } from './security-definer-search-path.ts';
import { rule as setAccessMethod } from './set-access-method.ts';
import { rule as setLoggedUnlogged } from './set-logged-unlogged.ts';
import { rule as setNotNull } from './set-not-null.ts';
import { rule as setSchema } from './set-schema.ts';
import { rule as setTablespace } from './set-tablespace.ts';
import { rule as severalRewrites } from './several-rewrites.ts';
import { rule as startupBudget } from './startup-budget.ts';
import { rule as statementAfterAel } from './statement-after-ael.ts';
import { rule as statementFails } from './statement-fails.ts';
import { rule as syntaxError } from './syntax-error.ts';
import { rule as tampering } from './tampering.ts';
import { rule as tightenConstraint } from './tighten-constraint.ts';
import { rule as timeLimit } from './time-limit.ts';
import { rule as transactionNesting } from './transaction-nesting.ts';
import { rule as triggerDdl } from './trigger-ddl.ts';
import { rule as truncate } from './truncate.ts';
import { rule as truncateCascade } from './truncate-cascade.ts';
import { rule as typeNarrowingDataLoss } from './type-narrowing-data-loss.ts';
import { rule as unbatchedDelete } from './unbatched-delete.ts';
import { rule as unbatchedUpdate } from './unbatched-update.ts';
import { rule as unclosedTransaction } from './unclosed-transaction.ts';
import { rule as unforeseen } from './unforeseen.ts';
import { rule as unsupportedOnPartitioned } from './unsupported-on-partitioned.ts';
import { rule as unusedIgnore } from './unused-ignore.ts';
import { rule as validateInSameTxn } from './validate-in-same-txn.ts';
import { rule as viewFunctionDependence } from './view-function-dependence.ts';
import { rule as waitsBehindReaders } from './waits-behind-readers.ts';
import type { Rule } from './kit/rule.ts';

export const rules: readonly Rule[] = [
  addCheckNotValid,
  addColumnConstrainedDomain,
  addColumnIdentity,
  addColumnInlineCheck,
  addColumnInlineFk,
  addColumnInlineUnique,
  addColumnNotNullNoDefault,
  addColumnSerial,
  addColumnStoredGenerated,
  addColumnVolatileDefault,
  addExclusionConstraint,
  addFkNotValid,
  addPrimaryKey,
  addUniqueConstraint,
  alterColumnType,
  alterColumnTypeBlockedByDependents,
  alterColumnTypeRevalidatesCheck,
  cachedPlanBreaks,
  changeWindow,
  clusterVacuumFull,
  concurrentlyInTransaction,
  configurationChanged,
  constraintNotValidated,
  createIndexNotConcurrent,
  createIndexPartitionedParent,
  createPartitionDefaultScan,
  dataDependentFailure,
  ddlPlusBackfillSameTxn,
  deadlockOrder,
  deployedQueryBreaks,
  disableTriggerAll,
  domainConstraint,
  dropCascade,
  dropColumn,
  dropColumnDropsConstraint,
  dropConstraint,
  dropFkLocksParent,
  dropFunction,
  dropIndexBacksConstraint,
  dropIndexNotConcurrent,
  dropNotNull,
  dropPrimaryKey,
  dropSchema,
  dropTable,
  dropView,
  duplicateVersion,
  dynamicSqlOpaque,
  editedMergedMigration,
  enumValueRemoval,
  enumValueUsedSameTxn,
  fkLocksParent,
  fkWithoutIndex,
  idempotency,
  identifierTooLong,
  insertSelectLarge,
  intPrimaryKey,
  invalidIndexLeft,
  invalidIndexRetry,
  jsonColumn,
  lockTable,
  lockTimeoutStarvesConcurrently,
  lockTimeoutZero,
  longReadStall,
  longWriteStall,
  migrationDeleted,
  missingDown,
  missingLockTimeout,
  mixedPhases,
  multipleTablesLocked,
  newQueryNeedsNewSchema,
  notIdempotent,
  notNullDefaultThenDropDefault,
  outOfOrderVersion,
  partitionAttachScan,
  partitionDetach,
  pkUsingIndexNullable,
  planRegression,
  refreshMatview,
  refusedBySandbox,
  reindexNotConcurrent,
  renameColumn,
  renameEnumValue,
  renameTable,
  replaceViewLock,
  rlsPolicyPrivilege,
  rollbackDiffers,
  rollbackFails,
  rollbackLosesData,
  rowLockCancels,
  securityDefinerSearchPath,
  setAccessMethod,
  setLoggedUnlogged,
  setNotNull,
  setSchema,
  setTablespace,
  severalRewrites,
  startupBudget,
  statementAfterAel,
  statementFails,
  syntaxError,
  tampering,
  tightenConstraint,
  timeLimit,
  transactionNesting,
  triggerDdl,
  truncate,
  truncateCascade,
  typeNarrowingDataLoss,
  unbatchedDelete,
  unbatchedUpdate,
  unclosedTransaction,
  unforeseen,
  unsupportedOnPartitioned,
  unusedIgnore,
  validateInSameTxn,
  viewFunctionDependence,
  waitsBehindReaders,
];

/** Every rule there is: what the configuration and `migrate:allow` may name. */
export const ruleIds: readonly string[] = rules.map(({ id }) => id);
