import type { Node } from '@pgsql/types';
import { alterTable } from './ddl/alter-table.ts';
import { createTable, createTableAs } from './ddl/create-table.ts';
import { alterPolicy, notePolicy, noteRule, noteTrigger } from './ddl/dependents.ts';
import { drop, dropRelation } from './ddl/drop.ts';
import { alterPublication, createServer, createStatistics, dropGroups, onServer } from './ddl/groups.ts';
import {
  alterDomain,
  alterEnum,
  createDomain,
  createIndex,
  createRoutine,
  createSequence,
  createType,
  createView,
  nameOnTable,
} from './ddl/objects.ts';
import { rename, setSchema } from './ddl/rename.ts';
import { change, findRange, lookNow } from './ddl/site.ts';
import type { Site } from './ddl/site.ts';
import { ownedBy } from './owners.ts';
import { stringsOf } from './names.ts';
import { bodyOf, kindOf } from './nodes.ts';
import type { Body, Kind } from './nodes.ts';

type Apply<K extends Kind> = (site: Site, node: Body<K>, sql: string) => void;
type Table = { readonly [K in Kind]?: Apply<K> };

/** What each statement makes of the schema; the ones not listed change nothing that rules ask for. */
const effects: Table = {
  CreateStmt: (site, node) => {
    createTable(site, node);
  },
  CreateForeignTableStmt: (site, { base, servername }) => {
    if (base) createTable(site, base, 'foreign-table');
    const table = findRange(site, base?.relation)?.name;
    if (table && servername !== undefined) onServer(site, servername, table);
  },
  CreateTableAsStmt: createTableAs,
  SelectStmt: (site, node, sql) => {
    if (node.intoClause)
      createTableAs(site, { into: node.intoClause, query: { SelectStmt: node }, objtype: 'OBJECT_TABLE' }, sql);
  },
  AlterTableStmt: alterTable,
  IndexStmt: createIndex,
  ViewStmt: createView,
  CreateSeqStmt: createSequence,
  CreateEnumStmt: (site, { typeName, vals }) => {
    createType(site, stringsOf(typeName), { kind: 'enum', labels: stringsOf(vals) });
  },
  CompositeTypeStmt: (site, { typevar }) => {
    const schema = typevar?.schemaname === undefined ? [] : [typevar.schemaname];
    createType(site, [...schema, typevar?.relname ?? ''], { kind: 'composite' });
  },
  CreateRangeStmt: (site, { typeName }) => {
    createType(site, stringsOf(typeName), { kind: 'range' });
  },
  CreateDomainStmt: createDomain,
  AlterDomainStmt: alterDomain,
  AlterEnumStmt: alterEnum,
  CreateFunctionStmt: createRoutine,
  CreateTrigStmt: (site, node, sql) => {
    nameOnTable(site, node.relation, 'triggers', node.trigname);
    noteTrigger(site, node, sql);
  },
  CreatePolicyStmt: (site, node, sql) => {
    nameOnTable(site, node.table, 'policies', node.policy_name);
    notePolicy(site, node, sql);
  },
  AlterPolicyStmt: alterPolicy,
  RuleStmt: noteRule,
  RenameStmt: rename,
  AlterObjectSchemaStmt: setSchema,
  DropStmt: (site, node) => {
    drop(site, node);
    dropGroups(site, node);
  },
  DropOwnedStmt: (site, { roles }) => {
    for (const relation of ownedBy(roles, lookNow(site))) dropRelation(site, relation);
  },
  ReassignOwnedStmt: (site, { roles, newrole }) => {
    const owner = newrole?.rolename;
    if (owner === undefined) return;
    for (const { name } of ownedBy(roles, lookNow(site))) change(site, name, (relation) => ({ ...relation, owner }));
  },
  CreatePublicationStmt: alterPublication,
  AlterPublicationStmt: alterPublication,
  CreateStatsStmt: createStatistics,
  CreateForeignServerStmt: (site, { servername = '', fdwname = '' }) => {
    createServer(site, servername, fdwname);
  },
  CreateSchemaStmt: (site, { schemaname, schemaElts }) => {
    if (schemaname !== undefined && !site.store.schemas.get(schemaname)) {
      site.store.schemas.set(schemaname, { name: schemaname, madeHere: site.madeHere });
    }
    const inside = schemaname === undefined ? site : { ...site, searchPath: [schemaname, ...site.searchPath] };
    for (const element of schemaElts ?? []) applyStatement(inside, element, '');
  },
};

/** Replays one statement on the schema. */
export function applyStatement(site: Site, node: Node, sql: string): void {
  const effect = effects[kindOf(node) as Kind] as ((site: Site, body: unknown, sql: string) => void) | undefined;
  effect?.(site, bodyOf(node), sql);
}
