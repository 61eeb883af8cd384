import type { Node } from '@pgsql/types';
import type { Catalog, Relation } from './model.ts';
import { all } from './nodes.ts';

/** What belongs to these roles, as far as an OWNER TO said so. */
export function ownedBy(roles: readonly Node[] | undefined, { relations }: Catalog): readonly Relation[] {
  const names = all('RoleSpec', roles).map(({ rolename }) => rolename);
  return relations.filter(({ owner }) => owner !== undefined && names.includes(owner));
}
