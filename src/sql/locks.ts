import type { Node, RangeVar, RenameStmt } from '@pgsql/types';
import { tablesWith } from './domains.ts';
import { alterTableLocks } from './locks/alter-table.ts';
import { createLocks, indexLocks, triggerLocks } from './locks/create.ts';
import { dropLocks, dropRelation, truncateLocks, usersOf } from './locks/drop.ts';
import { copyLocks, keptLocks, planLocks, queryLocks } from './locks/rows.ts';
import { lockNumbers } from './locks/levels.ts';
import type { Form } from './locks/table.ts';
import { reachOf, startTaking } from './locks/taking.ts';
import type { Taking } from './locks/taking.ts';
import { reindexLocks, vacuumLocks } from './locks/upkeep.ts';
import type { Catalog, Relation } from './model.ts';
import { fromParts, namedBy, stringsOf } from './names.ts';
import { ownedBy } from './owners.ts';
import { all, as, bodyOf, constantText, kindOf, option, switchedOn } from './nodes.ts';
import type { Body, Kind } from './nodes.ts';
import { parseText } from './parser.ts';
import type { RelationLock } from './step.ts';

type Resolve<K extends Kind> = (taking: Taking, node: Body<K>, whole: Node) => void;
type Resolvers = { readonly [K in Kind]?: Resolve<K> };

/** Which relations each statement's locks fall on; the modes are in `locks/table.ts`. */
const resolvers: Resolvers = {
  SelectStmt: runs,
  InsertStmt: runs,
  UpdateStmt: runs,
  DeleteStmt: runs,
  MergeStmt: runs,
  DeclareCursorStmt: runs,
  ExplainStmt: (taking, { query, options }) => {
    if (switchedOn(options, 'analyze')) queryLocks(taking, query);
    else planLocks(taking, query);
  },
  PrepareStmt: (taking, { query }) => {
    planLocks(taking, query);
  },
  CopyStmt: copyLocks,
  TruncateStmt: truncateLocks,
  DropStmt: dropLocks,
  AlterTableStmt: alterTableLocks,
  CreateStmt: createLocks,
  CreateForeignTableStmt: (taking, { base }) => {
    if (base) createLocks(taking, base);
  },
  CreateSchemaStmt: (taking, { schemaElts }) => {
    for (const element of schemaElts ?? []) resolve(taking, element);
  },
  CreateTableAsStmt: (taking, { query, into }) => {
    if (into?.skipData) keptLocks(taking, query);
    else queryLocks(taking, query);
  },
  ViewStmt: (taking, { view, query, replace }) => {
    // Only one that is certainly there: an assumed one would be a guess that something is replaced.
    const before = taking.range(view);
    if (replace && before?.known) taking.as('CREATE OR REPLACE VIEW').on('relation', before);
    keptLocks(taking, query);
  },
  IndexStmt: indexLocks,
  DropOwnedStmt: (taking, { roles }) => {
    for (const relation of ownedBy(roles, taking.catalog)) dropRelation(taking, relation);
  },
  ReassignOwnedStmt: (taking, { roles }) => {
    for (const relation of ownedBy(roles, taking.catalog)) taking.as('REASSIGN OWNED').on('relation', relation);
  },
  ReindexStmt: reindexLocks,
  RenameStmt: renameLocks,
  AlterObjectSchemaStmt: on('SET SCHEMA'),
  AlterObjectDependsStmt: (taking, { relation, objectType }) => {
    const found = taking.range(relation);
    if (objectType === 'OBJECT_TRIGGER') taking.as('DEPENDS ON EXTENSION').on('relation', found);
    else taking.as('ALTER INDEX … DEPENDS ON EXTENSION').on('index', found);
  },
  CreateTrigStmt: triggerLocks,
  CreatePolicyStmt: policyLocks,
  AlterPolicyStmt: policyLocks,
  RuleStmt: (taking, { relation, actions, whereClause }) => {
    taking.as('CREATE or DROP RULE').on('relation', taking.range(relation));
    keptLocks(taking, [actions, whereClause]);
  },
  CreateStatsStmt: (taking, { relations }) => {
    for (const range of all('RangeVar', relations)) taking.as('CREATE STATISTICS').on('relation', taking.range(range));
  },
  CreatePublicationStmt: publicationLocks,
  AlterPublicationStmt: (taking, node) => {
    publicationLocks(taking, node);
    if (node.action !== 'AP_SetObjects' || !node.pubobjects) return;
    // Those that it had are looked at, too.
    const before = taking.catalog.groups.find(({ kind, name }) => kind === 'publication' && name === node.pubname);
    for (const table of before?.tables ?? []) taking.as('CREATE or ALTER PUBLICATION').down(taking.named(table));
  },
  ClusterStmt: (taking, { relation }) => {
    taking.as('CLUSTER').down(taking.range(relation));
  },
  VacuumStmt: vacuumLocks,
  RefreshMatViewStmt: (taking, { relation, concurrent, skipData }) => {
    const view = taking.range(relation);
    const refresh = concurrent ? 'REFRESH MATERIALIZED VIEW CONCURRENTLY' : 'REFRESH MATERIALIZED VIEW';
    taking.as(refresh).on('relation', view);
    if (!skipData) queryLocks(taking, view?.reads.map(asRange));
  },
  LockStmt: (taking, { relations, mode }) => {
    const asked = taking.asked(lockNumbers[mode ?? 8] ?? 'AccessExclusiveLock');
    const behind = (relation: Relation | undefined, depth: number): void => {
      asked.down(relation);
      if (relation?.kind !== 'view' || depth > 20) return;
      for (const read of relation.reads) behind(taking.named(read), depth + 1);
    };
    for (const range of all('RangeVar', relations)) {
      if (reachOf(range) === 'only' && taking.range(range)?.kind !== 'view') asked.on('relation', taking.range(range));
      else behind(taking.range(range), 0);
    }
  },
  AlterDomainStmt: domainLocks,
  CreateSeqStmt: (taking, { sequence, options, if_not_exists: unless }) => {
    if (!(unless && taking.range(sequence)?.known)) ownerLock(taking, 'CREATE SEQUENCE', options);
  },
  CreateFunctionStmt: routineLocks,
  AlterSeqStmt: (taking, { sequence, options }) => {
    taking.as('ALTER SEQUENCE').on('relation', taking.range(sequence));
    ownerLock(taking, 'ALTER SEQUENCE', options);
  },
  CommentStmt: commentLocks,
  GrantStmt: (taking, { targtype, objects }) => {
    if (targtype !== 'ACL_TARGET_OBJECT') return;
    for (const range of all('RangeVar', objects)) taking.as('GRANT or REVOKE').on('relation', taking.range(range));
  },
};

