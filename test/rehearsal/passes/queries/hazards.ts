import type { Server } from '../../../../src/ports/database.ts';
import type { Observations, RehearsalPlan } from '../../../../src/rehearsal/plan.ts';
import type { KnownQuery } from '../../../../src/rehearsal/passes/queries/known.ts';
import { queriesIn } from '../../../../src/sql/queries.ts';
import { base, plan, rehearseOn, unit } from '../../plans.ts';

/** As a file of the application's would hold them. */
export const code = (text: string): readonly KnownQuery[] =>
  queriesIn(text).queries.map(({ name, ...query }) => ({ ...query, source: `queries.sql: ${name ?? ''}` }));

interface Asked {
  readonly given: string;
  readonly migration: string;
  readonly deployed: string;
  readonly rows?: number;
  readonly more?: Partial<RehearsalPlan>;
}

interface Hazards extends Pick<Observations, 'queryBreaks' | 'cachedPlans' | 'planRegressions' | 'deadlocks'> {
  readonly notes: readonly string[];
}

/** What a rehearsal sees of the deployed code's queries. */
export async function hazards(
  server: Server,
  { given, migration, deployed, rows = 500, more = {} }: Asked,
): Promise<Hazards> {
  const asked = plan({
    ...{ baseline: base(given), changed: [unit('0002', migration)] },
    ...{ queries: { deployed: code(deployed), coming: [], commands: [] } },
    ...{ volume: { rows, tables: new Map(), seconds: 30 } },
    ...{ rollback: 'leave-out', rerun: 'leave-out', traffic: 'leave-out' },
    ...more,
  });
  const { rehearsal, observations } = await rehearseOn(server, asked);
  if (rehearsal.status !== 'ran') throw new Error(rehearsal.because);
  const { queryBreaks, cachedPlans, planRegressions, deadlocks } = observations;
  return { queryBreaks, cachedPlans, planRegressions, deadlocks, notes: rehearsal.notes };
}
