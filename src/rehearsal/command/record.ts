import { setTimeout as pause } from 'node:timers/promises';
import { failure, success } from '../../domain/errors.ts';
import type { Problem, Result } from '../../domain/errors.ts';
import { duration } from '../../domain/figures.ts';
import type { LogLine } from '../../ports/database.ts';
import { quoteIdentifier } from '../../sql/names.ts';
import { baselineScripts, loadBaseline, plainSender } from '../baseline.ts';
import { execute } from '../execute.ts';
import type { Failed } from '../execute.ts';
import { diskOf, endedBy } from '../limits.ts';
import { dropDatabase, enter, makeDatabase, openLab } from '../lab.ts';
import type { Lab } from '../lab.ts';
import type { RehearsalPlan, RehearsalWorld } from '../plan.ts';
import { makeStandIns, strangeRoles } from '../roles.ts';
import { schemaText } from '../schema-text.ts';
import { stepsOf } from '../script.ts';
import type { Script } from '../script.ts';
import { statementError } from '../sqlstate.ts';
import { isBookkeeping } from './bookkeeping.ts';
import { sentIn } from './heard.ts';
import { doneIn, journalsIn, recount } from './recount.ts';
import type { Candidate, Recounted } from './recount.ts';
import { unitsOf } from './units.ts';
import type { Heard } from './units.ts';

/** Runs the team's command on one commit's tree, against the database of the address. */
export type CommandRun = (
  address: string,
  run: { readonly patienceMs: number; readonly signal: AbortSignal },
) => Promise<{ readonly status: number | undefined }>;

export interface Recording {
  /** On the base commit, and on the pull request's. */
  readonly before: CommandRun;
  readonly after: CommandRun;
  readonly merged: readonly Candidate[];
  readonly added: readonly Candidate[];
}

/** What the command was heard to send, migration by migration. */
export interface Recorded {
  readonly base: readonly Recounted[];
  readonly changed: readonly Recounted[];
  readonly notes: readonly string[];
}

const database = 'rehearsal_recording';
/** As the base commit leaves it, for what was heard to be sent again. */
const replayed = 'rehearsal_replayed';

/**
 * Runs the command on an empty database as the base commit has it, then as the pull request has it, and tells from the
 * server's log what was sent: from then on it is rehearsed as the SQL that it is.
 */
export async function record(
  plan: RehearsalPlan,
  world: RehearsalWorld,
  recording: Recording,
): Promise<Result<Recorded>> {
  const { withheld } = world.server;
  const closed = withheld?.log ?? withheld?.superuser;
  if (closed !== undefined) return failure(notHeard(closed));
  const total = AbortSignal.timeout(plan.limits.totalMs);
  const lab = await openLab(plan, world, AbortSignal.any([world.signal, total]));
  try {
    await makeDatabase(lab, database);
    return await inDatabase(lab, recording);
  } catch (error) {
    const disk = await diskOf(world.server);
    const problem = endedBy(error, { total, caller: world.signal, disk }, plan.limits);
    if (!problem) throw error;
    return failure(problem);
  } finally {
    for (const name of [database, replayed]) await dropDatabase(lab, name).catch(() => undefined);
    await lab.keeper.end();
  }
}

async function inDatabase(lab: Lab, { before, after, merged, added }: Recording): Promise<Result<Recorded>> {
  const { baseline, limits } = lab.plan;
  const laid = await layStructure(lab);
  if (!laid.ok) return laid;
  const name = quoteIdentifier(lab.server.databaseName(database));
  for (const setting of ["log_statement = 'all'", "log_min_error_statement = 'error'", "log_min_messages = 'warning'"])
    await lab.keeper.query(`ALTER DATABASE ${name} SET ${setting}`);
  const based = await listen(lab, before, lab.deadlineMs - lab.world.clock.elapsed());
  if (!based.ok) return based;
  if (based.value.ended !== 'well') return failure(baseFails(based.value, limits.totalMs));
  await makeDatabase(lab, replayed, database);
  const [behind] = doneIn(based.value.units, merged);
  if (baseline.kind === 'structure' && behind) return failure(structureBehind(baseline.file.path, behind));
  const run = await listen(lab, after, limits.passMs);
  if (!run.ok) return run;
  const { ended, failed, units } = run.value;
  if (ended === 'over') return failure(tooLong(limits.passMs));
  if (ended === 'badly' && !failed) return failure(fails(run.value));
  const journals = new Set([...journalsIn(based.value.units, merged), ...journalsIn(units, added)]);
  const base = recount(based.value.units, merged, journals);
  const changed = recount(units, added, journals);
  const faithful = await replay(lab, changed, run.value);
  if (!faithful.ok) return faithful;
  const again = failed ? [] : await secondRun(lab, after, added, journals);
  return success({ base, changed, notes: [...heardNotes(changed), ...again] });
}

