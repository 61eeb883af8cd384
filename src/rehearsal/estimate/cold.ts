import { notMeasured } from '../../domain/rehearsal.ts';
import type { MeasuredEstimate, NotMeasured, StatementRun, TableVolume } from '../../domain/rehearsal.ts';
import { without } from '../rows/invented.ts';
import { dropDatabase } from '../lab.ts';
import type { Lab } from '../lab.ts';
import { within } from '../limits.ts';
import { filledCopy } from '../rows/load.ts';
import type { MainStage } from '../run/main-stage.ts';
import { mainRun } from '../run/main-run.ts';
import { databases } from '../prepared.ts';
import type { Prepared } from '../prepared.ts';
import type { VolumeStage } from '../rows/volume-stage.ts';
import { undisturbed } from './undisturbed.ts';

type Ran = Pick<MainStage, 'statements' | 'queuedMs' | 'volume' | 'bare'>;

/** Less is read from the disk in a moment, bytes. */
const largeBytes = 200_000_000;

/** The statements once more with nothing of their tables in memory, where `rehearsal.cold` asks for it and it matters. */
export async function withCold(
  lab: Lab,
  ready: Prepared,
  { tables, rows }: Pick<VolumeStage, 'tables' | 'rows'>,
  { statements, queuedMs, volume, bare }: Ran,
): Promise<readonly StatementRun[]> {
  const large = volume.filter(({ bytes }) => bytes >= largeBytes);
  if (lab.plan.cold !== 'rehearse' || !statements.some((statement) => readsLarge(statement, large))) return statements;
  const cold = (await within(lab, (bounded) => coldRun(bounded, ready, tables, without(rows, bare)))) ?? overLimit;
  return statements.map((statement, index) => {
    if (!readsLarge(statement, large)) return statement;
    const warmMs = undisturbed({ durationMs: statement.durationMs, queuedMs: queuedMs[index] ?? 0 });
    return told(statement, warmMs, 'status' in cold ? cold : (cold[index] ?? overLimit));
  });
}

const overLimit = notMeasured('the run with nothing in memory met its time limit');

function readsLarge({ estimate, scans, rewrites }: StatementRun, large: readonly TableVolume[]): boolean {
  const read = new Set([...scans.map(({ table }) => table), ...rewrites]);
  return 'productionMs' in estimate && estimate.class !== 'metadata' && large.some(({ table }) => read.has(table));
}

/** Milliseconds of each statement. */
async function coldRun(
  lab: Lab,
  ready: Prepared,
  tables: VolumeStage['tables'],
  rows: VolumeStage['rows'],
): Promise<readonly number[] | NotMeasured> {
  const { forgetFiles, provider } = lab.server;
  if (!forgetFiles) return notMeasured(`what a server keeps in memory is out of our reach (${provider})`);
  await filledCopy(lab, databases.cold, tables, rows);
  const forgotten = await lab.keeper.away(forgetFiles);
  if (forgotten !== 'forgotten') return notMeasured(forgotten.because);
  const { seen } = await mainRun(lab, databases.cold, ready.known, ready.changed, lab.plan.limits.statementMs);
  await dropDatabase(lab, databases.cold);
  return seen.map(undisturbed);
}

/** Production may have none of it in memory: the upper end is raised by what that cost here. */
function told(statement: StatementRun, warmMs: number, cold: number | NotMeasured): StatementRun {
  const { estimate } = statement;
  if (!('productionMs' in estimate)) return statement;
  if (typeof cold !== 'number') return { ...statement, estimate: { ...estimate, cold } };
  const [low, high] = estimate.productionMs;
  const times = Math.max(1, cold / Math.max(warmMs, 1));
  const raised: MeasuredEstimate = {
    ...estimate,
    productionMs: [low, Math.ceil(high * times)],
    cold: { ms: cold, warmMs },
  };
  return { ...statement, estimate: raised };
}
