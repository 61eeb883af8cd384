import type { StatementRun, WorkClass } from '../../domain/rehearsal.ts';
import { notMeasured } from '../../domain/rehearsal.ts';
import { execute } from './execute.ts';
import type { Run } from './execute.ts';
import { routerFor } from '../base/baseline.ts';
import { enter, freshSettings } from '../lab.ts';
import type { Lab } from '../lab.ts';
import { observing } from '../watch/observe.ts';
import type { OverLimit, Tampering } from '../plan.ts';
import type { KnownRelations } from '../watch/relations.ts';
import type { Script } from './script.ts';
import type { Seen } from '../watch/seen.ts';
import { statementError } from './sqlstate.ts';

export interface MainRun {
  readonly run: Run;
  readonly seen: readonly Seen[];
  readonly tampering: readonly Tampering[];
  readonly notes: readonly string[];
  /** The statement that met the limit. */
  readonly overLimit?: Seen;
}

/** Runs the pull request's migrations in a database, watching every statement. */
export async function mainRun(
  lab: Lab,
  database: string,
  known: KnownRelations,
  scripts: readonly Script[],
  limitMs: number,
): Promise<MainRun> {
  await using bench = await enter(lab, database);
  // What the loading wrote to the log is not the migration's.
  await lab.server.log();
  const route = routerFor(lab, bench, limitMs);
  const fresh = () => freshSettings(lab, bench.migrator);
  const scene = { ...bench, server: lab.server, clock: lab.world.clock, known, route, fresh };
  const { sender, seen, tampering, notes, finish } = await observing(scene);
  const run = await execute(scripts, sender);
  await finish();
  const over = seen.find(({ outcome }) => outcome.overLimit === true);
  return { run, seen, tampering, notes, ...(over && { overLimit: over }) };
}

export const overLimitOf = (over: Seen | undefined, limitMs: number): readonly OverLimit[] =>
  over ? [{ file: over.step.file, line: over.step.line, limitMs }] : [];

/** What kind of work a statement was, from what it was seen to do. */
export function workClass(seen: Seen): WorkClass {
  const node = seen.step.node ?? {};
  if (seen.rewrites.length > 0) return 'rewrite';
  if ('InsertStmt' in node || 'UpdateStmt' in node || 'DeleteStmt' in node || 'MergeStmt' in node) return 'rows';
  // A block or a procedure that changes rows.
  if (seen.deadTuples !== undefined) return 'rows';
  if (seen.scans.length === 0) return 'metadata';
  const sorts =
    'IndexStmt' in node ||
    'ReindexStmt' in node ||
    (typeof seen.tempBytes === 'number' && seen.tempBytes > 0) ||
    addsKey(seen.step.sql);
  return sorts ? 'scan-sort' : 'scan';
}

const addsKey = (sql: string): boolean => /\b(primary\s+key|unique|exclude)\b/i.test(sql) && /\balter\b/i.test(sql);

export const unknownRows = 'production rows are not known: no profile says them';

export function statementRun(seen: Seen, mayName: (name: string) => boolean): StatementRun {
  const { step, outcome, durationMs, locks, rewrites, scans, deadTuples, walBytes, tempBytes } = seen;
  // What our limit ended, or the end of the connection, has not failed by itself.
  const ended = outcome.ok || outcome.overLimit === true || outcome.error.fatal === true;
  const error = ended ? undefined : statementError(outcome.error, mayName);
  const affected = outcome.ok && dml.test(outcome.command) ? outcome.rowCount : undefined;
  return {
    file: step.file,
    line: step.line,
    sql: step.sql,
    durationMs,
    locks,
    rewrites,
    scans,
    ...(deadTuples && { deadTuples }),
    walBytes,
    tempBytes,
    ...(affected !== undefined && { rowsAffected: affected }),
    estimate: { ...notMeasured(unknownRows), class: workClass(seen) },
    ...(error && { error }),
  };
}
const dml = /^(INSERT|UPDATE|DELETE|MERGE)\b/;
