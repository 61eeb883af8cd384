import type { Node } from '@pgsql/types';
import { failure, success } from '../../domain/errors.ts';
import type { Failure, Problem, Result } from '../../domain/errors.ts';
import { shown } from '../../domain/safety.ts';
import type { Outcome, SqlError } from '../../ports/database.ts';
import { writtenName } from '../../sql/names.ts';
import { as } from '../../sql/nodes.ts';
import { parseScript } from '../../sql/parse.ts';
import type { DumpPart, Piecemeal } from '../../volume/dump.ts';
import { missingExtension, routerFor } from './baseline.ts';
import type { Bench, Lab } from '../lab.ts';
import { forbidden } from '../run/refusal.ts';
import { makeStandIns, strangeRoles } from './roles.ts';
import type { Router } from '../run/route.ts';
import { stepsOf } from '../run/script.ts';
import type { Step } from '../run/script.ts';
import { statementError } from '../run/sqlstate.ts';

/** How a text with rows of the team's own is sent. */
export interface Bringing {
  /** “The snapshot dump.sql”, for sentences. */
  readonly what: string;
  readonly file: string;
  /** What is to be done where a statement fails. */
  readonly advice: string;
  /** Statements that are none of ours: owners, rights. */
  readonly leavesOut: (node: Node) => boolean;
  /** Of a text that nobody has as a whole, lines would say nothing. */
  readonly lines?: 'left-out';
  /** Sends rows another way than the migrator's. */
  readonly load?: (step: Step, rows: AsyncIterable<Uint8Array>) => Promise<Outcome>;
}

/** What it said beside its rows. */
export interface Brought {
  /** Statements that make things, for the names that may be published. */
  readonly texts: readonly string[];
  /** Roles that were made for it. */
  readonly roles: readonly string[];
}

interface Sending {
  readonly lab: Lab;
  readonly bench: Bench;
  readonly bringing: Bringing;
  readonly router: Router;
  readonly texts: string[];
  readonly roles: string[];
}

/** Sends a dump or a seed part by part, as the migrator; the first statement that fails ends it. */
export async function bring(
  lab: Lab,
  bench: Bench,
  parts: AsyncIterable<DumpPart>,
  bringing: Bringing,
): Promise<Result<Brought>> {
  // A COPY of many rows is one statement: only the whole rehearsal's limit is its own.
  const router = routerFor(lab, bench, lab.plan.limits.totalMs);
  const sending: Sending = { lab, bench, bringing, router, texts: [], roles: [] };
  for await (const part of parts) {
    lab.signal.throwIfAborted();
    const failed = await sendPart(sending, part);
    if (failed) return failed;
  }
  // What it began and never ended is lost with psql as well.
  await bench.migrator.run('ROLLBACK');
  return success({ texts: sending.texts, roles: sending.roles });
}

async function sendPart(sending: Sending, part: DumpPart): Promise<Failure | undefined> {
  const { bringing } = sending;
  if (part.kind === 'cut') return broken(bringing, part.line, 'ends in the middle of the rows of a table');
  if (part.kind === 'endless') return broken(bringing, part.line, 'holds a statement of more than 64 MB');
  if (part.kind === 'command') return command(bringing, part);
  const steps = stepsOf(bringing.file, part.text);
  if (!steps.ok) return steps;
  for (const step of steps.value.map((one) => ({ ...one, line: one.line + part.line - 1 }))) {
    const failed = await sendStep(sending, step, part.kind === 'rows' ? part.rows : undefined);
    if (failed) return failed;
  }
  return undefined;
}

async function sendStep(
  sending: Sending,
  step: Step,
  rows: AsyncIterable<Uint8Array> | undefined,
): Promise<Failure | undefined> {
  const { lab, bringing, router } = sending;
  const says = forbidden(step);
  if (says !== undefined) return refused(bringing, step.line, says);
  if (step.node && bringing.leavesOut(step.node)) return undefined;
  if (rows) return failedAt(bringing, step, await sendRows(sending, step, rows));
  const missing = missingExtension(lab, [{ file: step.file, transaction: 'per-statement', steps: [step] }]);
  if (missing) return failure(missing);
  const strangers = strangeRoles([{ file: step.file, transaction: 'per-statement', steps: [step] }]);
  if (strangers.length > 0) {
    const made = await makeStandIns(lab, strangers);
    if (!made.ok) return made;
    sending.roles.push(...made.value);
  }
  if (step.node && !('InsertStmt' in step.node)) sending.texts.push(step.sql);
  const outcome = await router.send(step);
  // A setting that a newer pg_dump writes and this server does not know changes nothing about its rows.
  if (!outcome.ok && outcome.error.sqlstate === '42704' && step.node && 'VariableSetStmt' in step.node)
    return undefined;
  return failedAt(bringing, step, outcome);
}

const sendRows = ({ bench, bringing }: Sending, step: Step, rows: AsyncIterable<Uint8Array>): Promise<Outcome> =>
  bringing.load ? bringing.load(step, rows) : bench.migrator.load(step.sql, rows);

function failedAt(bringing: Bringing, step: Step, outcome: Outcome): Failure | undefined {
  return outcome.ok ? undefined : failure(notLoaded(bringing, step, outcome.error));
}

function notLoaded(bringing: Bringing, step: Step, error: SqlError): Problem {
  const { says, sqlstate } = statementError(error, (name) => step.sql.includes(name));
  const copy = step.node && as('CopyStmt', step.node);
  const where = copy?.relation ? ` (the rows of ${writtenName(copy.relation).name})` : '';
  const { spot, place } = placeOf(bringing, step.line);
  return {
    code: 'volume-failed',
    says: `${bringing.what} does not load: ${spot}${where} fails with SQLSTATE ${sqlstate}. ${says}`,
    advice: bringing.advice,
    ...place,
  };
}

function broken(bringing: Bringing, line: number, how: string): Failure {
  const { spot, place } = placeOf(bringing, line);
  const says = `${bringing.what} does not load: ${spot} ${how}.`;
  return failure({ code: 'volume-failed', says, advice: bringing.advice, ...place });
}

function refused(bringing: Bringing, line: number, says: string): Failure {
  const { spot, place } = placeOf(bringing, line);
  return failure({
    code: 'volume-failed',
    says: `${bringing.what} is not loaded: ${spot} is refused. ${says}`,
    advice: 'Take the statement out: rows come as INSERT or as COPY … FROM stdin.',
    ...place,
  });
}

const placeOf = ({ file, lines }: Bringing, line: number): { readonly spot: string; readonly place: Place } =>
  lines === 'left-out' ? { spot: file, place: { file } } : { spot: `${file}:${line}`, place: { file, line } };

type Place = Pick<Problem, 'file' | 'line'>;

/** `\connect`, `\restrict` and their kin change nothing here; `\!`, `\i` and `\copy` reach the machine. */
function command(bringing: Bringing, { text, line }: Piecemeal): Failure | undefined {
  const read = parseScript(bringing.file, text);
  if (!read.ok) return read;
  if (read.value.problems.length === 0) return undefined;
  const name = shown(/^\\\S*/.exec(text)?.[0] ?? '');
  return refused(bringing, line, `psql’s command ${name} is not SQL, and only psql can run it.`);
}
