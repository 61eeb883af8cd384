import type { Deadlock, PlanRegression } from '../../../domain/query-hazards.ts';
import { counted } from '../../../domain/figures.ts';
import type { StatementRun } from '../../../domain/rehearsal.ts';
import type { Lab } from '../../lab.ts';
import { within } from '../../limits.ts';
import type { Prepared } from '../../prepared.ts';
import { deadlocks } from './deadlocks.ts';
import { planRegressions } from './regressions.ts';
import type { Plans } from './regressions.ts';

/** What the migrations do to queries that go on working. */
export interface QueryHazards {
  readonly planRegressions: readonly PlanRegression[];
  readonly deadlocks: readonly Deadlock[];
  readonly notes: readonly string[];
}
export const noHazards: QueryHazards = { planRegressions: [], deadlocks: [], notes: [] };

interface Measured {
  readonly statements: readonly StatementRun[];
  /** Of the known queries, before the measured run. */
  readonly plans: Plans;
}

/** The plans of known queries in the database of the measured run, and deadlocks with them on copies of the schema. */
export async function rehearseHazards(lab: Lab, ready: Prepared, measured: Measured): Promise<QueryHazards> {
  if ((lab.plan.queries?.deployed ?? []).length === 0) return noHazards;
  const worse = await within(lab, (bounded) => planRegressions(bounded, ready, measured.plans));
  const met = await within(lab, (bounded) => deadlocks(bounded, ready, measured.statements));
  return {
    planRegressions: worse ?? [],
    deadlocks: met ?? [],
    notes: [
      ...(worse ? leftOut(measured.plans) : [unfinished('plans were')]),
      ...(met ? [] : [unfinished('order of locks was')]),
    ],
  };
}

const leftOut = ({ byQuery, left }: Plans): readonly string[] =>
  left === 0
    ? []
    : [
        `The plans of ${counted(byQuery.size, 'known query', 'known queries')} were compared, ${counted(left, 'other')} left out.`,
      ];

const unfinished = (what: string): string => `The known queries’ ${what} not compared: the pass met its time limit.`;