/** What a statement locks among the relations that are there before it; the strongest mode a relation. */
export function locksOf(node: Node, catalog: Catalog, postgres: number): readonly RelationLock[] {
  const taking = startTaking(catalog, postgres);
  resolve(taking, node);
  return taking.taken();
}

function resolve(taking: Taking, node: Node): void {
  const resolver = resolvers[kindOf(node) as Kind] as
    ((taking: Taking, body: unknown, whole: Node) => void) | undefined;
  resolver?.(taking, bodyOf(node), node);
}

function runs(taking: Taking, _: unknown, whole: Node): void {
  queryLocks(taking, whole);
}

function on(form: Extract<Form, 'SET SCHEMA'>) {
  return (taking: Taking, { relation }: { readonly relation?: RangeVar }): void => {
    taking.as(form).on('relation', taking.range(relation));
  };
}

const asRange = ({ schema, name }: Relation['name']): Node => ({
  RangeVar: { schemaname: schema, relname: name, inh: true },
});

function renameLocks(taking: Taking, { relation: range, renameType, subname, object }: RenameStmt): void {
  const relation = taking.range(range);
  switch (renameType) {
    case 'OBJECT_INDEX':
      if (relation?.kind === 'index') taking.as('ALTER INDEX … RENAME').on('index', relation);
      else taking.as('RENAME').on('relation', relation);
      break;
    case 'OBJECT_COLUMN':
      taking.as('RENAME COLUMN or CONSTRAINT').down(relation, reachOf(range));
      break;
    case 'OBJECT_TABCONSTRAINT': {
      // Checks have the same name on all children; keys do not.
      const kind = relation?.constraints.find(({ name }) => name === subname)?.kind;
      taking.as('RENAME COLUMN or CONSTRAINT').down(relation, kind === 'check' ? 'all' : 'only');
      break;
    }
    case 'OBJECT_ATTRIBUTE':
      usersOf(taking, range && taking.catalog.type(nameIn(range))?.name, 'ALTER TYPE … CASCADE');
      break;
    case 'OBJECT_TRIGGER':
      taking.as('ALTER TRIGGER … RENAME').down(relation);
      break;
    default:
      if (!object) taking.as('RENAME').on('relation', relation);
  }
}

