import type { TransactionStmt } from '@pgsql/types';
import { strength } from '../domain/lock.ts';
import type { Journal } from './journal.ts';
import { as } from './nodes.ts';
import { startRan } from './ran.ts';
import type { Ran } from './ran.ts';
import {
  changed,
  changesIn,
  milliseconds,
  schemasOf,
  setChanges,
  setting,
  startSettings,
  withoutLocals,
} from './settings.ts';
import type { Change, Settings } from './settings.ts';
import type { Statement } from './statement.ts';
import type { HeldLock, RelationLock, Script, SessionState } from './step.ts';

/** What a transaction can be rolled back to: at its start and at each savepoint. */
interface Mark {
  readonly name: string;
  readonly settings: Settings;
  readonly schema: number;
  readonly held: readonly HeldLock[];
}

interface Transaction {
  readonly kind: 'own' | 'runner' | 'message';
  readonly marks: readonly Mark[];
  readonly held: readonly HeldLock[];
}

/** One connection of a runner: what is in force before each statement, and what each statement leaves. */
export interface SessionMachine {
  /** Opens what the runner opens around a file. `statements` = how many the file holds. */
  enter(script: Script, statements: number): void;
  /** Closes what the runner closes after a file. */
  leave(script: Script): void;
  state(): SessionState;
  /** The statement has run and took these locks. */
  ran(statement: Statement, locks: readonly RelationLock[]): void;
  /** A DO body or function in autocommit is a transaction of its own. */
  enterBody(): void;
  /** COMMIT or ROLLBACK in it; inside another transaction Postgres refuses that. */
  endInBody(): void;
  leaveBody(): void;
}

export interface SessionStart {
  readonly declared: Readonly<Record<string, string>>;
  readonly timeZone?: string | undefined;
}

/* One closure, because its parts share a few variables that nobody else may see. */
export function startSession(journal: Journal, start: SessionStart): SessionMachine {
  const zone = start.timeZone === undefined ? {} : { timezone: start.timeZone };
  const fresh = startSettings({ ...zone, ...start.declared });
  let settings = fresh;
  let open: Transaction | undefined;
  let number = 0;
  let mode: Script['transaction'] = 'per-statement';
  let ran = startRan();
  // A file ended the transaction that holds all pending ones: the runner opens no other.
  let escaped = false;

  const mark = (name: string): Mark => ({ name, settings, schema: journal.now(), held: open?.held ?? [] });
  const begin = (kind: Transaction['kind']): void => {
    number += 1;
    ran = startRan();
    open = { kind, marks: [mark('')], held: [] };
  };
  const commit = (): void => {
    settings = withoutLocals(settings);
    open = undefined;
    ran = startRan();
  };
  const rollback = (): void => {
    const first = open?.marks[0];
    if (first) {
      settings = first.settings;
      journal.restore(first.schema);
    }
    commit();
  };
  const rollbackTo = (transaction: Transaction, name: string): void => {
    const at = transaction.marks.findLastIndex((one) => one.name === name);
    const found = transaction.marks[at];
    if (at < 1 || !found) return;
    settings = found.settings;
    journal.restore(found.schema);
    open = { ...transaction, marks: transaction.marks.slice(0, at + 1), held: found.held };
  };
  const between = (): void => {
    // In a message of several statements a new implicit transaction follows the one just ended.
    if (mode === 'one-message') begin('message');
  };
  const transact = (node: TransactionStmt): void => {
    switch (node.kind) {
      case 'TRANS_STMT_BEGIN':
      case 'TRANS_STMT_START':
        if (!open) begin('own');
        else if (open.kind === 'message') open = { ...open, kind: 'own' };
        break;
      case 'TRANS_STMT_COMMIT':
      case 'TRANS_STMT_PREPARE':
      case 'TRANS_STMT_ROLLBACK':
        if (!open) break;
        if (node.kind === 'TRANS_STMT_ROLLBACK') rollback();
        else commit();
        escaped = mode === 'all-pending' && !node.chain;
        if (node.chain) begin('own');
        else between();
        break;
      case 'TRANS_STMT_SAVEPOINT':
        if (open) open = { ...open, marks: [...open.marks, mark(node.savepoint_name ?? '')] };
        break;
      case 'TRANS_STMT_ROLLBACK_TO':
        if (open) rollbackTo(open, node.savepoint_name ?? '');
        break;
      case 'TRANS_STMT_RELEASE': {
        const at = open?.marks.findLastIndex((one) => one.name === node.savepoint_name) ?? -1;
        if (open && at > 0) open = { ...open, marks: open.marks.slice(0, at) };
        break;
      }
      default:
        break;
    }
  };
  const change = (one: Change): void => {
    settings = changed(settings, one, open ? 'in' : 'outside');
  };

  return {
    enter: (script, statements) => {
      mode = script.transaction === 'one-message' && statements < 2 ? 'per-statement' : script.transaction;
      escaped &&= mode === 'all-pending';
      if (open) return;
      if (script.freshSettings) settings = fresh;
      if (mode === 'one-message') begin('message');
      else if (mode === 'per-file' || (mode === 'all-pending' && !escaped)) begin('runner');
    },
    leave: () => {
      // A BEGIN of the file that nobody ended stays open in psql; everything else ends here.
      if (open && open.kind !== 'own' && mode !== 'all-pending') commit();
      else if (open?.kind === 'own' && mode === 'per-file') commit();
    },
    state: () => stateOf(settings, open, open ? number : number + 1, ran),
    ran: (statement, locks) => {
      const transaction = as('TransactionStmt', statement.node);
      if (transaction) {
        transact(transaction);
        if (open) ran.push(statement);
        return;
      }
      changesIn(statement.node, settings).forEach(change);
      if (open) {
        open = { ...open, held: withLocks(open.held, locks, statement) };
        ran.push(statement);
      } else number += 1;
    },
    enterBody: () => {
      if (!open) begin('message');
    },
    endInBody: () => {
      if (open?.kind !== 'message' || mode === 'one-message') return;
      commit();
      begin('message');
    },
    leaveBody: () => {
      // `begin` in enterBody made the only transaction of this kind outside a message.
      if (open?.kind !== 'message' || mode === 'one-message') return;
      commit();
      // It is the statement's own number, which `ran` will count.
      number -= 1;
    },
  };
}

