import type { RangeVar } from '@pgsql/types';
import { strength } from '../../domain/lock.ts';
import type { LockMode } from '../../domain/lock.ts';
import { keyOf } from '../catalog.ts';
import type { Catalog, Relation } from '../model.ts';
import { objectName, writtenName } from '../names.ts';
import type { WrittenName } from '../names.ts';
import type { QualifiedName } from '../qualified-name.ts';
import type { RelationLock } from '../step.ts';
import { lockTable } from './table.ts';
import type { Entry, Form, Role } from './table.ts';

/** Collects the locks of one statement, the strongest mode a relation. */
export interface Taking {
  readonly catalog: Catalog;
  /** The server's major version. */
  readonly postgres: number;
  /** What the table says of a form. */
  as<F extends Form>(form: F): Taken<keyof (typeof lockTable)[F] & Role>;
  /** What LOCK TABLE asks for. */
  asked(mode: LockMode): Taken<'relation' | 'partitions' | 'heirs' | 'behind'>;
  named(name: WrittenName): Relation | undefined;
  range(range: RangeVar | undefined): Relation | undefined;
  taken(): readonly RelationLock[];
}

/** Takes what one form takes, where it falls on what. */
export interface Taken<R extends Role> {
  on(role: R, relation: Relation | undefined): void;
  /** The same, its partitions included: of tables that the statement reaches and does not name. */
  through(role: R, relation: Relation | undefined): void;
  /** The role `relation`, and what is below it as far as the form goes down. */
  down(relation: Relation | undefined, reach?: Reach): void;
}

/** `only`: ONLY was written. */
export type Reach = 'all' | 'only';

export const reachOf = (range: RangeVar | undefined): Reach => (range?.inh ? 'all' : 'only');

export function startTaking(catalog: Catalog, postgres: number): Taking {
  const locks = new Map<string, RelationLock>();
  const take = (relation: Relation | undefined, mode: LockMode): void => {
    if (!relation || isSystem(relation)) return;
    const key = keyOf(relation.name);
    const before = locks.get(key);
    if (before && strength(before.mode) >= strength(mode)) return;
    const { name, madeHere } = relation;
    locks.set(key, { relation: name, object: objectName(name), mode, madeHere });
  };
  const named = (name: WrittenName): Relation | undefined => catalog.relation(name);
  return {
    catalog,
    postgres,
    as: (form) => takenAs(lockTable[form], postgres, { take, named }),
    asked: (mode) =>
      takenAs({ relation: mode, partitions: mode, heirs: mode, behind: mode }, postgres, { take, named }),
    named,
    range: (range) => (range ? named(writtenName(range)) : undefined),
    taken: () => [...locks.values()],
  };
}

interface Hands {
  readonly take: (relation: Relation | undefined, mode: LockMode) => void;
  readonly named: Taking['named'];
}

function takenAs(entry: Entry, postgres: number, { take, named }: Hands): Taken<Role> {
  const on = (role: Role, relation: Relation | undefined): void => {
    const mode = inForce(entry[role], postgres);
    if (mode) take(relation, mode);
  };
  const below = (relation: Relation | undefined): void => {
    for (const [role, children] of childrenOf(relation)) {
      if (!inForce(entry[role], postgres)) continue;
      for (const child of children) {
        on(role, named(child));
        below(named(child));
      }
    }
  };
  const through = (role: Role, relation: Relation | undefined): void => {
    on(role, relation);
    for (const child of relation?.partitions ?? []) through(role, named(child));
  };
  return {
    on,
    through,
    down: (relation, reach = 'all') => {
      on('relation', relation);
      if (reach === 'all') below(relation);
      else
        for (const [, children] of childrenOf(relation)) for (const one of children) on('children of only', named(one));
    },
  };
}

const childrenOf = (
  relation: Relation | undefined,
): readonly (readonly ['partitions' | 'heirs', readonly QualifiedName[]])[] => [
  ['partitions', relation?.partitions ?? []],
  ['heirs', relation?.heirs ?? []],
];

/** The mode of this major; undefined where the form takes none. */
function inForce(mode: Entry[Role], postgres: number): LockMode | undefined {
  if (mode === undefined || typeof mode === 'string') return mode;
  const now = postgres <= mode.until ? mode.before : mode.after;
  return now === 'none' ? undefined : now;
}

const isSystem = ({ name: { schema, name }, known }: Relation): boolean =>
  ['pg_catalog', 'information_schema', 'pg_toast'].includes(schema) || (!known && name.startsWith('pg_'));
