import type { AlterPolicyStmt, CreatePolicyStmt, CreateTrigStmt, RuleStmt } from '@pgsql/types';
import { keyOf } from '../catalog.ts';
import type { Dependent, Use } from '../dependents.ts';
import { fromParts, stringsOf } from '../names.ts';
import { without } from '../nodes.ts';
import type { QualifiedName } from '../qualified-name.ts';
import { callsIn, usesIn } from '../uses.ts';
import { find, findRange, lookNow, newName } from './site.ts';
import type { Site } from './site.ts';

const keyFor = ({ kind, on, name = '' }: Pick<Dependent, 'kind' | 'on' | 'name'>): string =>
  [kind, keyOf(on), name].join('\0');

/** Keeps what a stored query or expression names. `tree` is what is read, `own` the table it belongs to. */
export function noteDependent(
  site: Site,
  dependent: Pick<Dependent, 'kind' | 'on' | 'name' | 'sql'>,
  tree: unknown,
  own?: QualifiedName,
): void {
  const catalog = lookNow(site);
  const table = own && find(site, own);
  const before = site.store.dependents.get(keyFor(dependent));
  site.store.dependents.set(keyFor(dependent), {
    ...dependent,
    uses: usesIn(tree, { find: (name) => catalog.relation(name), own: table }),
    calls: callsIn(tree, (name) => catalog.routine(name)?.name),
    madeHere: before?.madeHere ?? site.madeHere,
  });
}

export function noteTrigger(site: Site, node: CreateTrigStmt, sql: string): void {
  const table = findRange(site, node.relation);
  if (!table || node.trigname === undefined) return;
  const on = table.name;
  const written = fromParts(stringsOf(node.funcname));
  const columns = stringsOf(node.columns).map((column): Use => ({ relation: on, column }));
  const calls = [lookNow(site).routine(written)?.name ?? newName(site, written)];
  const uses = node.whenClause ? usesIn(node.whenClause, { find: () => undefined, own: table }) : [{ relation: on }];
  const dependent = { kind: 'trigger' as const, on, name: node.trigname, sql, madeHere: site.madeHere };
  site.store.dependents.set(keyFor(dependent), { ...dependent, uses: [...uses, ...columns], calls });
}

export function notePolicy(site: Site, node: CreatePolicyStmt, sql: string): void {
  const on = findRange(site, node.table)?.name;
  if (!on || node.policy_name === undefined) return;
  noteDependent(site, { kind: 'policy', on, name: node.policy_name, sql }, [node.qual, node.with_check], on);
}

/** What it did not change of its text is not known any more, but what that names is. */
export function alterPolicy(site: Site, node: AlterPolicyStmt): void {
  const on = findRange(site, node.table)?.name;
  if (!on || node.policy_name === undefined) return;
  const dependent = { kind: 'policy' as const, on, name: node.policy_name };
  const before = site.store.dependents.get(keyFor(dependent));
  noteDependent(site, dependent, [node.qual, node.with_check], on);
  const after = site.store.dependents.get(keyFor(dependent));
  if (!before || !after) return;
  const [uses, calls] = [
    [...before.uses, ...after.uses],
    [...before.calls, ...after.calls],
  ];
  site.store.dependents.set(keyFor(dependent), { ...after, uses, calls });
}

export function noteRule(site: Site, node: RuleStmt, sql: string): void {
  const on = findRange(site, node.relation)?.name;
  if (!on || node.rulename === undefined) return;
  noteDependent(site, { kind: 'rule', on, name: node.rulename, sql }, [node.whereClause, node.actions], on);
}

export function forgetDependent(site: Site, dependent: Pick<Dependent, 'kind' | 'on' | 'name'>): void {
  if (site.store.dependents.get(keyFor(dependent))) site.store.dependents.set(keyFor(dependent), undefined);
}

/** With a relation or routine goes what it is and what it has. */
export function forgetAllOf(site: Site, gone: QualifiedName): void {
  const key = keyOf(gone);
  for (const one of site.store.dependents.values()) if (keyOf(one.on) === key) forgetDependent(site, one);
}

/** Postgres follows renames; the statement that was written does not. */
export function renameInDependents(site: Site, from: QualifiedName, to: QualifiedName): void {
  const key = keyOf(from);
  const moved = (name: QualifiedName): QualifiedName => (keyOf(name) === key ? to : name);
  for (const one of site.store.dependents.values()) {
    const touched = keyOf(one.on) === key || one.uses.some(({ relation }) => keyOf(relation) === key);
    if (!touched) continue;
    forgetDependent(site, one);
    const uses = one.uses.map((use) => ({ ...use, relation: moved(use.relation) }));
    const fresh = { ...without(one, 'sql'), on: moved(one.on), uses };
    site.store.dependents.set(keyFor(fresh), fresh);
  }
}

export function renameColumnInDependents(site: Site, table: QualifiedName, from: string, to: string): void {
  const key = keyOf(table);
  const isIt = ({ relation, column }: Use): boolean => column === from && keyOf(relation) === key;
  for (const one of site.store.dependents.values()) {
    if (!one.uses.some(isIt)) continue;
    const uses = one.uses.map((use) => (isIt(use) ? { ...use, column: to } : use));
    site.store.dependents.set(keyFor(one), { ...without(one, 'sql'), uses });
  }
}

/** A trigger, policy or rule under another name. */
export function renameDependent(site: Site, table: QualifiedName, from: string, to: string): void {
  for (const one of site.store.dependents.values()) {
    if (one.name !== from || keyOf(one.on) !== keyOf(table)) continue;
    forgetDependent(site, one);
    const fresh = { ...without(one, 'sql'), name: to };
    site.store.dependents.set(keyFor(fresh), fresh);
  }
}