function withLocks(held: readonly HeldLock[], locks: readonly RelationLock[], by: Statement): readonly HeldLock[] {
  const fresh = locks.filter(
    (lock) => !held.some((one) => one.object === lock.object && strength(one.mode) >= strength(lock.mode)),
  );
  return fresh.length === 0 ? held : [...held, ...fresh.map((lock) => ({ ...lock, by }))];
}

function stateOf(settings: Settings, open: Transaction | undefined, transactionNumber: number, ran: Ran): SessionState {
  const count = ran.count();
  return {
    transaction: open?.kind ?? 'none',
    transactionNumber,
    ...inForce(settings),
    held: open?.held ?? [],
    get before() {
      return ran.first(count);
    },
    beforeOf: (kind) => ran.ofKind(kind, count),
  };
}

type InForce = Pick<SessionState, 'lockTimeoutMs' | 'statementTimeoutMs' | 'searchPath' | 'timeZone'>;

const read = new WeakMap<Settings, InForce>();

/** What the settings mean, read once: most statements change none. */
function inForce(settings: Settings): InForce {
  const known = read.get(settings);
  if (known) return known;
  const fresh = {
    lockTimeoutMs: milliseconds(setting(settings, 'lock_timeout')),
    statementTimeoutMs: milliseconds(setting(settings, 'statement_timeout')),
    searchPath: schemasOf(setting(settings, 'search_path')),
    timeZone: setting(settings, 'timezone'),
  };
  read.set(settings, fresh);
  return fresh;
}

/** Settings that a session begins with because of `ALTER ROLE CURRENT_USER SET` or `ALTER DATABASE … SET`. */
export function lastingSettings(statement: Statement): Readonly<Record<string, string>> {
  const role = as('AlterRoleSetStmt', statement.node);
  const database = as('AlterDatabaseSetStmt', statement.node);
  const own =
    role?.role === undefined ||
    ['ROLESPEC_CURRENT_USER', 'ROLESPEC_CURRENT_ROLE', 'ROLESPEC_SESSION_USER'].includes(role.role.roletype ?? '');
  const set = role && own ? role.setstmt : database?.setstmt;
  if (!set) return {};
  const changes = setChanges(set, startSettings({}));
  return Object.fromEntries(changes.map(({ name, value }) => [name, value ?? '']));
}
