import type { FuncCall, Node, VariableSetStmt } from '@pgsql/types';
import { stringsOf } from './names.ts';
import { as, calledBy, constantText } from './nodes.ts';

/**
 * Session settings as Postgres keeps them: a value for the session, and over it one for the transaction (SET LOCAL).
 * Values are text, as written; a value is never changed in place.
 */
export interface Settings {
  readonly defaults: ReadonlyMap<string, string>;
  readonly session: ReadonlyMap<string, string>;
  readonly local: ReadonlyMap<string, string>;
}

export function startSettings(defaults: Readonly<Record<string, string>>): Settings {
  const start = new Map(Object.entries(defaults).map(([name, value]) => [name.toLowerCase(), value]));
  return { defaults: start, session: start, local: new Map() };
}

export const setting = ({ session, local }: Settings, name: string): string | undefined =>
  local.get(name) ?? session.get(name);

export const withoutLocals = (settings: Settings): Settings =>
  settings.local.size === 0 ? settings : { ...settings, local: new Map() };

/** A change of one setting; no value = back to the session's default. */
export interface Change {
  readonly name: string;
  readonly value: string | undefined;
  readonly scope: 'session' | 'local';
}

/** `inTransaction` = whether a SET LOCAL has a transaction to live in: without one Postgres only warns. */
export function changed(settings: Settings, change: Change, inTransaction: 'in' | 'outside'): Settings {
  const { name, scope } = change;
  const value = change.value ?? settings.defaults.get(name);
  if (scope === 'local') {
    if (inTransaction === 'outside') return settings;
    return { ...settings, local: edited(settings.local, name, value ?? '') };
  }
  // Every file of a history may set the same lock_timeout again.
  if (settings.session.get(name) === value && !settings.local.has(name)) return settings;
  return {
    ...settings,
    session: edited(settings.session, name, value),
    local: edited(settings.local, name, undefined),
  };
}

function edited(
  map: ReadonlyMap<string, string>,
  name: string,
  value: string | undefined,
): ReadonlyMap<string, string> {
  const copy = new Map(map);
  if (value === undefined) copy.delete(name);
  else copy.set(name, value);
  return copy;
}

/** The changes that a statement makes to its own session. */
export function changesIn(node: Node, settings: Settings): readonly Change[] {
  const set = as('VariableSetStmt', node);
  if (set) return setChanges(set, settings);
  if (as('DiscardStmt', node)?.target === 'DISCARD_ALL') return resetAll(settings);
  const select = as('SelectStmt', node);
  return select ? calledBy(select).flatMap(configured) : [];
}

export function setChanges(set: VariableSetStmt, settings: Settings): readonly Change[] {
  const name = set.name?.toLowerCase() ?? '';
  const scope = set.is_local ? 'local' : 'session';
  if (set.kind === 'VAR_RESET_ALL') return resetAll(settings);
  if (set.kind === 'VAR_RESET' || set.kind === 'VAR_SET_DEFAULT') return [{ name, value: undefined, scope }];
  if (set.kind !== 'VAR_SET_VALUE') return [];
  return [
    { name, value: (set.args ?? []).map((arg) => quotedForList(name, constantText(arg) ?? '')).join(', '), scope },
  ];
}

/** A schema in a search_path may hold a comma or capitals. */
const quotedForList = (name: string, value: string): string =>
  name === 'search_path' ? `"${value.replaceAll('"', '""')}"` : value;

const resetAll = ({ session }: Settings): readonly Change[] =>
  [...session.keys()].map((name) => ({ name, value: undefined, scope: 'session' }));

/** `set_config('name', 'value', is_local)`. */
function configured(call: FuncCall): readonly Change[] {
  if (stringsOf(call.funcname).at(-1) !== 'set_config') return [];
  const [name, value, isLocal] = (call.args ?? []).map(constantText);
  if (name === undefined || value === undefined) return [];
  return [
    { name: name.toLowerCase(), value, scope: ['true', 't', 'on', '1'].includes(isLocal ?? '') ? 'local' : 'session' },
  ];
}

const units: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** `5s`, `500`, `'1.5 min'` in milliseconds; undefined where it is no duration. */
export function milliseconds(text: string | undefined): number | undefined {
  const found = /^\s*(-?\d+(?:\.\d+)?)\s*([a-z]*)\s*$/.exec(text ?? '');
  if (!found) return undefined;
  const unit = units[found[2] === '' ? 'ms' : (found[2] ?? '')];
  return unit === undefined ? undefined : Math.round(Number(found[1]) * unit);
}

/** The schemas of a search_path; `"$user"` is left out, as no schema is usually called like the user. */
export function schemasOf(text: string | undefined): readonly string[] {
  if (text === undefined) return ['public'];
  const parts = text.match(/"(?:[^"]|"")*"|[^,\s]+/g) ?? [];
  const names = parts.map((part) =>
    part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part.toLowerCase(),
  );
  return names.filter((name) => name !== '$user' && name !== '');
}
