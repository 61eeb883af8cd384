import type { Finding } from '../../src/domain/finding.ts';
import type { TransactionMode } from '../../src/domain/migration.ts';
import { rules } from '../../src/rules/index.ts';
import { check, type CheckInput } from '../../src/rules/kit/check.ts';
import { noSettings } from '../../src/rules/kit/severity.ts';
import type { Step } from '../../src/sql/step.ts';
import { walk } from '../../src/sql/walk.ts';
import { tool as sql } from '../../src/tools/sql/index.ts';

export interface Reading {
  /** The schema at the base branch; absent = not known, as in `lint` without a schema. */
  readonly given?: string;
  readonly transaction?: TransactionMode;
  readonly file?: string;
  readonly overrides?: Partial<CheckInput>;
}

/** The steps of a pull request that adds one migration. */
export function stepsOf(text: string, { given, transaction = 'per-statement', file = '2.sql' }: Reading = {}) {
  const script = (path: string, content: string) => ({ path, text: content, transaction, tool: 'sql' as const });
  return walk({
    base: given === undefined ? [] : [script('1.sql', given)],
    scripts: [script(file, text)],
    complete: given !== undefined,
    declared: {},
  });
}

export function inputFor(
  { steps, problems }: { readonly steps: readonly Step[]; readonly problems: CheckInput['problems'] },
  overrides: Partial<CheckInput> = {},
): CheckInput {
  const nothing = { changed: [], base: [], settings: noSettings, stallBudgetMs: 1000 };
  return { rules, steps, problems, postgres: 17, tool: () => sql, ...nothing, ...overrides };
}

/** What the rules say of one migration. */
export function findingsIn(text: string, reading: Reading = {}): readonly Finding[] {
  return check(inputFor(stepsOf(text, reading), reading.overrides)).findings;
}
