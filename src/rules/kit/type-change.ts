import type { TypeName } from '@pgsql/types';
import type { ColumnType, UserType } from '../../sql/model.ts';
import { columnType } from '../../sql/column-type.ts';

/**
 * What ALTER COLUMN TYPE must do: nothing; build every index on the column anew (its operators or collation change);
 * or rewrite the table. Measured on Postgres 13 to 18; see also ATColumnChangeRequiresRewrite in its source.
 */
export type TypeWork = 'none' | 'index' | 'rewrite';

type Plain = Pick<ColumnType, 'name' | 'modifiers' | 'arrayDimensions'>;

/** A type as the statement writes it. */
export const writtenType = (type: TypeName | undefined): Plain => columnType(type, () => '');

export interface TypeWorld {
  readonly timeZone: string | undefined;
  readonly userType: (type: Plain) => UserType | undefined;
}

export function typeWork(before: Plain, after: Plain, world: TypeWorld): TypeWork {
  const from = withoutDomain(before, world);
  const to = withoutDomain(after, world);
  if (to === undefined || from === undefined) return before.name === after.name ? 'none' : 'rewrite';
  if (from.arrayDimensions > 0 !== to.arrayDimensions > 0) return 'rewrite';
  if (from.arrayDimensions > 0) return sameArrays(from, to);
  return from.name === to.name ? sameType(from, to) : otherType(from, to, world.timeZone);
}

/** A domain counts as its base type; undefined where its constraints have to be checked. */
function withoutDomain(type: Plain, world: TypeWorld): Plain | undefined {
  const found = world.userType(type);
  if (found?.kind !== 'domain' || !found.base) return type;
  return found.constrained ? undefined : found.base;
}

const sameModifiers = (a: Plain, b: Plain): boolean => a.modifiers.join() === b.modifiers.join();

/** Postgres converts arrays element by element, also where the element alone would be free. */
const sameArrays = (from: Plain, to: Plain): TypeWork =>
  from.name === to.name && sameModifiers(from, to) ? 'none' : 'rewrite';

const texts: readonly string[] = ['text', 'varchar'];
const times: readonly string[] = ['timestamp', 'timestamptz', 'time', 'timetz', 'interval'];

function sameType(from: Plain, to: Plain): TypeWork {
  if (sameModifiers(from, to)) return 'none';
  const [was, wasScale = 0] = from.modifiers;
  const [is, isScale = 0] = to.modifiers;
  const wider = is === undefined || (was !== undefined && is >= was);
  if (from.name === 'varchar' || from.name === 'varbit') return wider ? 'none' : 'rewrite';
  if (from.name === 'numeric') return is === undefined || (wider && wasScale === isScale) ? 'none' : 'rewrite';
  if (times.includes(from.name)) return precisionKept(from, to) ? 'none' : 'rewrite';
  return 'rewrite';
}

/** Fractions of a second: 6 digits where none are given. */
const precisionKept = (from: Plain, to: Plain): boolean =>
  from.modifiers.length < 2 && to.modifiers.length < 2 && (to.modifiers[0] ?? 6) >= (from.modifiers[0] ?? 6);

const utc = /^(?:utc|gmt|etc\/utc|etc\/gmt|zulu|etc\/zulu|universal|z|0|\+?00(?::00)?)$/i;

function otherType(from: Plain, to: Plain, timeZone: string | undefined): TypeWork {
  const textual = [...texts, 'citext'];
  if (textual.includes(from.name) && textual.includes(to.name)) {
    if (to.modifiers.length > 0) return 'rewrite';
    return from.name === 'citext' || to.name === 'citext' ? 'index' : 'none';
  }
  if (from.name === 'cidr' && to.name === 'inet') return 'none';
  const stamps = ['timestamp', 'timestamptz'];
  if (stamps.includes(from.name) && stamps.includes(to.name)) {
    return precisionKept(from, to) && utc.test(timeZone ?? '') ? 'index' : 'rewrite';
  }
  return 'rewrite';
}
