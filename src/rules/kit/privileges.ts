import type { AlterOwnerStmt, GrantRoleStmt, GrantStmt, Node, RoleSpec } from '@pgsql/types';
import { fromParts, namedBy } from '../../sql/names.ts';
import { all, as } from '../../sql/nodes.ts';
import type { Facts } from './facts.ts';
import { remark, statement, steps } from './instead.ts';
import { droppedLater, restOfTransaction } from './later.ts';
import type { Hit } from './rule.ts';
import { routineNamed } from './routines.ts';
import { existingSchema } from './schemas.ts';
import { existing, objectName, quoteIdentifier } from './tables.ts';
import { code, listedBriefly, oneLine } from './text.ts';

/** Objects of before, by the name that a report shows. */
function existingNames(type: string | undefined, nodes: readonly Node[], facts: Facts): readonly string[] {
  return nodes.flatMap((node) => {
    const range = as('RangeVar', node);
    if (range) {
      const relation = existing(range, facts);
      // What is dropped soon is lost as a whole, of which that statement speaks.
      return relation && !droppedLater(relation.name, facts) ? [objectName(relation.name)] : [];
    }
    const parts = namedBy(node);
    const written = fromParts(parts);
    if (type === 'OBJECT_SCHEMA') return existingSchema(written.name, facts) ? [quoteIdentifier(written.name)] : [];
    const found = routineNamed(node, facts) ?? facts.catalog.type(written);
    return found?.madeHere ? [] : [found ? objectName(found.name) : parts.map(quoteIdentifier).join('.')];
  });
}

const kinds: Readonly<Record<string, string>> = {
  OBJECT_SEQUENCE: 'the sequence ',
  OBJECT_FUNCTION: 'the function ',
  OBJECT_PROCEDURE: 'the procedure ',
  OBJECT_ROUTINE: 'the routine ',
  OBJECT_SCHEMA: 'the schema ',
  OBJECT_DATABASE: 'the database ',
  OBJECT_TYPE: 'the type ',
};

const role = ({ roletype, rolename }: RoleSpec): string =>
  roletype === 'ROLESPEC_CSTRING' ? quoteIdentifier(rolename ?? '') : (roletype ?? '').replace('ROLESPEC_', '');
const rolesOf = (nodes: readonly Node[] | undefined): readonly string[] => all('RoleSpec', nodes).map(role);

const privilegesOf = (node: GrantStmt): readonly string[] =>
  all('AccessPriv', node.privileges).map(({ priv_name: name = 'all' }) => name.toUpperCase());

/** A REVOKE by which running code loses something. */
interface Revoked {
  readonly node: GrantStmt;
  readonly facts: Facts;
  readonly objects: readonly string[];
}

/** One REVOKE after the other is one finding, at the first of them that takes something. */
export function revoked(node: GrantStmt, facts: Facts): Hit | undefined {
  const own = lost(node, facts);
  if (own.length === 0 || run(node, facts, 'previous').some(({ objects }) => objects.length > 0)) return undefined;
  const after = run(node, facts, 'next').filter((one) => one.objects.length > 0);
  const all = [{ node, facts, objects: own }, ...after];
  const objects = [...new Set(all.flatMap((one) => one.objects))];
  const whole = node.targtype === 'ACL_TARGET_ALL_IN_SCHEMA';
  const what = whole ? 'everything in the schema ' : (kinds[node.objtype ?? ''] ?? '');
  return {
    objects: whole ? [] : objects,
    says: `Running code that connects as ${takenFrom(all)} loses ${taken(all)} on ${what}${listedBriefly(objects.map(code))}: what needs it fails from now on (42501).`,
    instead: afterRelease(...all.map((one) => one.facts)),
  };
}

const takenFrom = (all: readonly Revoked[]): string =>
  listedBriefly([...new Set(all.flatMap(({ node }) => rolesOf(node.grantees)))].map(code));

/** All rights where one of the statements takes them all. */
function taken(all: readonly Revoked[]): string {
  const rights = all.map(({ node }) => privilegesOf(node));
  return rights.some((one) => one.length === 0) ? 'every right' : code([...new Set(rights.flat())].join(', '));
}

