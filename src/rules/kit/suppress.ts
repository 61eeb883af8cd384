import type { Severity } from '../../domain/rule.ts';
import type { Allowance } from './allow.ts';
import type { Draft } from './identity.ts';
import type { Allowed, Hit, Rule } from './rule.ts';
import { isOff, suppressible, type RuleSettings } from './severity.ts';

/** A finding on its way: what it will say, and whether somebody asked to let it pass. */
export interface Weighted {
  readonly rule: Rule;
  readonly draft: Draft;
  readonly suppressed?: Omit<Suppression, 'finding'>;
}
export interface Suppression {
  readonly finding: string;
  readonly rule: string;
  /** What it would weigh otherwise. */
  readonly was: Severity;
  readonly reason: string;
}

/** Lowers what an allowance with a reason covers; says how many findings each allowance covered. */
export function suppress(found: readonly Weighted[], allowed: readonly Allowance[], settings: RuleSettings) {
  const uses = new Map<Allowance, number>();
  const kept = found.map((one): Weighted => {
    const allowance = allowed.find((candidate) => covers(candidate, one));
    if (!allowance?.reason || !suppressible(one.rule.id, settings)) return one;
    uses.set(allowance, (uses.get(allowance) ?? 0) + 1);
    return {
      rule: one.rule,
      draft: {
        ...one.draft,
        severity: 'advice',
        says: `${one.draft.says} Suppressed by the author: ${allowance.reason}`,
      },
      suppressed: { rule: one.rule.id, was: one.draft.severity, reason: allowance.reason },
    };
  });
  return { kept, uses };
}

/** An allowance speaks for the statement under it; for a rule about the whole pull request, for its file. */
const covers = ({ rule, at, target }: Allowance, { rule: { id, onPullRequest }, draft }: Weighted): boolean =>
  rule === id &&
  at.file === draft.file &&
  (onPullRequest !== undefined || (target?.line === draft.line && target.column === draft.column));

/** What the rules say of allowances that changed nothing. */
export function unused(
  allowed: readonly Allowance[],
  uses: ReadonlyMap<Allowance, number>,
  rules: readonly Rule[],
  settings: RuleSettings,
) {
  return allowed.flatMap((allowance) => {
    const { at, target } = allowance;
    const pointless = pointlessBy(allowance.rule, settings);
    const facts: Allowed = {
      ...at,
      ...allowance,
      over: target ? 'statement' : 'nothing',
      ...(pointless ? { pointless } : {}),
      suppressed: uses.get(allowance) ?? 0,
    };
    return rules.flatMap((rule): readonly { rule: Rule; hit: Hit; at: Allowance['at'] }[] => {
      const hit = rule.onAllowed?.(facts);
      return hit ? [{ rule, hit, at }] : [];
    });
  });
}

function pointlessBy(rule: string, settings: RuleSettings): Allowed['pointless'] {
  if (isOff(rule, settings)) return 'off';
  return suppressible(rule, settings) ? undefined : 'not-suppressible';
}
