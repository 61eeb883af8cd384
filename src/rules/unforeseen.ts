import { counted, duration } from '../domain/figures.ts';
import { spoken } from '../domain/lock.ts';
import { defineRule, type PlacedHit } from './kit/rule.ts';
import type { SeenStatement } from './kit/seen.ts';
import { code } from './kit/text.ts';

export const rule = defineRule({
  id: 'unforeseen',
  severity: 'blocker',
  hazard: 'lock',
  checks: 'lock-analysis',
  since: 13,
  title: 'The rehearsal saw what no rule foretold',
  why: 'A table was rewritten or read to its end under a lock that blocks others, or a lock would be held for long, and reading the SQL did not tell. It counts as a gap in the rules: please report it.',
  observed: ({ statements, stallBudgetMs }) =>
    statements.flatMap((seen) => [...rewrites(seen), ...scans(seen), ...holds(seen, stallBudgetMs)]),
});

const instead =
  'Read what this statement does to the table, and look for a form that works in steps; then tell us, so that a rule says it next time.';
const hit = ({ at }: SeenStatement, table: string, says: string): PlacedHit => ({
  at,
  objects: [table],
  says,
  instead,
});

const rewrites = (seen: SeenStatement): readonly PlacedHit[] =>
  seen.run.rewrites
    .filter(
      (table) => !seen.foretold.some(({ rewrites: claimed, finding }) => claimed && finding.objects.includes(table)),
    )
    .map((table) => hit(seen, table, `${code(table)} was rewritten: reads and writes of it wait until that is done.`));

const scans = (seen: SeenStatement): readonly PlacedHit[] =>
  seen.run.scans
    .filter(({ table, rows }) => rows > 0 && !seen.run.rewrites.includes(table))
    .filter(
      ({ table }) =>
        !seen.foretold.some(
          ({ scans: claimed, rewrites: copied, finding }) => (claimed || copied) && finding.objects.includes(table),
        ),
    )
    .flatMap(({ table, rows }) => {
      const lock = seen.run.locks.find(({ object, blocks }) => object === table && blocks.length > 0);
      if (!lock) return [];
      const says = `${code(table)} was read to its end (${counted(rows, 'row')}) under ${spoken(lock.mode)}: ${lock.blocks.join(' and ')} of it wait for that.`;
      return [hit(seen, table, says)];
    });

/** Blocking locks that the table of locks did not have for this statement. */
function holds(seen: SeenStatement, budget: number): readonly PlacedHit[] {
  const { estimate, locks } = seen.run;
  if (!('productionMs' in estimate) || estimate.productionMs[1] <= budget || seen.foretold.length > 0) return [];
  const foretold = new Set(seen.facts?.locks.map(({ object, mode }) => `${mode} ${object}`));
  return locks
    .filter(({ object, mode, blocks }) => blocks.length > 0 && !foretold.has(`${mode} ${object}`))
    .filter(
      ({ object }) => !seen.run.rewrites.includes(object) && !seen.run.scans.some(({ table }) => table === object),
    )
    .map(({ object, mode, blocks }) =>
      hit(
        seen,
        object,
        `${spoken(mode)} on ${code(object)} would be held for up to ${duration(estimate.productionMs[1])} in production: ${blocks.join(' and ')} of it wait.`,
      ),
    );
}
