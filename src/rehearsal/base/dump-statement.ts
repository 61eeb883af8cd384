import type { FuncCall, Node } from '@pgsql/types';
import { stringOf } from '../../sql/names.ts';
import { as, constantText, eachNode } from '../../sql/nodes.ts';

/** Owners, rights and what belongs to a cluster: a snapshot is restored as with --no-owner and --no-privileges. */
const ofTheCluster = [
  ...['AlterOwnerStmt', 'GrantStmt', 'GrantRoleStmt', 'AlterDefaultPrivilegesStmt', 'SecLabelStmt'],
  ...['CreatePublicationStmt', 'AlterPublicationStmt', 'CreateSubscriptionStmt', 'AlterSubscriptionStmt'],
  ...['CreateEventTrigStmt', 'AlterEventTrigStmt'],
  ...['CreatedbStmt', 'AlterDatabaseStmt', 'AlterDatabaseSetStmt', 'DropdbStmt'],
  // What --clean writes: there is nothing yet that could be dropped.
  'DropStmt',
];
const commentsOf = new Set(['OBJECT_DATABASE', 'OBJECT_PUBLICATION', 'OBJECT_SUBSCRIPTION', 'OBJECT_EVENT_TRIGGER']);
const changes = new Set(['AT_ChangeOwner', 'AT_DropConstraint', 'AT_EnableTrigAll', 'AT_DisableTrigAll']);

/** Whether a statement of a dump has no meaning in the rehearsal's own database. */
export function leftOut(node: Node): boolean {
  if (ofTheCluster.some((kind) => kind in node)) return true;
  if (commentsOf.has(as('CommentStmt', node)?.objtype ?? '')) return true;
  if (as('CreateSchemaStmt', node)?.schemaname === 'public') return true;
  const commands = as('AlterTableStmt', node)?.cmds ?? [];
  const kinds = commands.map((command) => as('AlterTableCmd', command));
  if (kinds.length > 0 && kinds.every((one) => changes.has(one?.subtype ?? ''))) return true;
  return as('VariableSetStmt', node)?.name === 'default_tablespace' || restoresStatistics(node);
}

function restoresStatistics(node: Node): boolean {
  let found = false;
  if ('SelectStmt' in node)
    eachNode(node, (kind, body) => {
      const name = kind === 'FuncCall' ? stringOf((body as FuncCall).funcname?.at(-1)) : '';
      found ||= /^pg_restore_\w+_stats$/.test(name);
    });
  return found;
}

/** The encoding that a dump says it is in, where that is none that we read. */
export function strangeEncoding(node: Node | undefined): string | undefined {
  const set = node && as('VariableSetStmt', node);
  if (set?.name !== 'client_encoding') return undefined;
  const name = constantText(set.args?.[0]) ?? '';
  return /^(utf-?8|unicode|sql_ascii)$/i.test(name) ? undefined : name;
}

export const makesTable = (node: Node | undefined): boolean => node !== undefined && 'CreateStmt' in node;
export const bringsRows = (node: Node | undefined): boolean => node !== undefined && 'InsertStmt' in node;
