import { strength, type LockMode } from '../../domain/lock.ts';
import { all, as, kindOf } from '../../sql/nodes.ts';
import type { QualifiedName } from '../../sql/qualified-name.ts';
import { remark, statement, steps } from './instead.ts';
import type { Facts } from './facts.ts';
import { restOfTransaction } from './later.ts';
import { sameName } from './tables.ts';
import { oneLine } from './text.ts';

/** Whether a lock_timeout limits how long the statement waits, and everybody else behind it. */
export const waitIsBounded = ({ session }: Facts): boolean => (session.lockTimeoutMs ?? 0) > 0;

/** Statements that change the catalog and read no rows. */
const quick = new Set([
  ...['CreateTrigStmt', 'CreateFunctionStmt', 'CreatePolicyStmt', 'AlterPolicyStmt', 'CreateStmt', 'ViewStmt'],
  ...['DropStmt', 'RenameStmt', 'AlterObjectSchemaStmt', 'CommentStmt', 'GrantStmt', 'LockStmt'],
]);
const quickForms = new Set([
  ...['AT_DropConstraint', 'AT_DropColumn', 'AT_DropNotNull', 'AT_ColumnDefault', 'AT_SetOptions'],
  ...['AT_EnableTrig', 'AT_EnableAlwaysTrig', 'AT_EnableReplicaTrig', 'AT_EnableTrigAll', 'AT_EnableTrigUser'],
  ...['AT_DisableTrig', 'AT_DisableTrigAll', 'AT_DisableTrigUser'],
]);

const isQuick = ({ statement: { node }, locks }: Facts): boolean => {
  if (!locks.some(({ madeHere }) => !madeHere) || quick.has(kindOf(node))) return true;
  const forms = all('AlterTableCmd', as('AlterTableStmt', node)?.cmds);
  return forms.length > 0 && forms.every(({ subtype }) => quickForms.has(subtype ?? ''));
};

/** Whether the locks of this statement are given up at once: nothing long follows in its transaction. */
export const nothingLongFollows = (facts: Facts): boolean => restOfTransaction(facts).every(isQuick);

/** Whether the transaction has that lock already, or a stronger one: who waits for it has been told. */
export const alreadyHeld = (table: QualifiedName, mode: LockMode, { session }: Facts): boolean =>
  session.held.some((held) => sameName(held.relation, table) && strength(held.mode) >= strength(mode));

/** The same statement, where its lock can only be short. */
export const shortLock = (facts: Facts): string =>
  steps(
    remark('In a migration of its own with nothing long in it, so that the lock is short:'),
    "SET lock_timeout = '2s';",
    statement(oneLine(facts.statement.sql)),
  );
