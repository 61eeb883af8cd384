import type { AlterTableStmt } from '@pgsql/types';
import { all } from '../sql/nodes.ts';
import { handedOver, membershipRevoked, ownerChanged, revoked } from './kit/privileges.ts';
import { disabled, enabled, forced, policiesDropped, policyAltered, policyMade } from './kit/row-security.ts';
import { defineRule, sql, type Action, type Facts, type Hit } from './kit/rule.ts';
import { existing, existingTable, objectName } from './kit/tables.ts';
import type { Relation } from '../sql/model.ts';

export const rule = defineRule({
  id: 'rls-policy-privilege',
  severity: 'blocker',
  hazard: 'compatibility',
  checks: 'backward-compatibility',
  takes: 'AccessExclusiveLock',
  since: 13,
  title: 'Running code sees fewer rows, or loses a right',
  why: 'Row level security lets a role see and change only what a policy lets through, and nothing at all where there is no policy. Queries do not fail, they answer with fewer rows. REVOKE and a change of owner take rights away at once (42501).',
  examples: {
    given: sql`create table orders (id bigint primary key, tenant text);`,
    bad: sql`alter table orders enable row level security;`,
    good: sql`create policy own_rows on orders using (tenant = current_user);`,
  },
  on: {
    AT_EnableRowSecurity: (action, facts) => onTable(action, facts, enabled),
    AT_ForceRowSecurity: (action, facts) => onTable(action, facts, forced),
    AT_DisableRowSecurity: (action, facts) => onTable(action, facts, disabled),
    CreatePolicyStmt: policyMade,
    AlterPolicyStmt: policyAltered,
    DropStmt: (drop, facts) => (drop.removeType === 'OBJECT_POLICY' ? policiesDropped(drop, facts) : undefined),
    GrantStmt: revoked,
    GrantRoleStmt: membershipRevoked,
    AlterOwnerStmt: ownerChanged,
    AlterTableStmt: newOwner,
  },
});

function onTable({ table: range }: Action, facts: Facts, tell: (table: Relation, facts: Facts) => Hit | undefined) {
  const table = existingTable(range, facts);
  return table ? tell(table, facts) : undefined;
}

/** ALTER TABLE, VIEW, SEQUENCE … OWNER TO. */
function newOwner({ relation: range, cmds }: AlterTableStmt, facts: Facts): Hit | undefined {
  const relation = existing(range, facts);
  const change = all('AlterTableCmd', cmds).find(({ subtype }) => subtype === 'AT_ChangeOwner');
  return relation && change ? handedOver(objectName(relation.name), '', change.newowner, facts) : undefined;
}
