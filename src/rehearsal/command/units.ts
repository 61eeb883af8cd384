import type { Node } from '@pgsql/types';
import type { Result } from '../../domain/errors.ts';
import { success } from '../../domain/errors.ts';
import { as } from '../../sql/nodes.ts';
import { stepsOf } from '../run/script.ts';
import type { Step } from '../run/script.ts';
import { isBookkeeping } from './bookkeeping.ts';
import type { Sent } from './heard.ts';

/** One statement that was sent, without what was sent around it. */
export interface Said {
  readonly sql: string;
  /** Absent where the parser refuses it. */
  readonly node?: Node;
}

/** What was committed together: a transaction of the command's own, or a message. */
export interface Unit {
  readonly kind: 'transaction' | 'message';
  readonly statements: readonly Said[];
}

/** How the whole went. */
export interface Heard {
  readonly units: readonly Unit[];
  /** The statement that ended it, and what came before it in its transaction: the last of `units`. */
  readonly failed?: { readonly sqlstate: string };
}

/** And what became of the command. */
export interface Listened extends Heard {
  /** over: it met its limit. */
  readonly ended: 'well' | 'badly' | 'over';
  readonly status: number | undefined;
}

interface Open {
  readonly statements: Said[];
  /** After a failure nothing is kept, unless a savepoint is gone back to. */
  broken?: true;
}

interface Hearing {
  readonly units: Unit[];
  readonly open: Map<number, Open>;
  /** Nothing was sent after it but what ends things. */
  failure?: { readonly unit: Unit; readonly sqlstate: string };
}

/**
 * Connections are told apart and put behind one another in the order in which they commit. What failed and was got over
 * has left nothing behind and is not told.
 * @param ended whether the command itself took it for a failure.
 */
export function unitsOf(sent: readonly Sent[], ended: 'well' | 'badly'): Result<Heard> {
  const hearing: Hearing = { units: [], open: new Map() };
  for (const message of sent) {
    const steps = stepsOf('', message.sql);
    if (!steps.ok) return steps;
    hear(hearing, message, steps.value);
  }
  const { units, failure } = hearing;
  if (ended === 'well' || !failure) return success({ units });
  return success({ units: [...units, failure.unit], failed: { sqlstate: failure.sqlstate } });
}

function hear(hearing: Hearing, { pid, sqlstate }: Sent, steps: readonly Step[]): void {
  const open = hearing.open.get(pid);
  const [first] = steps;
  const act = steps.length === 1 && first?.node ? as('TransactionStmt', first.node) : undefined;
  const statements = steps.map(saidIn);
  if (act && sqlstate === undefined) turn(hearing, pid, act.kind ?? '', first);
  else if (sqlstate !== undefined) fail(hearing, { pid, sqlstate }, statements);
  else if (open) open.statements.push(...statements);
  else keep(hearing, { kind: 'message', statements });
}

const saidIn = ({ sql, node }: Step): Said => ({ sql, ...(node && { node }) });

const ofTheTool = ({ node }: Said): boolean => node !== undefined && isBookkeeping(node, noJournals);
const noJournals: ReadonlySet<string> = new Set();

/** Whoever goes on after a failure has got over it. */
function keep(hearing: Hearing, unit: Unit): void {
  hearing.units.push(unit);
  if (!unit.statements.every(ofTheTool)) delete hearing.failure;
}

function turn(hearing: Hearing, pid: number, kind: string, step: Step | undefined): void {
  const open = hearing.open.get(pid);
  if (kind === 'TRANS_STMT_BEGIN' || kind === 'TRANS_STMT_START') {
    if (!open) hearing.open.set(pid, { statements: [] });
    return;
  }
  if (!open) return;
  if (kind === 'TRANS_STMT_COMMIT' || kind === 'TRANS_STMT_ROLLBACK') {
    hearing.open.delete(pid);
    if (kind === 'TRANS_STMT_COMMIT' && !open.broken)
      keep(hearing, { kind: 'transaction', statements: open.statements });
    return;
  }
  if (kind === 'TRANS_STMT_ROLLBACK_TO') delete open.broken;
  if (step) open.statements.push(saidIn(step));
}

function fail(
  hearing: Hearing,
  { pid, sqlstate }: { readonly pid: number; readonly sqlstate: string },
  statements: readonly Said[],
): void {
  const open = hearing.open.get(pid);
  // In a transaction that is lost already: the first failure is the one that counts.
  if (sqlstate === '25P02' && open?.broken) return;
  const all = [...(open?.statements ?? []), ...statements];
  if (open) open.broken = true;
  if (statements.every(ofTheTool)) return;
  hearing.failure = { unit: { kind: open ? 'transaction' : 'message', statements: all }, sqlstate };
}
