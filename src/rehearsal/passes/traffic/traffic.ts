import { counted, duration } from '../../../domain/figures.ts';
import { notMeasured } from '../../../domain/rehearsal.ts';
import type { StatementRun } from '../../../domain/rehearsal.ts';
import type { Traffic } from '../../../domain/rehearsal.ts';
import type { TrafficRun } from '../../../domain/traffic.ts';
import { without } from '../../rows/invented.ts';
import { dropDatabase } from '../../lab.ts';
import type { Lab } from '../../lab.ts';
import { atMost, filledCopy, smallRows } from '../../rows/load.ts';
import type { MainStage } from '../../run/main-stage.ts';
import { databases } from '../../prepared.ts';
import type { Prepared } from '../../prepared.ts';
import type { VolumeStage } from '../../rows/volume-stage.ts';
import type { Holding } from './behind.ts';
import { figuresOf, noticedMs } from './figures.ts';
import { holdFor } from './holds.ts';
import { pauseMs } from './probes.ts';
import { runUnderProbes, TooManyClients } from './run.ts';
import type { RunLog } from './run.ts';
import { targetsOf, usedBy } from './targets.ts';
import type { Targets } from './targets.ts';

/** Where production's transactions are not known to be shorter. */
const longestHoldMs = 1_500;
const shortestHoldMs = 200;

/**
 * Who waits: the migrations run under probes, once with nobody in their way, and once behind a transaction that is held
 * open on each table that they are about to lock. The first shows what their own work keeps waiting, the second what
 * their waiting does.
 */
export async function rehearseTraffic(
  lab: Lab,
  ready: Prepared,
  stage: VolumeStage,
  main: MainStage,
): Promise<Traffic> {
  const { statements } = main;
  const targets = targetsOf(statements, ready.known);
  const kept = keptWaiting(lab, ready, statements);
  if (targets.probed.length === 0 && kept.length === 0)
    return notMeasured('the migrations lock no table that was there before, so nobody can wait for them');
  try {
    const behind = holdingOf(lab);
    const request = { template: databases.small, probed: targets.probed, runs: statements };
    // While a transaction is held open there is time to fill the larger copy.
    const [held, larger] = await both(
      kept.length === 0 ? undefined : runUnderProbes(lab, ready, { ...request, behind }),
      worthMore(main, stage) ? filledMore(lab, stage, main) : undefined,
    );
    const alone = await runUnderProbes(lab, ready, { ...request, template: larger ?? request.template });
    if (alone.run.failed) return notMeasured('the migrations do not run on the small copy');
    return told(lab, targets, {
      alone,
      ...(held && { held: { ...behind, log: held } }),
    });
  } catch (error) {
    if (error instanceof TooManyClients) return notMeasured('the server takes fewer clients than the probes need');
    throw error;
  } finally {
    await dropDatabase(lab, largerCopy);
  }
}

/** As long as production’s longest, but no longer than it takes to see what happens then. */
function holdingOf({ plan: { longestTransactionMs } }: Lab): Holding {
  if (longestTransactionMs === undefined) return { ms: longestHoldMs };
  const ms = Math.min(longestHoldMs, Math.max(shortestHoldMs, longestTransactionMs));
  return { ms, productionMs: longestTransactionMs };
}

/** Statements that have to wait for a transaction open on their tables; for one on their rows where it may cancel them. */
function keptWaiting(
  { plan: { session } }: Lab,
  { changed, known }: Prepared,
  statements: readonly StatementRun[],
): readonly StatementRun[] {
  const steps = changed.flatMap((script) => script.steps);
  const mayTimeOut = 'lock_timeout' in session || steps.some(({ sql }) => /lock_timeout/i.test(sql));
  return statements.filter((run, index) => {
    const step = steps[index];
    const hold = step && holdFor(run, step, known);
    return hold !== undefined && (!hold.rows || mayTimeOut);
  });
}

