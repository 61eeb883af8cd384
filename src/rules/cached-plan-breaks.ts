import { counted } from '../domain/figures.ts';
import type { CachedPlanBreak } from '../domain/query-hazards.ts';
import { byStatement, queryNamed } from './kit/query-breaks.ts';
import { defineRule } from './kit/rule.ts';

const renewed = 'Or open the application’s connections anew right after the migration.';

const otherResult = ({ columns }: CachedPlanBreak): string =>
  columns === 'all'
    ? `Name the columns in the query, in the place of the \`*\`, and deploy that first. ${renewed}`
    : `Give the column a fixed type in the query (\`name::text\`) and deploy that first. ${renewed}`;

const typeGone =
  'Change the type in its place (ALTER TYPE … ADD VALUE), or open the application’s connections anew right after the migration.';

function saysOf(one: CachedPlanBreak, others: number): string {
  const too =
    others === 0 ? '' : ` ${counted(others, 'more query', 'more queries')} fail${others === 1 ? 's' : ''} so too.`;
  if (one.sqlstate !== '0A000')
    return `${queryNamed(one)} fails on connections that have it prepared (${one.sqlstate}): the types it was prepared with are gone, or do not fit. It does so until it is prepared anew, which not every driver does after this error.${too}`;
  return `${queryNamed(one)} fails on connections that have it prepared: its result has other columns, or other types, after this. They get 0A000, “cached plan must not change result type”, once where the driver then prepares it anew, and every time where it does not.${too}`;
}

export const rule = defineRule({
  id: 'cached-plan-breaks',
  severity: 'warning',
  hazard: 'compatibility',
  checks: 'backward-compatibility',
  since: 13,
  title: 'A query fails on connections that have it prepared',
  why: 'Most drivers prepare the queries they send, and keep them prepared for as long as the connection lives. Postgres refuses to run such a query once its result has other columns or types: a column more under `SELECT *`, or a wider varchar. The deployed code’s known queries were prepared on a connection that stayed open while the migration ran on another. This one works when it is prepared anew, and failed there.',
  observed({ observations, place }) {
    const [first, ...rest] = byStatement(observations.cachedPlans ?? []);
    if (!first) return [];
    // A change of many columns is one thing to know, not one for each of them.
    const told = rest.length <= fewStatements ? [first, ...rest] : [first];
    const untold = rest.length <= fewStatements ? 0 : rest.length;
    return told.map(([one, ...others]) => ({
      at: place(one.at),
      objects: [],
      says: `${saysOf(one, others.length)}${alike(untold)}`,
      instead: one.sqlstate === '0A000' ? otherResult(one) : typeGone,
    }));
  },
});

/** Beside the first. */
const fewStatements = 2;

const alike = (statements: number): string =>
  statements === 0 ? '' : ` ${counted(statements, 'more statement')} of this pull request do so to other queries.`;
