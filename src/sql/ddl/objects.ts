import type {
  AlterDomainStmt,
  AlterEnumStmt,
  CreateDomainStmt,
  CreateFunctionStmt,
  CreateSeqStmt,
  IndexElem,
  IndexStmt,
  RangeVar,
  ViewStmt,
} from '@pgsql/types';
import { emptyRelation, keyOf } from '../catalog.ts';
import type { Routine } from '../dependents.ts';
import type { QualifiedName } from '../qualified-name.ts';
import type { Volatility } from '../volatility.ts';
import { columnType } from '../column-type.ts';
import type { UserType } from '../model.ts';
import { indexShape } from '../index-shape.ts';
import { fromParts, stringsOf } from '../names.ts';
import { all, as, constantText, option, relationsIn } from '../nodes.ts';
import { inputTypes } from '../routine-inputs.ts';
import { resolved } from './create-table.ts';
import { forgetDependent, noteDependent } from './dependents.ts';
import { generatedName } from './object-name.ts';
import { change, findRange, lookNow, newName, newRelationName, put, putIndex } from './site.ts';
import type { Site } from './site.ts';

export function createIndex(site: Site, node: IndexStmt): void {
  const table = findRange(site, node.relation);
  if (!table) return;
  const elements = all('IndexElem', node.indexParams);
  const written = node.idxname;
  if (written !== undefined && site.store.indexes.get(keyOf({ schema: table.name.schema, name: written }))) return;
  const name = written ?? generatedName(site, table.name, elements.map(generatedPart), 'idx');
  const whole = table.kind !== 'partitioned-table' || node.relation?.inh === true;
  putIndex(site, {
    name: { schema: table.name.schema, name },
    table: table.name,
    ...indexShape(node),
    ...(!whole && { lacking: table.partitions }),
    madeHere: site.madeHere,
  });
}

/** What an element adds to a generated index name: its column, its function's name, or “expr”. */
const generatedPart = ({ name, expr }: IndexElem): string =>
  name ?? stringsOf(as('FuncCall', expr)?.funcname).at(-1) ?? 'expr';

export function createView(site: Site, { view, query, replace }: ViewStmt, sql: string): void {
  if (!view) return;
  const name = newRelationName(site, view);
  const before = site.store.relations.get(keyOf(name));
  const madeHere = replace && before ? before.madeHere : site.madeHere;
  noteDependent(site, { kind: 'view', on: name, sql }, query);
  put(site, {
    ...emptyRelation(name, { madeHere, known: true }),
    kind: 'view',
    reads: resolved(site, relationsIn(query)),
  });
}

export function createSequence(site: Site, { sequence }: CreateSeqStmt): void {
  if (!sequence) return;
  const name = newRelationName(site, sequence);
  if (site.store.relations.get(keyOf(name))) return;
  put(site, { ...emptyRelation(name, { madeHere: site.madeHere, known: true }), kind: 'sequence' });
}

export function createType(site: Site, parts: readonly string[], type: Omit<UserType, 'name' | 'madeHere'>): void {
  const name = newName(site, fromParts(parts));
  site.store.types.set(keyOf(name), { ...type, name, madeHere: site.madeHere });
}

export function createDomain(site: Site, node: CreateDomainStmt): void {
  const constrained = all('Constraint', node.constraints).some(
    ({ contype }) => contype === 'CONSTR_CHECK' || contype === 'CONSTR_NOTNULL',
  );
  const base = columnType(node.typeName, (name) => lookNow(site).type({ name })?.name.schema ?? 'public');
  const inherited = base.arrayDimensions === 0 && lookNow(site).type(base)?.constrained === true;
  createType(site, stringsOf(node.domainname), { kind: 'domain', base, constrained: constrained || inherited });
}

export function alterDomain(site: Site, node: AlterDomainStmt): void {
  const type = lookNow(site).type(fromParts(stringsOf(node.typeName)));
  // C = add constraint, O = set not null.
  if (!type || (node.subtype !== 'C' && node.subtype !== 'O')) return;
  site.store.types.set(keyOf(type.name), { ...type, constrained: true });
}

export function alterEnum(site: Site, node: AlterEnumStmt): void {
  const type = lookNow(site).type(fromParts(stringsOf(node.typeName)));
  if (!type?.labels || node.newVal === undefined) return;
  const { newVal: label, oldVal, newValNeighbor: neighbour } = node;
  const labels =
    oldVal === undefined
      ? placed(type.labels, label, neighbour, node.newValIsAfter)
      : replaced(type.labels, oldVal, label);
  site.store.types.set(keyOf(type.name), { ...type, labels });
}

const replaced = (labels: readonly string[], from: string, to: string): readonly string[] =>
  labels.map((label) => (label === from ? to : label));

function placed(labels: readonly string[], label: string, neighbour?: string, after?: boolean): readonly string[] {
  if (labels.includes(label)) return labels;
  const at = neighbour === undefined ? -1 : labels.indexOf(neighbour);
  return at < 0 ? [...labels, label] : labels.toSpliced(after ? at + 1 : at, 0, label);
}

export function createRoutine(site: Site, node: CreateFunctionStmt, sql: string): void {
  const name = newName(site, fromParts(stringsOf(node.funcname)));
  const word = constantText(option(node.options, 'volatility')?.arg);
  const volatility: Volatility = word === 'immutable' || word === 'stable' ? word : 'volatile';
  const language = constantText(option(node.options, 'language')?.arg) ?? 'sql';
  const there = site.store.routines.get(keyOf(name));
  const inputs = inputTypes(node);
  const [before, others] = parted(there ? [there, ...there.others] : [], inputs);
  const returned = stringsOf(node.returnType?.names).at(-1) ?? '';
  site.store.routines.set(keyOf(name), {
    ...{ name, inputs, others, volatility, language, sql },
    forTriggers: returned === 'trigger' || returned === 'event_trigger',
    madeHere: (node.replace ? before?.madeHere : undefined) ?? site.madeHere,
  });
  if (node.sql_body) noteDependent(site, { kind: 'routine', on: name, sql }, node.sql_body);
  else forgetDependent(site, { kind: 'routine', on: name });
}

/** The one of a name that takes these inputs, and those beside it. */
function parted(
  all: readonly Routine[],
  inputs: readonly string[],
): readonly [Routine | undefined, readonly Routine[]] {
  const same = all.find((one) => one.inputs.join() === inputs.join());
  return [same, all.filter((one) => one !== same).map((one) => ({ ...one, others: [] }))];
}

/** CREATE TRIGGER and CREATE POLICY: only that the table has them. */
export function nameOnTable(
  site: Site,
  range: RangeVar | undefined,
  list: 'triggers' | 'policies',
  name: string | undefined,
): void {
  const table: QualifiedName | undefined = findRange(site, range)?.name;
  if (!table || name === undefined) return;
  change(site, table, (one) => ({ ...one, [list]: [...one[list].filter((other) => other !== name), name] }));
}
