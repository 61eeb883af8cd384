import { failing } from './kit/query-breaks.ts';
import { defineRule } from './kit/rule.ts';
import type { QueryBreak } from './kit/seen.ts';

const later =
  'Deploy code whose query works on both schemas first, and take away what it no longer asks for in a later pull request.';

/** By SQLSTATE. */
const cures: Readonly<Record<string, string>> = {
  '23502':
    'Give the column a DEFAULT, or let it be NULL until the deployed code writes it; make it NOT NULL in a later pull request.',
  '42702': 'Name the table in the query (`orders.created_at`) and deploy that first, or name the new column otherwise.',
};

export const rule = defineRule({
  id: 'deployed-query-breaks',
  severity: 'blocker',
  hazard: 'compatibility',
  checks: 'backward-compatibility',
  since: 13,
  title: 'A query of the deployed code fails on the new schema',
  why: 'The code that runs now goes on running while the migration is applied, and until the last of its processes is replaced. Its known queries (of the profile, and of the query files on the base commit) were tried on the schema before and after: parsed, planned, and run where they change rows. This one worked before and fails after this statement.',
  bearsOut: ({ checks, severity }) => checks === 'backward-compatibility' && severity === 'blocker',
  observed({ observations, place }) {
    const breaks = (observations.queryBreaks ?? []).filter(({ code }) => code === 'deployed');
    const placeOf = ({ at }: QueryBreak): string => `${at?.file}:${at?.line}`;
    return [...new Set(breaks.map(placeOf))].flatMap((statement) => {
      const mine = breaks.filter((one) => placeOf(one) === statement);
      const [first] = mine;
      if (first?.at === undefined) return [];
      return {
        at: place(first.at),
        objects: [],
        says: `${failing(mine, 'new')} The code that runs now sends ${mine.length === 1 ? 'it' : 'them'}.`,
        instead: cures[first.sqlstate] ?? later,
      };
    });
  },
});
