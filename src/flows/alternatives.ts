import type { Finding } from '../domain/finding.ts';
import type { Rehearsal } from '../domain/rehearsal.ts';
import type { RuleCard, Severity } from '../domain/rule.ts';
import type { Alternative } from '../rehearsal/plan.ts';
import { countIn } from '../rules/kit/backfill.ts';
import { batching, isInBatches } from '../rules/kit/batches.ts';
import { isRunnable } from '../rules/kit/instead.ts';
import type { Reading } from './judge.ts';

/** Each takes a run of its own; the worst come first. */
const mostAlternatives = 5;
const order: readonly Severity[] = ['blocker', 'warning', 'advice'];

/** What the findings propose as SQL in the place of a statement that is slow or makes others wait. */
export function alternativesOf(
  { steps }: Pick<Reading, 'steps'>,
  findings: readonly Finding[],
  cards: Readonly<Record<string, RuleCard>>,
): readonly Alternative[] {
  const found = findings
    .toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
    .flatMap((finding): readonly Alternative[] => {
      const { id, rule, file, line, column, instead, objects } = finding;
      const card = cards[rule];
      if (card === undefined || !comparable(card) || !isRunnable(instead)) return [];
      const place = steps.find(
        ({ statement: one, inside }) => !inside && one.file === file && one.line === line && one.column === column,
      );
      if (!place) return [];
      const count = countIn(instead);
      const backfill = {
        ...(isInBatches(instead) && { batches: batching }),
        ...(count !== undefined && { count }),
      };
      return [{ finding: id, rule, file, line, statement: place.statement.sql, objects, sql: instead, ...backfill }];
    });
  return found
    .filter((one, index) => found.findIndex((other) => same(one, other)) === index)
    .slice(0, mostAlternatives);
}

/** Of other hazards the cure waits for people: a release, a look at the rows. */
const comparable = ({ hazard, checks }: RuleCard): boolean => hazard === 'lock' || checks === 'data-volume';

const same = (one: Alternative, other: Alternative): boolean =>
  one.file === other.file && one.line === other.line && one.statement === other.statement && one.sql === other.sql;

/** Each finding with what the rehearsal of its advice showed; advice that did not help is never called rehearsed. */
export function withRehearsedAdvice(findings: readonly Finding[], rehearsal: Rehearsal): readonly Finding[] {
  const advice = rehearsal.status === 'ran' ? (rehearsal.advice ?? []) : [];
  return findings.map((finding) => {
    const tried = advice.find(({ status, ...one }) => status === 'helps' && one.finding === finding.id);
    return tried ? { ...finding, rehearsed: tried.says } : finding;
  });
}