/** REVOKEs on one side of a statement, nothing else between; one with a word to the rules above it stands alone. */
function run(node: GrantStmt, facts: Facts, side: 'previous' | 'next'): readonly Revoked[] {
  const found: Revoked[] = [];
  for (let [from, one] = [facts, facts[side]]; one?.path === facts.path; [from, one] = [one, one[side]]) {
    const other = as('GrantStmt', one.statement.node);
    const later = side === 'next' ? one : from;
    if (!other || other.is_grant || other.objtype !== node.objtype || other.targtype !== node.targtype) break;
    if (later.statement.comments.some(({ text }) => text.includes('migrate:allow'))) break;
    found.push({ node: other, facts: one, objects: lost(other, one) });
    if (side === 'previous' && found.at(-1)?.objects.length !== 0) break;
  }
  return found;
}

const known = new WeakMap<Facts, readonly string[]>();

/** What running code loses a right on; nothing where the right stays, or comes back in time. */
function lost(node: GrantStmt, facts: Facts): readonly string[] {
  const before = known.get(facts);
  if (before) return before;
  // Without GRANT OPTION the right itself stays; default privileges concern what is made later.
  const stays = node.is_grant === true || node.grant_option === true || node.targtype === 'ACL_TARGET_DEFAULTS';
  const type = node.targtype === 'ACL_TARGET_ALL_IN_SCHEMA' ? 'OBJECT_SCHEMA' : node.objtype;
  const objects = stays ? [] : existingNames(type, node.objects ?? [], facts);
  const back = objects.length > 0 && restOfTransaction(facts).some((later) => grantsBack(node, later));
  known.set(facts, back ? [] : objects);
  return back ? [] : objects;
}

/** The same transaction grants it again, to the same roles. */
function grantsBack(revoke: GrantStmt, { statement: { node } }: Facts): boolean {
  const grant = as('GrantStmt', node);
  if (!grant?.is_grant || grant.targtype !== revoke.targtype || grant.objtype !== revoke.objtype) return false;
  const [rights, again] = [privilegesOf(revoke), privilegesOf(grant)];
  const same = (one: readonly Node[] = [], other: readonly Node[] = []): boolean => plain(one) === plain(other);
  return (
    same(revoke.objects, grant.objects) &&
    rolesOf(revoke.grantees).every((one) => rolesOf(grant.grantees).includes(one)) &&
    (again.length === 0 || (rights.length > 0 && rights.every((one) => again.includes(one))))
  );
}

const plain = (nodes: readonly Node[]): string =>
  JSON.stringify(nodes, (key, value: unknown) => (key === 'location' ? undefined : value));

export function membershipRevoked(node: GrantRoleStmt, facts: Facts): Hit | undefined {
  if (node.is_grant || (node.opt ?? []).length > 0) return undefined;
  const granted = all('AccessPriv', node.granted_roles).map(({ priv_name: name = '' }) => quoteIdentifier(name));
  return {
    objects: [],
    says: `Running code that connects as ${listedBriefly(rolesOf(node.grantee_roles).map(code))} loses every right of ${listedBriefly(granted.map(code))}: what needs one fails from now on (42501).`,
    instead: afterRelease(facts),
  };
}

export function ownerChanged(node: AlterOwnerStmt, facts: Facts): Hit | undefined {
  const [name] = existingNames(node.objectType, node.object ? [node.object] : [], facts);
  const owned = kinds[node.objectType ?? ''];
  return name === undefined || owned === undefined ? undefined : handedOver(name, owned, node.newowner, facts);
}

export const handedOver = (name: string, kind: string, owner: RoleSpec | undefined, facts: Facts): Hit => ({
  objects: [name],
  says: `Running code that connects as the owner of ${kind}${code(name)} loses its rights on it to ${code(owner ? role(owner) : 'another role')}: what needs one fails from now on (42501).`,
  instead: steps(
    remark('In the same transaction give the old owner what its code needs, for instance:'),
    statement(oneLine(facts.statement.sql)),
    kind === ''
      ? `GRANT SELECT, INSERT, UPDATE, DELETE ON ${name} TO <old owner>;`
      : `GRANT <rights> ON ${kind.replace('the ', '').toUpperCase()}${name} TO <old owner>;`,
  ),
});

const afterRelease = (...revokes: readonly Facts[]): string =>
  steps(
    remark('1. See that no running code needs the right, or release code that does not.'),
    remark('2. When no old code runs any more, in a later pull request:'),
    ...revokes.map((one) => statement(oneLine(one.statement.sql))),
  );
