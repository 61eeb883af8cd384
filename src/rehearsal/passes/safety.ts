import { createTwoFilesPatch } from 'diff';
import { notMeasured } from '../../domain/rehearsal.ts';
import type { Leftover, Rerun, Rollback } from '../../domain/rehearsal.ts';
import type { Traffic } from '../../domain/rehearsal.ts';
import type { Session } from '../../ports/database.ts';
import { noAdvice, rehearseAdvice } from './advice/advice.ts';
import type { RehearsedAdvice } from './advice/advice.ts';
import { without } from '../rows/invented.ts';
import { enter } from '../lab.ts';
import type { Lab } from '../lab.ts';
import { within } from '../limits.ts';
import { atMost, filledCopy, smallRows } from '../rows/load.ts';
import type { MainStage } from '../run/main-stage.ts';
import { databases } from '../prepared.ts';
import type { Prepared } from '../prepared.ts';
import { rehearseCompatibility, unknown } from './queries/compatibility.ts';
import type { Compatibility } from './queries/compatibility.ts';
import { noHazards, rehearseHazards } from './queries/hazards.ts';
import type { QueryHazards } from './queries/hazards.ts';
import { rehearseRerun } from './rerun/rerun.ts';
import { rehearseRollback } from './rollback/rollback.ts';
import { rehearseTraffic } from './traffic/traffic.ts';
import type { VolumeStage } from '../rows/volume-stage.ts';

export interface SafetyPasses {
  readonly compatibility: Compatibility;
  readonly hazards: QueryHazards;
  readonly rollback: Rollback;
  readonly rerun: Rerun;
  readonly traffic: Traffic;
  readonly advice: RehearsedAdvice;
  readonly leftovers: readonly Leftover[];
  readonly schemaDiff: string;
  readonly hiddenInvalidIndex: boolean;
}

/** What is left over, undone and done again; all on small copies but the look at what the main run left. */
export async function safetyPasses(
  lab: Lab,
  ready: Prepared,
  stage: VolumeStage,
  main: MainStage,
): Promise<SafetyPasses> {
  const leftovers = await leftoversOf(lab, ready);
  const schemaDiff = diffOf(stage.schemaBefore, stage.schemaAfter);
  if (main.failed === 'failed') {
    const because = 'the migrations themselves do not run to their end';
    const not = notMeasured(because);
    return {
      compatibility: unknown(because),
      hazards: noHazards,
      rollback: not,
      rerun: not,
      traffic: not,
      advice: noAdvice,
      leftovers,
      schemaDiff,
      hiddenInvalidIndex: false,
    };
  }
  // The measured run may have failed on rows that the few of the small copy were not enough to show.
  if (main.bare.size > stage.bare.size)
    await filledCopy(lab, databases.small, stage.tables, without(atMost(stage.rows, smallRows), main.bare));
  const { queries } = lab.plan;
  const compatibility =
    queries === undefined
      ? unknown('compatibility is checked with known queries, and none were given')
      : ((await within(lab, (bounded) => rehearseCompatibility(bounded, ready, queries))) ??
        unknown('it met its time limit'));
  const hazards = await rehearseHazards(lab, ready, main);
  const rollback =
    lab.plan.rollback === 'rehearse'
      ? ((await within(lab, (bounded) => rehearseRollback(bounded, ready, stage))) ?? overLimit)
      : leftOut('rollback');
  const rerun =
    lab.plan.rerun === 'rehearse'
      ? await within(lab, (bounded) => rehearseRerun(bounded, ready, stage))
      : { rerun: leftOut('rerun'), hiddenInvalidIndex: false };
  const traffic =
    lab.plan.traffic === 'rehearse'
      ? ((await within(lab, (bounded) => rehearseTraffic(bounded, ready, stage, main))) ?? overLimit)
      : leftOut('traffic');
  // The first to be left out where time is short.
  const advice = await within(lab, (bounded) => rehearseAdvice(bounded, ready, stage, main));
  return {
    compatibility,
    hazards,
    rollback,
    rerun: rerun?.rerun ?? overLimit,
    traffic,
    advice: advice ?? noAdvice,
    leftovers,
    schemaDiff,
    hiddenInvalidIndex: rerun?.hiddenInvalidIndex ?? false,
  };
}

const overLimit = notMeasured('it met its time limit');
const leftOut = (pass: string): ReturnType<typeof notMeasured> => notMeasured(`the configuration leaves ${pass} out`);

/** Unified diff; empty where nothing changes or the migrations fail. */
export function diffOf(before: string, after: string | undefined): string {
  if (after === undefined || before === after) return '';
  return createTwoFilesPatch('schema before', 'schema after', before, after, '', '', { context: 1 });
}

/** Invalid indexes and constraints not validated that the pull request leaves. */
async function leftoversOf(lab: Lab, ready: Prepared): Promise<readonly Leftover[]> {
  await using bench = await enter(lab, databases.main);
  const invalid = (await invalidIndexes(bench.observer)).filter(({ oid }) => !ready.known.has(oid));
  await using base = await enter(lab, databases.base);
  const before = new Set(await notValidated(base.observer));
  const open = (await notValidated(bench.observer)).filter((name) => !before.has(name));
  return [
    ...invalid.map(({ name }) => ({ kind: 'invalid-index' as const, object: name })),
    ...open.map((object) => ({ kind: 'not-validated' as const, object })),
  ];
}

export async function invalidIndexes(
  observer: Session,
): Promise<readonly { readonly oid: number; readonly name: string }[]> {
  const { rows } = await observer.query<{ oid: number; name: string }>(`
    SELECT c.oid::int8 AS oid, quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE NOT i.indisvalid AND c.relkind = 'i' ORDER BY 2`);
  return rows;
}

async function notValidated(observer: Session): Promise<readonly string[]> {
  const { rows } = await observer.query<{ name: string }>(`
    SELECT coalesce(k.conrelid::regclass::text || '.', '') || quote_ident(k.conname) AS name FROM pg_constraint k
     WHERE NOT k.convalidated ORDER BY 1`);
  return rows.map(({ name }) => name);
}
