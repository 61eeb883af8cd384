import { as } from '../../sql/nodes.ts';
import { parseText } from '../../sql/parser.ts';
import { standsAlone } from '../../sql/standalone.ts';
import { gap } from './instead.ts';
import type { Facts, Hit, Rule } from './rule.ts';

/**
 * What can take the statement's place in its file as it stands, its semicolon kept: what a mechanical rule proposes,
 * without the remarks, where each statement of the file commits by itself. Undefined where somebody has to think.
 */
export function editOf({ mechanical }: Pick<Rule, 'mechanical'>, { instead }: Hit, facts: Facts): string | undefined {
  if (!mechanical || facts.inside || facts.session.transaction !== 'none') return undefined;
  // Of several subcommands the proposal is about one.
  if ((as('AlterTableStmt', facts.statement.node)?.cmds?.length ?? 1) > 1) return undefined;
  // A line like a remark may be part of a string of the author's.
  if (/^-- /m.test(facts.statement.sql)) return undefined;
  const words = facts.tool.block;
  if (words && instead.includes(words.before)) return undefined;
  const sql = instead
    .split('\n')
    .filter((line) => !line.startsWith('-- '))
    .join('\n')
    .trim();
  // Prose ends without a semicolon.
  if (!sql.endsWith(';') || gap.test(sql)) return undefined;
  // Where a message of one statement is sent as it is, a second one makes a transaction of it.
  return facts.transaction === 'per-statement' || isAlone(sql) ? sql.replace(/;$/, '') : undefined;
}

function isAlone(sql: string): boolean {
  const parsed = parseText(sql);
  return (
    parsed.kind === 'parsed' &&
    parsed.statements.length === 1 &&
    parsed.statements.every(({ node }) => standsAlone(node))
  );
}