/** What was heard, sent by us, must end as it did for the command: only then is it what the command does. */
async function replay(lab: Lab, changed: readonly Recounted[], heard: Heard): Promise<Result<true>> {
  const scripts: Script[] = [];
  for (const { path, transaction, text } of changed) {
    const steps = stepsOf(path, text);
    if (!steps.ok) return steps;
    scripts.push({ file: path, transaction, steps: steps.value });
  }
  await using bench = await enter(lab, replayed);
  const { failed } = await execute(scripts, plainSender(lab, bench));
  if (failed?.error.sqlstate !== heard.failed?.sqlstate) return failure(unlike(failed, heard));
  // Tables of the tool's own are left out of what is sent again.
  const makesJournal = heard.units.some(({ statements }) =>
    statements.some(({ node }) => node && 'CreateStmt' in node && isBookkeeping(node, new Set())),
  );
  if (failed || makesJournal) return success(true);
  await using original = await enter(lab, database);
  const same = (await schemaText(bench.observer)) === (await schemaText(original.observer));
  return same ? success(true) : failure(otherSchema(changed));
}

/** Run once more, a command that keeps its journal has nothing left to do. */
async function secondRun(
  lab: Lab,
  after: CommandRun,
  added: readonly Candidate[],
  journals: ReadonlySet<string>,
): Promise<readonly string[]> {
  const again = await listen(lab, after, lab.plan.limits.passMs);
  if (!again.ok || again.value.ended !== 'well')
    return ['Run a second time, the command of migrations.command fails: see that it may be run on what it has made.'];
  const more = recount(again.value.units, added, journals).some(({ text }) => text !== '');
  return [
    more
      ? 'Run a second time, the command of migrations.command sends statements again: it keeps no record of what has run.'
      : 'Run a second time, the command of migrations.command changes nothing.',
  ];
}

const heardNotes = (changed: readonly Recounted[]): readonly string[] => [
  'What the command of migrations.command sends was heard on empty tables and then rehearsed as SQL: what it would send only because of rows is not seen.',
  ...changed.filter(({ text }) => text === '').map(({ path }) => `${path} was heard to send nothing.`),
];

async function layStructure(lab: Lab): Promise<Result<true>> {
  if (lab.plan.baseline.kind !== 'structure') return success(true);
  const scripts = baselineScripts(lab.plan.baseline);
  if (!scripts.ok) return scripts;
  const made = await makeStandIns(lab, strangeRoles(scripts.value));
  if (!made.ok) return made;
  await using bench = await enter(lab, database);
  return await loadBaseline(lab, bench, scripts.value);
}

interface Listened extends Heard {
  readonly ended: 'well' | 'badly' | 'over';
  readonly status: number | undefined;
}

/** A piece of the log is read before it is too large for one call. */
const listenMs = 100;
/** What has not been told by then is none of a migration's: a loop that sends statements for ever. */
const mostMessages = 50_000;

async function listen(lab: Lab, run: CommandRun, patienceMs: number): Promise<Result<Listened>> {
  const { server, world, signal } = lab;
  await server.log();
  const lines: LogLine[] = [];
  const hear = async (): Promise<number> => {
    const heard = await server.log();
    lines.push(...heard.filter((line) => line.database === server.databaseName(database)));
    return heard.length;
  };
  const flood = new AbortController();
  const state = { running: true };
  const ear = (async () => {
    while (state.running) {
      await hear();
      if (lines.length > mostMessages) flood.abort();
      await pause(listenMs);
    }
  })();
  const start = world.clock.elapsed();
  const limit = Math.max(1, patienceMs);
  const { status } = await run(server.address('migrator', database), {
    patienceMs: limit,
    signal: AbortSignal.any([signal, flood.signal]),
  }).finally(() => (state.running = false));
  await ear;
  signal.throwIfAborted();
  await endConnections(lab);
  while ((await hear()) > 0);
  if (flood.signal.aborted) return failure(endless);
  const over = status === undefined && world.clock.elapsed() - start >= limit;
  const ended = status === 0 ? 'well' : over ? 'over' : 'badly';
  const heard = unitsOf(sentIn(lines), status === 0 ? 'well' : 'badly');
  return heard.ok ? success({ ...heard.value, ended, status }) : heard;
}

