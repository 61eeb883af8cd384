import type { AlterTableCmd, Node, RangeVar } from '@pgsql/types';
import type { Phase } from '../../domain/rule.ts';
import { all, as } from '../../sql/nodes.ts';
import type { RuleHit } from './dispatch.ts';
import type { Facts } from './facts.ts';
import { droppedLater } from './later.ts';
import { keyed, selectivity } from './selective.ts';
import { existingTable } from './tables.ts';

/**
 * Contract: what a rule says takes away or tightens what running code uses; migrate: many rows of a table that was
 * there before; expand: what adds. Undefined for what is none of them: SET, a few rows, anything that loosens.
 */
export function phaseOf(facts: Facts, hits: readonly RuleHit[]): Phase | undefined {
  const told = hits.filter(({ hit }) => hit.severity !== 'advice').map(({ rule }) => rule.phase);
  const { node } = facts.statement;
  // A unique index refuses what it refuses from now on, but takes nothing away.
  if (told.includes('contract') && !('IndexStmt' in node)) return 'contract';
  if (told.includes('migrate') || changesManyRows(node, facts)) return 'migrate';
  return adds(node, facts) ? 'expand' : undefined;
}

function changesManyRows(node: Node, facts: Facts): boolean {
  const change = as('UpdateStmt', node) ?? as('DeleteStmt', node);
  const table = change && existingTable(change.relation, facts);
  if (!change || !table) return false;
  // One batch of many: the loop around it changes them all.
  return facts.inside !== undefined || selectivity(change.whereClause, keyed(table, facts)) !== 'few';
}

const making = ['CreateStmt', 'ViewStmt', 'CreateTableAsStmt', 'CreateEnumStmt', 'CreateDomainStmt', 'AlterEnumStmt'];

function adds(node: Node, facts: Facts): boolean {
  const changed = as('AlterTableStmt', node)?.relation ?? as('IndexStmt', node)?.relation;
  const scratch = as('CreateStmt', node)?.relation;
  // A table that helps a backfill goes with it.
  if (scratch && droppedAgain(scratch, facts)) return false;
  return making.some((kind) => kind in node) || existingTable(changed, facts) !== undefined;
}

const droppedAgain = ({ schemaname: schema = 'public', relname: name = '' }: RangeVar, facts: Facts): boolean =>
  droppedLater({ schema, name }, facts);

/** Whether code can use what a statement adds: an index and a constraint it does not name. */
export function addsForCode({ statement: { node } }: Facts): boolean {
  const alter = as('AlterTableStmt', node);
  return making.some((kind) => kind in node) || all('AlterTableCmd', alter?.cmds).some(addsColumn);
}
const addsColumn = ({ subtype }: AlterTableCmd): boolean => subtype === 'AT_AddColumn';
