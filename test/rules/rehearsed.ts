import type { RehearsalRun, StatementRun } from '../../src/domain/rehearsal.ts';
import { notMeasured } from '../../src/domain/rehearsal.ts';
import { check } from '../../src/rules/kit/check.ts';
import { observe } from '../../src/rules/kit/observe.ts';
import { nothingObserved, type Observations } from '../../src/rules/kit/seen.ts';
import { inputFor, stepsOf } from './reading.ts';

const given = 'create table customers (id bigint primary key); create table orders (email text, customer_id bigint);';

const ran = (sql: string, changes: Partial<StatementRun> = {}): StatementRun => ({
  ...{ file: '2.sql', line: 1, sql, durationMs: 3, locks: [], rewrites: [], scans: [], walBytes: 0, tempBytes: 0 },
  estimate: { ...notMeasured('production rows are not known'), class: 'scan-sort' },
  ...changes,
});

/** What a rule says of a migration of one statement, once the rehearsal saw this. */
export function told(
  rule: string,
  migration: string,
  seen: {
    readonly run?: Partial<StatementRun>;
    readonly observations?: Partial<Observations>;
    readonly rehearsal?: Partial<RehearsalRun>;
    readonly startupBudgetMs?: number;
  },
) {
  const input = inputFor(stepsOf(migration, { given }));
  const rehearsal: RehearsalRun = {
    ...{ status: 'ran', postgres: '17.5', provider: 'embedded', volume: [], leftovers: [], schemaDiff: '', notes: [] },
    statements: [ran(migration, seen.run)],
    ...{ traffic: notMeasured(''), rollback: notMeasured(''), rerun: notMeasured('') },
    compatibility: { backward: notMeasured(''), forward: notMeasured('') },
    ...seen.rehearsal,
  };
  const observations = { ...nothingObserved, ...seen.observations };
  return observe({ ...input, checked: check(input), rehearsal, observations, startupBudgetMs: seen.startupBudgetMs })
    .findings.filter((finding) => finding.rule === rule)
    .map(({ severity, evidence, line, objects, says, instead }) => ({
      ...{ severity, evidence, line, objects, says, instead },
    }));
}
