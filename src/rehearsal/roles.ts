import type { CreateRoleStmt, RoleSpec } from '@pgsql/types';
import { quoteIdentifier } from '../sql/names.ts';
import { eachNode } from '../sql/nodes.ts';
import type { Lab } from './lab.ts';
import type { Script } from './script.ts';

/** Roles that SQL names and no migration creates. */
export function strangeRoles(scripts: readonly Script[]): readonly string[] {
  const named = new Set<string>();
  const created = new Set<string>();
  for (const { node } of scripts.flatMap(({ steps }) => steps)) {
    eachNode(node, (kind, body) => {
      if (kind === 'CreateRoleStmt') created.add((body as CreateRoleStmt).role ?? '');
      if (kind === 'RoleSpec') named.add(nameOf(body as RoleSpec));
    });
    collectBare(node, named);
  }
  return [...named].filter((name) => name !== '' && !created.has(name) && !name.startsWith('pg_')).toSorted();
}

const nameOf = (role: RoleSpec): string => (role.roletype === 'ROLESPEC_CSTRING' ? (role.rolename ?? '') : '');

/** Fields such as `newowner` hold a RoleSpec without its own node around it. */
function collectBare(value: unknown, named: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collectBare(item, named);
  else if (typeof value === 'object' && value !== null) {
    if ('roletype' in value) named.add(nameOf(value as RoleSpec));
    for (const child of Object.values(value)) collectBare(child, named);
  }
}

/**
 * Makes stand-ins that cannot log in, and lets the migrator give them things.
 * @returns the roles made, for the report; those of the server itself are left alone.
 */
export async function makeStandIns(lab: Lab, names: readonly string[]): Promise<readonly string[]> {
  const { rows } = await lab.keeper.query<{ rolname: string }>('SELECT rolname FROM pg_catalog.pg_roles');
  const there = new Set(rows.map(({ rolname }) => rolname));
  const made = names.filter((name) => !there.has(name) && name !== 'public' && name !== 'none');
  const migrator = quoteIdentifier(lab.server.roles.migrator);
  for (const name of made) {
    await lab.keeper.query(`CREATE ROLE ${quoteIdentifier(name)} NOLOGIN`);
    await lab.keeper.query(`GRANT ${quoteIdentifier(name)} TO ${migrator}`);
  }
  if (lab.plan.roles === 'may-create') await lab.keeper.query(`ALTER ROLE ${migrator} CREATEROLE`);
  return made;
}
