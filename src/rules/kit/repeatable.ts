import type { AlterTableCmd, Node, RangeVar } from '@pgsql/types';
import { fromParts, namedBy } from '../../sql/names.ts';
import { all, as, bodyOf } from '../../sql/nodes.ts';
import type { Facts } from './facts.ts';
import { names } from './tables.ts';

/** Whether a statement can be run a second time: it says IF [NOT] EXISTS or OR REPLACE, or has no need to. */
export function repeatable({ statement: { node } }: Facts, before: readonly Facts[]): boolean {
  const made = madeName(node);
  if (made !== undefined && before.some((one) => clears(one.statement.node, made))) return true;
  const alter = as('AlterTableStmt', node);
  if (alter) return all('AlterTableCmd', alter.cmds).every((cmd) => repeatableAction(cmd, before));
  const insert = as('InsertStmt', node);
  if (insert) return insert.onConflictClause !== undefined;
  const added = as('AlterEnumStmt', node);
  if (added) return added.skipIfNewValExists === true;
  if (!onlyOnce.some((kind) => kind in node)) return true;
  const says = bodyOf(node) as Readonly<Record<string, unknown>>;
  return ['if_not_exists', 'replace', 'missing_ok'].some((word) => says[word] === true);
}

/** Whether a statement may make a later one repeatable: the only ones that `before` has to hold. */
export const clearsTheWay = ({ statement: { node } }: Facts): boolean =>
  as('DropStmt', node)?.missing_ok === true ||
  all('AlterTableCmd', as('AlterTableStmt', node)?.cmds).some(
    ({ subtype, missing_ok: tolerant }) => subtype === 'AT_DropConstraint' && tolerant === true,
  );

/** Statements of which at least one form fails where its work is done already. */
const onlyOnce = [
  ...[
    'CreateStmt',
    'CreateTableAsStmt',
    'IndexStmt',
    'ViewStmt',
    'CreateSeqStmt',
    'CreateSchemaStmt',
    'CreateEnumStmt',
  ],
  ...['CompositeTypeStmt', 'CreateDomainStmt', 'CreateRangeStmt', 'CreateFunctionStmt', 'CreateTrigStmt', 'RuleStmt'],
  ...['CreatePolicyStmt', 'CreateExtensionStmt', 'CreateRoleStmt', 'CreateStatsStmt', 'DropStmt', 'RenameStmt'],
];

const onlyOnceActions: readonly string[] = [
  ...['AT_AddColumn', 'AT_DropColumn', 'AT_AddConstraint', 'AT_DropConstraint', 'AT_AttachPartition'],
  ...[
    'AT_DetachPartition',
    'AT_AddIdentity',
    'AT_DropIdentity',
    'AT_DropExpression',
    'AT_AddInherit',
    'AT_DropInherit',
  ],
];

function repeatableAction({ subtype, missing_ok: tolerant, def }: AlterTableCmd, before: readonly Facts[]): boolean {
  if (!onlyOnceActions.includes(subtype ?? '') || tolerant) return true;
  const constraint = as('Constraint', def)?.conname;
  return constraint !== undefined && before.some(({ statement }) => dropsConstraint(statement.node, constraint));
}

const dropsConstraint = (node: Node, constraint: string): boolean =>
  all('AlterTableCmd', as('AlterTableStmt', node)?.cmds).some(
    ({ subtype, name, missing_ok: tolerant }) =>
      subtype === 'AT_DropConstraint' && tolerant === true && name === constraint,
  );

interface Named {
  readonly idxname?: string;
  readonly trigname?: string;
  readonly policy_name?: string;
  readonly typeName?: readonly Node[];
  readonly funcname?: readonly Node[];
  readonly domainname?: readonly Node[];
  readonly relation?: RangeVar;
  readonly view?: RangeVar;
  readonly sequence?: RangeVar;
  readonly typevar?: RangeVar;
}

/** The name of what a statement makes, without its schema. */
function madeName(node: Node): string | undefined {
  const body = bodyOf(node) as Named;
  if (!Object.keys(node)[0]?.startsWith('Create') && !('IndexStmt' in node) && !('ViewStmt' in node)) return undefined;
  const parts = body.typeName ?? body.funcname ?? body.domainname;
  const listed = Array.isArray(parts) ? names(parts).at(-1) : undefined;
  const relation = body.view ?? body.sequence ?? body.typevar ?? body.relation;
  return body.idxname ?? body.trigname ?? body.policy_name ?? listed ?? relation?.relname;
}

/** `DROP … IF EXISTS` of that name. */
const clears = (node: Node, made: string): boolean => {
  const drop = as('DropStmt', node);
  return drop?.missing_ok === true && (drop.objects ?? []).some((one) => fromParts(namedBy(one)).name === made);
};
