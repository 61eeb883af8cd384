import type { ColumnDef, Constraint, ConstrType, Node } from '@pgsql/types';
import { isSerial as serialType } from '../../sql/column-type.ts';
import { all } from '../../sql/nodes.ts';
import type { Action } from './rule.ts';

/** What ADD COLUMN and ALTER COLUMN carry. */
export const columnDef = ({ cmd }: Pick<Action, 'cmd'>): ColumnDef | undefined =>
  cmd.def && 'ColumnDef' in cmd.def ? cmd.def.ColumnDef : undefined;

export const constraintDef = ({ cmd }: Action): Constraint | undefined =>
  cmd.def && 'Constraint' in cmd.def ? cmd.def.Constraint : undefined;

/** Constraints written with a column or among a table's elements. */
export const constraintsIn = (nodes: readonly Node[] | undefined): readonly Constraint[] => all('Constraint', nodes);

/** The column's own constraint of one kind. */
export const own = (def: ColumnDef, kind: ConstrType): Constraint | undefined =>
  constraintsIn(def.constraints).find(({ contype }) => contype === kind);

export const isSerial = (def: ColumnDef): boolean => serialType(def.typeName);

export const isNull = (node: Node | undefined): boolean =>
  node !== undefined && 'A_Const' in node && node.A_Const.isnull === true;
