import type { Node } from '@pgsql/types';
import type { Relation } from '../../sql/model.ts';
import { columnDef } from './columns.ts';
import type { Action, Facts } from './rule.ts';
import { column, indexesOn, names } from './tables.ts';
import { typeWork, writtenType, type TypeWork } from './type-change.ts';

/** What one ALTER COLUMN TYPE costs, judged from the old type, USING and the column's indexes. */
export function retypeWork(action: Action, table: Relation, name: string, facts: Facts): TypeWork {
  const def = columnDef(action);
  const old = column(table, name)?.type;
  if (!old || !follows(def?.raw_default, name)) return 'rewrite';
  const work = typeWork(old, writtenType(def?.typeName), {
    timeZone: facts.session.timeZone,
    userType: (type) => facts.catalog.type({ name: type.name }),
  });
  if (work === 'rewrite') return work;
  const indexes = indexesOn(table.name, name, facts);
  const rebuilt =
    work === 'index' || def?.collClause ? indexes : indexes.filter((one) => one.partial || one.hasExpressions);
  return rebuilt.length > 0 ? 'index' : 'none';
}

/** USING that says no more than the cast Postgres makes by itself. */
function follows(using: Node | undefined, name: string): boolean {
  if (!using) return true;
  if ('TypeCast' in using) return follows(using.TypeCast.arg, name);
  return 'ColumnRef' in using && names(using.ColumnRef.fields).at(-1) === name;
}

/** How USING makes the new value: not at all or by the column alone, by a cast of the column, or otherwise. */
export function usingOf(action: Action, name: string): 'none' | 'cast' | 'other' {
  const using = columnDef(action)?.raw_default;
  if (!using || !('TypeCast' in using)) return follows(using, name) ? 'none' : 'other';
  return follows(using, name) ? 'cast' : 'other';
}