/** What the command started may still be connected; the database must be free to be dropped. */
async function endConnections({ keeper, server }: Lab): Promise<void> {
  await keeper.query(
    'SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity WHERE datname = $1',
    [server.databaseName(database)],
  );
}

const byHand =
  'Run it by hand with DATABASE_URL set to an empty database; what it prints is not shown, as it can hold rows and secrets.';

const endedAs = (status: number | undefined): string =>
  status === undefined ? 'was ended or could not run' : `ended with status ${status}`;

function baseFails({ status, ended, failed, units }: Listened, limitMs: number): Problem {
  const how = ended === 'over' ? `runs longer than ${duration(limitMs)}` : endedAs(status);
  const last = units.at(-1)?.statements.at(-1)?.sql ?? '';
  const why = failed && statementError({ sqlstate: failed.sqlstate }, (name) => last.includes(name)).says;
  return {
    code: 'baseline-failed',
    says: `The command of migrations.command does not migrate the base commit: it ${how}${failed ? ` (SQLSTATE ${failed.sqlstate})` : ''}.${why === undefined ? '' : ` ${why}`}`,
    advice: byHand,
  };
}

const fails = ({ status }: Listened): Problem => ({
  code: 'unreadable-migration',
  says: `The command of migrations.command ${endedAs(status)} on the pull request, and no statement of it failed.`,
  advice: byHand,
});

const tooLong = (limitMs: number): Problem => ({
  code: 'time-limit',
  says: `The command of migrations.command runs longer than ${duration(limitMs)} on empty tables.`,
  advice: 'See that it comes to an end by itself and asks nothing, or raise rehearsal.pass-limit.',
});

const endless: Problem = {
  code: 'time-limit',
  says: `The command of migrations.command sends more than 50,000 statements on empty tables.`,
  advice: 'See that it comes to an end, or name a structure file under migrations.schema where its history is as long.',
};

const unlike = (failed: Failed | undefined, heard: Heard): Problem => ({
  code: 'unreadable-migration',
  says: failed
    ? `What the command of migrations.command sends cannot be told from the server’s log: sent again, ${failed.step.file}:${failed.step.line} fails with SQLSTATE ${failed.error.sqlstate}${heard.failed ? `, and for the command it failed with ${heard.failed.sqlstate}` : ', and for the command it did not'}.`
    : `The command of migrations.command fails with SQLSTATE ${heard.failed?.sqlstate ?? ''}, and what it sends does not when it is sent again.`,
  advice: beyondTheLog,
  ...(failed && { file: failed.step.file, line: failed.step.line }),
});

const otherSchema = (changed: readonly Recounted[]): Problem => ({
  code: 'unreadable-migration',
  says: `What the command of migrations.command sends cannot be told from the server’s log: sent again, it leaves another schema than the command does (${changed.map(({ path }) => path).join(', ')}).`,
  advice: beyondTheLog,
});

const beyondTheLog =
  'Review this change by hand: rows of COPY … FROM STDIN, and settings that a connection begins with, are not in the log.';

const structureBehind = (structure: string, path: string): Problem => ({
  code: 'baseline-failed',
  says: `On the base commit the command of migrations.command still runs ${path} on ${structure}.`,
  advice:
    'Write the structure file anew with the rows of the tool’s own table, or remove migrations.schema to have the command run the whole history.',
});

const notHeard = (because: string): Problem => ({
  code: 'no-database',
  says: `What migrations.command sends is heard in the server’s log, and here ${because}: it cannot be rehearsed here.`,
  advice: 'Set postgres.provider to embedded or docker.',
});
