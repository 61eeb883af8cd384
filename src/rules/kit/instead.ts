import { parseText } from '../../sql/parser.ts';
import type { Facts } from './rule.ts';

/** Whether a proposal is SQL that runs as it stands: no prose, and no gap for the author. */
export function isRunnable(instead: string): boolean {
  if (gap.test(instead)) return false;
  const parsed = parseText(instead);
  return parsed.kind === 'parsed' && parsed.statements.length > 0;
}
/** A gap for the author stands in angle brackets. */
export const gap = /<[a-z ]+>/;

/** A statement ends in one semicolon. */
export const statement = (sql: string): string => `${sql.trim().replace(/;$/, '')};`;

/** Several steps, one under the other. */
export const steps = (...lines: readonly string[]): string => lines.filter(Boolean).join('\n');

/** A remark inside SQL. */
export const remark = (text: string): string =>
  text
    .split('\n')
    .map((line) => `-- ${line}`)
    .join('\n');

/** SQL that must run outside a transaction, with what the user's tool wants around it. */
export function outsideTransaction(sql: string, facts: Facts): string {
  if (facts.transaction === 'per-statement') {
    return facts.session.transaction === 'none' ? sql : steps(remark('Outside BEGIN … COMMIT:'), sql);
  }
  const { says, before, after } = facts.tool.outsideTransaction;
  return steps(remark(says), before.trimEnd(), sql, after.trimEnd());
}

/** One statement with semicolons inside, such as a DO block, for a tool that would cut it there. */
export const uncut = (sql: string, { tool: { block } }: Facts): string =>
  block ? steps(block.before, sql, block.after) : sql;

/** What must not share a transaction with the step before. */
export const nextMigration = (why: string): string => remark(`In the next migration, a transaction of its own: ${why}`);

/** Steps that nobody may see half done, in one transaction: the tool's own where it opens one. */
export const atOnce = (facts: Facts, ...lines: readonly string[]): string =>
  facts.transaction === 'per-statement' && facts.session.transaction === 'none'
    ? steps('BEGIN;', ...lines, 'COMMIT;')
    : steps(...lines);
