/** What a reviewer would ask of every migration, in the order of the report. */
export const checklistItems = [
  'backward-compatibility',
  'forward-compatibility',
  'lock-analysis',
  'data-volume',
  'rollback-plan',
  'monitoring',
  'expand-contract',
  'versioned',
  'idempotent',
  'production-like-volume',
  'small-and-focused',
  'team-notified',
  'impact-shared',
  'someone-watching',
] as const;
export type ChecklistItem = (typeof checklistItems)[number];

/** unknown = nobody measured it, or only a person can say; it never counts as passed. */
export type ChecklistStatus = 'pass' | 'warn' | 'fail' | 'unknown' | 'not-applicable';

/** The answer to one of the questions. */
export interface ChecklistEntry {
  readonly item: ChecklistItem;
  readonly status: ChecklistStatus;
  /** One sentence with the measured figure. */
  readonly says: string;
}
