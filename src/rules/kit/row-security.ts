import type { AlterPolicyStmt, CreatePolicyStmt, DropStmt } from '@pgsql/types';
import type { Relation } from '../../sql/model.ts';
import { as } from '../../sql/nodes.ts';
import type { Facts } from './facts.ts';
import { remark, statement, steps } from './instead.ts';
import { alterationsOf, droppedLater } from './later.ts';
import type { Hit } from './rule.ts';
import { existingTable, nameFrom, nameOf, objectName, quoteIdentifier, sameName } from './tables.ts';
import { code, oneLine } from './text.ts';

const waits = 'Reads and writes wait for a moment: AccessExclusive.';

const told = (table: Relation, facts: Facts, says: string): Hit => ({
  objects: [objectName(table.name)],
  says: `${says} ${waits}`,
  instead: steps(
    remark('1. On a copy, look as each role of the application at what it still sees and may change:'),
    `SET ROLE <role>; SELECT count(*) FROM ${objectName(table.name)}; RESET ROLE;`,
    remark('2. Release code that copes with it. Then:'),
    statement(oneLine(facts.statement.sql)),
  ),
});

export function enabled(table: Relation, facts: Facts): Hit | undefined {
  if (table.rowSecurity === 'before') return undefined;
  const name = code(objectName(table.name));
  const policies = table.policies.length > 0 || facts.later.some((one) => createsPolicyOn(table, one));
  const seen = policies
    ? `only rows of ${name} that a policy lets through`
    : `no row of ${name} at all, as no policy lets any through`;
  return told(
    table,
    facts,
    `From now on running code sees and changes ${seen}, unless it connects as the owner or a role with BYPASSRLS.`,
  );
}

export const forced = (table: Relation, facts: Facts): Hit =>
  told(
    table,
    facts,
    `From now on running code that connects as the owner of ${code(objectName(table.name))} sees and changes only rows that a policy lets through.`,
  );

export const disabled = (table: Relation, facts: Facts): Hit => ({
  ...told(
    table,
    facts,
    `Policies of ${code(objectName(table.name))} no longer hold: every role that may read the table sees all of its rows.`,
  ),
  severity: 'warning',
});

const createsPolicyOn = (table: Relation, { statement: { node }, catalog }: Facts): boolean => {
  const policy = as('CreatePolicyStmt', node);
  const on = policy?.table && catalog.relation(nameOf(policy.table));
  return on !== undefined && sameName(on.name, table.name);
};

/** Where row level security is off, or switched on in this pull request, or the table goes: its own statement speaks of it. */
function settled(table: Relation, facts: Facts): boolean {
  if (droppedLater(table.name, facts)) return true;
  if (table.rowSecurity === 'before') return false;
  if (table.rowSecurity === 'here' || facts.catalog.complete) return true;
  return alterationsOf(table.name, facts.later).some(({ subtype }) => subtype === 'AT_EnableRowSecurity');
}

export function policyMade(node: CreatePolicyStmt, facts: Facts): Hit | undefined {
  const table = existingTable(node.table, facts);
  if (!table || settled(table, facts) || droppedBefore(table, node.policy_name, facts)) return undefined;
  const [policy, name] = [code(quoteIdentifier(node.policy_name ?? '')), code(objectName(table.name))];
  const does = doing[node.cmd_name ?? ''] ?? 'sees and changes';
  if (node.permissive === true) {
    const says = `The policy ${policy} lets more rows of ${name} through: running code of its roles ${does} rows that it did not.`;
    return { ...told(table, facts, says), severity: 'warning' };
  }
  return told(
    table,
    facts,
    `From now on running code ${does} only rows of ${name} that the policy ${policy} lets through as well.`,
  );
}

/** What a policy FOR one command is about. */
const doing: Readonly<Record<string, string>> = {
  select: 'sees',
  insert: 'inserts',
  update: 'changes',
  delete: 'deletes',
};

/** The same transaction dropped it before, and that was spoken of. */
const droppedBefore = (table: Relation, policy: string | undefined, { session }: Facts): boolean =>
  session.before.some(({ node }) => {
    const drop = as('DropStmt', node);
    if (drop?.removeType !== 'OBJECT_POLICY') return false;
    return (drop.objects ?? []).some((one) => {
      const { schema, name } = nameFrom(one);
      return name === policy && (schema === undefined || schema === table.name.name);
    });
  });

export function policyAltered(node: AlterPolicyStmt, facts: Facts): Hit | undefined {
  const table = existingTable(node.table, facts);
  if (!table || settled(table, facts)) return undefined;
  const [policy, name] = [code(quoteIdentifier(node.policy_name ?? '')), code(objectName(table.name))];
  return told(
    table,
    facts,
    `From now on the policy ${policy} of ${name} lets other rows through: running code may see fewer, or be refused a write.`,
  );
}

export function policiesDropped(drop: DropStmt, facts: Facts): readonly Hit[] {
  return (drop.objects ?? []).flatMap((node) => {
    const items = 'List' in node ? (node.List.items ?? []) : [];
    const table = existingTable(nameFrom({ List: { items: items.slice(0, -1) } }), facts);
    const policy = nameFrom(node).name;
    if (!table || settled(table, facts) || (table.known && !table.policies.includes(policy))) return [];
    const [shown, name] = [code(quoteIdentifier(policy)), code(objectName(table.name))];
    return [
      told(
        table,
        facts,
        `From now on running code no longer sees or changes rows of ${name} that only the policy ${shown} let through.`,
      ),
    ];
  });
}