const largerCopy = 'rehearsal_traffic_rows';
const largerRows = 100_000;
/** More tables would take longer to fill than they are worth. */
const mostFilled = 4;

const rowsOf = (stage: VolumeStage, { bare }: MainStage): ReadonlyMap<number, number> =>
  without(atMost(stage.rows, largerRows), bare);

/** Whether there is work that grows with the rows: on a few it would be over before anybody noticed. */
function worthMore(main: MainStage, stage: VolumeStage): boolean {
  const rows = rowsOf(stage, main);
  const works = main.statements.some((run) => run.estimate.class !== 'metadata' && (blocksSome(run) || changes(run)));
  return works && rows.size <= mostFilled && Math.max(0, ...rows.values()) > smallRows;
}

async function filledMore(lab: Lab, stage: VolumeStage, main: MainStage): Promise<string> {
  await filledCopy(lab, largerCopy, stage.tables, rowsOf(stage, main));
  return largerCopy;
}

/** Waits for both, also where one of them fails: nothing of it may go on in the next pass. */
async function both<One, Other>(
  one: Promise<One> | undefined,
  other: Promise<Other> | undefined,
): Promise<readonly [One | undefined, Other | undefined]> {
  await Promise.allSettled([one, other]);
  return [await one, await other];
}

const blocksSome = ({ locks }: StatementRun): boolean => locks.some(({ blocks }) => blocks.length > 0);
const changes = ({ rowsAffected = 0 }: StatementRun): boolean => rowsAffected > 0;

interface Logs {
  readonly alone: RunLog;
  readonly held?: Holding & { readonly log: RunLog };
}

function told(lab: Lab, { probed, left }: Targets, { alone, held }: Logs): Traffic {
  const free = figuresOf(alone);
  const behind = held && {
    ...figuresOf(held.log),
    heldMs: held.ms,
    ...(held.productionMs !== undefined && { productionMs: held.productionMs }),
  };
  const runs: readonly TrafficRun[] = behind ? [free, behind] : [free];
  return {
    status: 'measured',
    longestReadStallMs: Math.max(...runs.map((run) => run.longestReadStallMs)),
    longestWriteStallMs: Math.max(...runs.map((run) => run.longestWriteStallMs)),
    blockedStatements: runs.reduce((sum, run) => sum + run.blockedStatements, 0),
    says: [
      probesSay(probed, left),
      aloneSays(free),
      ...(held && behind ? [heldSays(held), ...leftSays(held.log)] : []),
    ].join(' '),
    tables: usedBy(probed, lab.plan.queries),
    alone: free,
    ...(behind && { behind }),
  };
}

function probesSay(probed: Targets['probed'], left: number): string {
  if (probed.length === 0) return 'No table was probed, as none is locked.';
  const names = probed.map(({ name }) => name).join(', ');
  const more = left === 0 ? '' : ` (${counted(left, 'more table')} not, for want of connections)`;
  return `Probes read from and wrote to ${names}${more} every ${pauseMs} ms while the migrations ran; blocked means ${noticedMs} ms longer than before they began.`;
}

const aloneSays = ({ rows }: TrafficRun): string =>
  `Once with nobody in the way, on up to ${counted(rows, 'row')}: what the work itself keeps waiting grows with the rows.`;

function heldSays({ ms, productionMs, log: { rows, run } }: Holding & { readonly log: RunLog }): string {
  const why =
    productionMs === undefined
      ? 'how long they are in production is not known'
      : `production’s longest took ${duration(productionMs)}`;
  const broke = run.failed ? ' They did not run to their end then.' : '';
  return `Once more, on up to ${counted(rows, 'row')}, behind a transaction held open for ${duration(ms)} before each statement that has to wait for one (${why}).${broke}`;
}

const leftSays = ({ left }: RunLog): readonly string[] =>
  left === 0 ? [] : [`${counted(left, 'more statement')} would have waited so, and did not for want of time.`];