const nameIn = ({ schemaname, relname }: RangeVar) => ({ schema: schemaname, name: relname ?? '' });

function policyLocks(taking: Taking, { table, qual, with_check: check }: Body<'CreatePolicyStmt'>): void {
  taking.as('CREATE, ALTER or DROP POLICY').on('relation', taking.range(table));
  keptLocks(taking, [qual, check]);
}

function publicationLocks(taking: Taking, { pubobjects }: { readonly pubobjects?: Node[] }): void {
  for (const { pubtable } of all('PublicationObjSpec', pubobjects)) {
    const range = pubtable?.relation;
    taking.as('CREATE or ALTER PUBLICATION').down(taking.range(range), reachOf(range));
  }
}

/** ADD CONSTRAINT (without NOT VALID), VALIDATE and SET NOT NULL read every table with a column of the domain. */
function domainLocks(taking: Taking, node: Body<'AlterDomainStmt'>): void {
  const added = node.subtype === 'C' && !as('Constraint', node.def)?.skip_validation;
  const checks = added || node.subtype === 'O' || node.subtype === 'V';
  const domain = checks ? taking.catalog.type(fromParts(stringsOf(node.typeName))) : undefined;
  if (!domain) return;
  for (const relation of tablesWith(domain, taking.catalog)) {
    // Rows are in the partitions.
    const holds = relation.kind === 'table' || relation.kind === 'materialized-view';
    if (holds) taking.as('ALTER DOMAIN, looking at rows').on('using the type', relation);
  }
}

/** Postgres reads the body of an SQL function to check it. */
function routineLocks(taking: Taking, { options, sql_body: body }: Body<'CreateFunctionStmt'>): void {
  if (body) planLocks(taking, body);
  if (constantText(option(options, 'language')?.arg)?.toLowerCase() !== 'sql') return;
  const parsed = parseText(stringsOf(as('List', option(options, 'as')?.arg)?.items)[0] ?? '');
  if (parsed.kind === 'parsed')
    planLocks(
      taking,
      parsed.statements.map(({ node }) => node),
    );
}

/** OWNED BY: the table of a column. */
function ownerLock(
  taking: Taking,
  form: 'CREATE SEQUENCE' | 'ALTER SEQUENCE',
  options: readonly Node[] | undefined,
): void {
  const parts = stringsOf(as('List', option(options, 'owned_by')?.arg)?.items);
  if (parts.length > 1) taking.as(form).on('owner', taking.named(fromParts(parts.slice(0, -1))));
}

const commented = ['TABLE', 'VIEW', 'MATVIEW', 'SEQUENCE', 'INDEX', 'FOREIGN_TABLE'].map((kind) => `OBJECT_${kind}`);
const onTables = ['TABCONSTRAINT', 'TRIGGER', 'POLICY', 'RULE'].map((kind) => `OBJECT_${kind}`);

function commentLocks(taking: Taking, { object, objtype = 'OBJECT_TYPE' }: Body<'CommentStmt'>): void {
  const parts = namedBy(object);
  const owner = taking.named(fromParts(parts.slice(0, -1)));
  if (commented.includes(objtype)) taking.as('COMMENT').on('relation', taking.named(fromParts(parts)));
  else if (objtype === 'OBJECT_COLUMN') taking.as('COMMENT').on('relation', owner);
  else if (onTables.includes(objtype)) taking.as('COMMENT on what belongs to a table').on('relation', owner);
}
