import { startJournal } from './journal.ts';
import type { Journal, JournalMap } from './journal.ts';
import type { Dependent, Routine, Schema } from './dependents.ts';
import type { Group } from './groups.ts';
import type { Catalog, Constraint, Index, Relation, UserType } from './model.ts';
import type { WrittenName } from './names.ts';
import type { QualifiedName } from './qualified-name.ts';
import { builtinVolatility } from './volatility.ts';
import type { Volatility } from './volatility.ts';

export interface Reference {
  readonly table: QualifiedName;
  readonly constraint: Constraint;
}

/** Everything known of the schema, in all the states it went through. */
export interface SchemaStore {
  readonly journal: Journal;
  readonly relations: JournalMap<Relation>;
  readonly indexes: JournalMap<Index>;
  /** Keys of a table's indexes. */
  readonly indexesOf: JournalMap<readonly string[]>;
  /** Keys of the tables whose foreign keys point at a table. */
  readonly referencedBy: JournalMap<readonly string[]>;
  readonly types: JournalMap<UserType>;
  readonly routines: JournalMap<Routine>;
  readonly schemas: JournalMap<Schema>;
  readonly dependents: JournalMap<Dependent>;
  readonly groups: JournalMap<Group>;
}

export function startSchema(): SchemaStore {
  const journal = startJournal();
  return {
    journal,
    relations: journal.map(),
    indexes: journal.map(),
    indexesOf: journal.map(),
    referencedBy: journal.map(),
    types: journal.map(),
    routines: journal.map(),
    schemas: journal.map(),
    dependents: journal.map(),
    groups: journal.map(),
  };
}

/** A map key; the separator cannot stand in a name. */
export const keyOf = ({ schema, name }: QualifiedName): string => `${schema}\0${name}`;

/** How a state of the schema is looked at. */
export interface Look {
  /** Of the journal; absent: as it is whenever somebody asks. */
  readonly state?: number;
  readonly searchPath: readonly string[];
  readonly complete: boolean;
}

/** The schema in one state, as an unqualified name finds it through that search path. */
export function catalogAt(store: SchemaStore, look: Look): Catalog {
  const { state, complete } = look;
  let relations: readonly Relation[] | undefined;
  const find = <Value>(map: JournalMap<Value>, name: WrittenName): Value | undefined => found(map, look, name);
  return {
    relation: (name) => relationAt(store, look, name),
    index: (name) => find(store.indexes, name),
    indexes: (table) =>
      (store.indexesOf.get(keyOf(table), state) ?? [])
        .map((key) => store.indexes.get(key, state))
        .filter((index) => index !== undefined),
    referencing: (table) => references(store, table, state),
    get relations() {
      relations ??= store.relations.values(state);
      return relations;
    },
    volatility: (name) => find(store.routines, name)?.volatility ?? builtin(name),
    type: (name) => find(store.types, name),
    dependents: (relation, column) =>
      store.dependents
        .values(state)
        .filter(({ uses }) =>
          uses.some(
            (use) => keyOf(use.relation) === keyOf(relation) && (column === undefined || use.column === column),
          ),
        ),
    callers: (routine) =>
      store.dependents.values(state).filter(({ calls }) => calls.some((one) => keyOf(one) === keyOf(routine))),
    get routines() {
      return store.routines.values(state).flatMap((one) => [one, ...one.others]);
    },
    routine: (name) => find(store.routines, name),
    schema: (name) => store.schemas.get(name, state),
    get groups() {
      return store.groups.values(state);
    },
    complete,
  };
}

/** The relation that a name stands for: a table, view or sequence, an index, or one taken to exist. */
export function relationAt(store: SchemaStore, look: Look, name: WrittenName): Relation | undefined {
  const relation = found(store.relations, look, name);
  if (relation) return relation;
  const index = found(store.indexes, look, name);
  if (index) return indexAsRelation(index);
  return look.complete ? undefined : assumed(store, look, name);
}

function found<Value>(map: JournalMap<Value>, { state, searchPath }: Look, name: WrittenName): Value | undefined {
  for (const schema of schemasFor(name, searchPath)) {
    const value = map.get(keyOf({ schema, name: name.name }), state);
    if (value !== undefined) return value;
  }
  return undefined;
}

const builtin = ({ schema, name }: WrittenName): Volatility =>
  // Contrib functions (uuid-ossp, pgcrypto) live wherever their extension was put.
  schema === undefined || ['pg_catalog', 'public', 'extensions'].includes(schema) ? builtinVolatility(name) : 'unknown';

const schemasFor = ({ schema }: WrittenName, searchPath: readonly string[]): readonly string[] =>
  schema === undefined ? ['pg_temp', ...searchPath] : [schema];

export function references(store: SchemaStore, table: QualifiedName, state?: number): readonly Reference[] {
  const target = keyOf(table);
  return (store.referencedBy.get(target, state) ?? []).flatMap((key) => {
    const child = store.relations.get(key, state);
    if (!child) return [];
    return child.constraints
      .filter(({ references: to }) => to !== undefined && keyOf(to.table) === target)
      .map((constraint) => ({ table: child.name, constraint }));
  });
}

/** Where nothing is known of the schema before, a named table is taken to exist; a dropped one is not. */
function assumed(store: SchemaStore, look: Look, { schema, name }: WrittenName): Relation | undefined {
  const where = schema ?? look.searchPath[0] ?? 'public';
  const dropped = schemasFor({ schema, name }, look.searchPath).some((one) => {
    const key = keyOf({ schema: one, name });
    return store.relations.known(key, look.state) || store.indexes.known(key, look.state);
  });
  return dropped ? undefined : emptyRelation({ schema: where, name }, { madeHere: false, known: false });
}

export function emptyRelation(
  name: QualifiedName,
  { madeHere, known }: { readonly madeHere: boolean; readonly known: boolean },
): Relation {
  return {
    name,
    kind: 'table',
    persistence: name.schema === 'pg_temp' ? 'temporary' : 'permanent',
    columns: [],
    constraints: [],
    dropped: [],
    partitions: [],
    reads: [],
    inherits: [],
    heirs: [],
    triggers: [],
    policies: [],
    defaultPartition: false,
    madeHere,
    known,
  };
}

const indexAsRelation = (index: Index): Relation => ({
  ...emptyRelation(index.name, { madeHere: index.madeHere, known: true }),
  kind: 'index',
});
