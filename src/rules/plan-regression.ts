import { counted, grouped } from '../domain/figures.ts';
import type { PlanFigures, PlanRegression } from '../domain/query-hazards.ts';
import { byStatement, queryNamed } from './kit/query-breaks.ts';
import { defineRule } from './kit/rule.ts';
import { code, listed } from './kit/text.ts';

const often = ({ callsPerSecond }: PlanRegression): string =>
  callsPerSecond === undefined ? '' : ` (${counted(Math.max(1, callsPerSecond), 'call')} a second)`;

const figures = ({ scan, rows, cost }: PlanFigures): string =>
  `${code(scan)} (${counted(rows, 'row')} expected, cost ${grouped(cost)})`;

function because({ lost, analyzed, table }: PlanRegression): string {
  const gone = lost.length === 0 ? '' : `${listed(lost.map(code))}, which it used, is gone`;
  if (analyzed === 'as-bad') return gone === '' ? '' : ` ${gone}.`;
  const went = gone === '' ? 'Statistics are gone' : `${gone}, and with it the statistics on what it indexed`;
  return ` ${went}: an ANALYZE of ${code(table)} brought the plan back. Autovacuum takes none after DDL.`;
}

function insteadOf({ lost, analyzed, table }: PlanRegression): string {
  if (analyzed === 'as-before')
    return `Run \`ANALYZE ${table};\` ${lost.length > 0 ? 'before this statement, once what replaces the index is there' : 'right after this statement'}.`;
  return lost.length > 0
    ? 'Keep the index, or build the one that serves this query first, with CREATE INDEX CONCURRENTLY.'
    : 'Look at both plans with EXPLAIN, and see that the query keeps an index that it can use.';
}

export const rule = defineRule({
  id: 'plan-regression',
  severity: 'warning',
  hazard: 'compatibility',
  checks: 'backward-compatibility',
  since: 13,
  title: 'A known query gets a much worse plan',
  why: 'A query that reads a few rows by an index today may read the whole table tomorrow. The index may be gone, or the statistics that told the planner how few rows they are. Those of an expression belong to its index; those of a column go when its type changes. The plans of the deployed code’s known queries were compared before and after the migration, on the rows of the rehearsal. It is told where the whole costs ten times as much, or a table is believed to give a hundred times the rows.',
  observed: ({ observations, place }) =>
    byStatement(observations.planRegressions ?? []).map(([first, ...others]) => ({
      at: place(first.at),
      objects: [first.table],
      says: `${queryNamed(first)}${often(first)} is planned much worse after it: on ${code(first.table)} with ${counted(first.tableRows, 'row')}, before ${figures(first.before)}, after ${figures(first.after)}.${because(first)}${others.length === 0 ? '' : ` ${counted(others.length, 'more query gets', 'more queries get')} a worse plan too.`}`,
      instead: insteadOf(first),
    })),
});
