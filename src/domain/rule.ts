import type { ChecklistItem } from './checklist.ts';
import type { LockMode } from './lock.ts';

/** blocker = somebody has to approve it; warning = look at it; advice = good to know. */
export type Severity = 'blocker' | 'warning' | 'advice';

/**
 * What a rule guards. Only `lock` hazards are lowered by a small known table; compatibility and data loss never are.
 */
export type Hazard = 'lock' | 'compatibility' | 'data-loss' | 'failure' | 'process' | 'hygiene';

/** The part of expand, migrate, contract that a statement plays. */
export type Phase = 'expand' | 'migrate' | 'contract';

/** What everybody but the rule itself needs to know of it: the report, the configuration, the documentation. */
export interface RuleCard {
  readonly id: string;
  readonly severity: Severity;
  readonly hazard: Hazard;
  /** The checklist item that a finding of this rule decides. */
  readonly checks: ChecklistItem;
  readonly title: string;
  readonly why: string;
  /** The strongest lock on an existing table that makes it a hazard. */
  readonly takes?: LockMode;
  /** Losing data or an object for good: approval needs a reason, and the `destructive` quorum. */
  readonly destructive?: true;
}
