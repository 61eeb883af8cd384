import type { Node } from '@pgsql/types';
import { bytesOf, kept, longNames, longestName, type LongName } from '../sql/identifiers.ts';
import { statement } from './kit/instead.ts';
import { defineRule, sql, type Facts, type Hit } from './kit/rule.ts';
import { quoteIdentifier } from './kit/tables.ts';
import { code, oneLine } from './kit/text.ts';

export const rule = defineRule({
  id: 'identifier-too-long',
  severity: 'warning',
  hazard: 'hygiene',
  checks: 'small-and-focused',
  since: 13,
  evenOnNewTables: true,
  title: 'A name of more than 63 bytes is cut',
  why: 'Postgres keeps 63 bytes of a name and says so in a notice that nobody reads. Two long names that begin alike become one, IF NOT EXISTS then skips the second, and tools that look for the full name do not find it.',
  examples: {
    given: sql`create table orders (id bigint primary key, email text);`,
    bad: sql`alter table orders add constraint orders_email_must_be_written_in_lower_case_without_spaces_around check (email = lower(email)) not valid;`,
    good: sql`alter table orders add constraint orders_email_lower_case check (email = lower(email)) not valid;`,
  },
  on: Object.fromEntries(
    [
      ...['CreateStmt', 'AlterTableStmt', 'IndexStmt', 'ViewStmt', 'CreateTableAsStmt', 'CreateSeqStmt', 'RenameStmt'],
      ...['CreateFunctionStmt', 'CreateTrigStmt', 'CreatePolicyStmt', 'CreateEnumStmt', 'CreateDomainStmt'],
      ...['CompositeTypeStmt', 'CreateSchemaStmt', 'CreateRoleStmt', 'CreateStatsStmt', 'RuleStmt'],
    ].map((kind) => [kind, (_: unknown, facts: Facts) => hits(facts)]),
  ),
});

function hits(facts: Facts): readonly Hit[] {
  const { sql: text, node } = facts.statement;
  const used = namesOnly(node);
  const fresh = longNames(text).filter(({ name }) => !used.includes(kept(name)));
  return [...new Map(fresh.map((one) => [one.name, one])).values()].map((one) => hit(one, text));
}

/** The table that the statement changes has that name already. */
function namesOnly(node: Node): readonly string[] {
  const changed =
    'AlterTableStmt' in node ? node.AlterTableStmt.relation : 'IndexStmt' in node ? node.IndexStmt.relation : undefined;
  return changed?.relname === undefined ? [] : [changed.relname];
}

function hit({ written, name }: LongName, text: string): Hit {
  const short = quoteIdentifier(kept(name));
  return {
    objects: [],
    says: `${code(written)} has ${String(bytesOf(name))} bytes, and Postgres keeps ${String(longestName)}: it becomes ${code(short)}. Another name that begins so would be taken for this one, and what looks for the full name does not find it.`,
    instead: statement(oneLine(text).replaceAll(written, short)),
  };
}
