import type { Outcome, SqlError } from '../../ports/database.ts';
import { as } from '../../sql/nodes.ts';
import type { Script, Step } from './script.ts';

/** Who sends: plainly in the safety passes, with every look at the locks in the main run. */
export interface Sender {
  /** Our own BEGIN, COMMIT or ROLLBACK in the tool's name. */
  control(sql: string): Promise<Outcome>;
  /** Puts the session's settings back to those it began with. */
  fresh(): Promise<void>;
  /** `alone`: no transaction is open around it. */
  statement(step: Step, place: 'alone' | 'inside'): Promise<Outcome>;
  /** A transaction has ended, the autocommit of one statement included. */
  ended?(how: 'committed' | 'rolled-back'): Promise<void> | void;
}

export interface Failed {
  readonly step: Step;
  readonly error: SqlError;
}

/** How a run ended. `open`: a transaction that the files began and never ended; it is rolled back with the session. */
export interface Run {
  readonly failed?: Failed;
  readonly open: boolean;
  /** How often something was committed. */
  readonly commits: number;
  /** Scripts that ran to their end and are committed. */
  readonly completed: number;
}

type Block = 'none' | 'implicit' | 'own' | 'runner';

interface State {
  block: Block;
  commits: number;
  completed: number;
  /** A file ended the transaction that holds all pending ones: the runner opens no other. */
  escaped: boolean;
  readonly sender: Sender;
}

/**
 * Runs scripts as their tool would send them. A message of several statements is one implicit transaction: BEGIN, one
 * statement at a time, COMMIT; after a COMMIT of the file's own the next statement begins a new one.
 */
export async function execute(scripts: readonly Script[], sender: Sender): Promise<Run> {
  const state: State = { block: 'none', commits: 0, completed: 0, escaped: false, sender };
  const last = scripts.findLastIndex(({ transaction }) => transaction === 'all-pending');
  for (const [index, script] of scripts.entries()) {
    const failed = await runScript(state, script, index >= last ? 'closes' : 'stays-open');
    if (failed) return ended(state, failed);
    state.escaped &&= script.transaction === 'all-pending';
    if (state.block === 'none') state.completed = index + 1;
  }
  // The tool closes its connection; whoever looks afterwards would wait for us.
  if (state.block !== 'none') await sender.control('ROLLBACK');
  return ended(state);
}

const ended = (state: State, failed?: Failed): Run => {
  const { block, commits, completed } = state;
  return { open: block !== 'none', commits, completed, ...(failed && { failed }) };
};

async function runScript(state: State, script: Script, pending: 'closes' | 'stays-open'): Promise<Failed | undefined> {
  const { steps } = script;
  const message = script.transaction === 'one-message' && steps.length > 1;
  const refused = message ? steps.find(({ node }) => !node) : undefined;
  // The whole message is parsed before any of it runs.
  if (refused) return runStep(state, refused);
  if (script.freshSettings && state.block === 'none') await state.sender.fresh();
  const runner = script.transaction === 'per-file' || script.transaction === 'all-pending';
  if (runner && state.block === 'none' && !(state.escaped && script.transaction === 'all-pending')) {
    await begin(state, 'runner');
  }
  for (const step of steps) {
    if (message && state.block === 'none') await begin(state, 'implicit');
    const failed = await runStep(state, step);
    if (failed) return failed;
  }
  const closes = script.transaction === 'all-pending' ? pending === 'closes' : runner || state.block === 'implicit';
  return closes && state.block !== 'none' ? commit(state, steps.at(-1)) : undefined;
}

async function begin(state: State, block: Block): Promise<void> {
  await state.sender.control('BEGIN');
  state.block = block;
}

/** A deferred constraint fails here: it is told of the last statement. */
async function commit(state: State, step: Step | undefined): Promise<Failed | undefined> {
  const outcome = await state.sender.control('COMMIT');
  state.block = 'none';
  await transactionEnded(state, outcome.ok ? 'committed' : 'rolled-back');
  return outcome.ok || !step ? undefined : { step, error: outcome.error };
}

async function transactionEnded(state: State, how: 'committed' | 'rolled-back'): Promise<void> {
  if (how === 'committed') state.commits += 1;
  await state.sender.ended?.(how);
}

async function runStep(state: State, step: Step): Promise<Failed | undefined> {
  const act = step.node && as('TransactionStmt', step.node);
  const refused = act && state.block === 'implicit' && needsOwnBlock.has(act.kind ?? '') ? noOwnBlock : undefined;
  const outcome = refused ?? (await state.sender.statement(step, state.block === 'none' ? 'alone' : 'inside'));
  if (!outcome.ok) {
    if (state.block !== 'none' && !outcome.error.fatal) await state.sender.control('ROLLBACK');
    state.block = 'none';
    await transactionEnded(state, 'rolled-back');
    return { step, error: outcome.error };
  }
  if (act) await follow(state, act.kind ?? '', act.chain === true ? 'chain' : 'end');
  else if (state.block === 'none') await transactionEnded(state, 'committed');
  return undefined;
}

/** What Postgres refuses in the implicit transaction of a message (xact.c, DefineSavepoint and its kin). */
const needsOwnBlock = new Set(['TRANS_STMT_SAVEPOINT', 'TRANS_STMT_RELEASE', 'TRANS_STMT_ROLLBACK_TO']);
const noOwnBlock: Outcome = { ok: false, error: { sqlstate: '25P01' } };

async function follow(state: State, kind: string, chain: 'chain' | 'end'): Promise<void> {
  if (kind === 'TRANS_STMT_BEGIN' || kind === 'TRANS_STMT_START') {
    // Inside the runner's transaction it is only a warning.
    if (state.block !== 'runner') state.block = 'own';
    return;
  }
  if (kind !== 'TRANS_STMT_COMMIT' && kind !== 'TRANS_STMT_ROLLBACK') return;
  if (state.block === 'none') return;
  if (chain === 'end') {
    state.escaped ||= state.block === 'runner';
    state.block = 'none';
  }
  await transactionEnded(state, kind === 'TRANS_STMT_COMMIT' ? 'committed' : 'rolled-back');
}
