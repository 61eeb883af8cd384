import type { CreateRoleStmt, RoleSpec } from '@pgsql/types';
import { failure, success } from '../../domain/errors.ts';
import type { Problem, Result } from '../../domain/errors.ts';
import { quoteIdentifier } from '../../sql/names.ts';
import { eachNode } from '../../sql/nodes.ts';
import { letMakeRoles } from '../lab.ts';
import type { Lab } from '../lab.ts';
import type { Script } from '../run/script.ts';

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
export async function makeStandIns(lab: Lab, names: readonly string[]): Promise<Result<readonly string[]>> {
  const { mark, withheld } = lab.server;
  const there = new Set(await rolesThere(lab));
  const made = names.filter((name) => !there.has(name) && name !== 'public' && name !== 'none');
  if (made.length > 0 && withheld?.roles !== undefined) return failure(rolesMissing(made, withheld.roles));
  const migrator = quoteIdentifier(lab.server.roles.migrator);
  for (const name of made) {
    const quoted = quoteIdentifier(name);
    // One message, so one transaction: on a shared server a role without the mark would stay.
    const label = mark === undefined ? '' : `; COMMENT ON ROLE ${quoted} IS '${mark}'`;
    await lab.keeper.query(`CREATE ROLE ${quoted} NOLOGIN${label}`);
    await lab.keeper.query(`GRANT ${quoteIdentifier(name)} TO ${migrator}`);
  }
  // On a shared server nobody could tell those roles from others, and they would stay.
  if (lab.plan.roles === 'may-create' && mark === undefined) await letMakeRoles(lab.keeper, lab.server);
  return success(made);
}

const rolesMissing = (names: readonly string[], because: string): Problem => ({
  code: 'baseline-failed',
  says: `The SQL names roles that this server does not have (${names.join(', ')}), and ${because}: it cannot be rehearsed here.`,
  advice: 'Create them there, or give the login of postgres.url-env CREATEROLE.',
});

/** Those that another run has made only for itself are gone with it, so they do not count. */

async function rolesThere(lab: Lab): Promise<readonly string[]> {
  const { rows } = await lab.keeper.query<{ rolname: string }>('SELECT rolname FROM pg_catalog.pg_roles');
  return rows.map(({ rolname }) => rolname);
}
