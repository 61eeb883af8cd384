import type { CreateFunctionStmt, Node } from '@pgsql/types';
import { keyOf } from './catalog.ts';
import type { Routine, Use } from './dependents.ts';
import type { Catalog } from './model.ts';
import { stringsOf } from './names.ts';
import { as, constantText, option } from './nodes.ts';
import { parseText } from './parser.ts';
import { bodyNames } from './plpgsql.ts';
import type { QualifiedName } from './qualified-name.ts';
import { callsIn, usesIn } from './uses.ts';

/** What a routine's body names when it runs; nothing where it cannot be read, or where Postgres itself keeps track. */
export interface BodyUses {
  readonly uses: readonly Use[];
  readonly calls: readonly QualifiedName[];
}

/** Names are looked up as they would be if it ran now. */
export function bodyUses(routine: Routine, catalog: Catalog): BodyUses {
  const { trees, rowFields } = read(routine);
  const found = trees.map((tree) => ({
    uses: usesIn(tree, { find: (name) => catalog.relation(name) }),
    calls: callsIn(tree, (name) => catalog.routine(name)?.name),
  }));
  const rows = rowFields.length > 0 ? tablesOf(routine, catalog) : [];
  const ofRows = rows.flatMap((relation) => rowFields.map((column): Use => ({ relation, column })));
  return { uses: [...found.flatMap(({ uses }) => uses), ...ofRows], calls: found.flatMap(({ calls }) => calls) };
}

/** The tables on which triggers call it: their rows are its NEW and OLD. */
const tablesOf = (routine: Routine, catalog: Catalog): readonly QualifiedName[] =>
  catalog
    .callers(routine.name)
    .filter(({ kind }) => kind === 'trigger')
    .map(({ on }) => on);

interface Read {
  readonly trees: readonly Node[];
  readonly rowFields: readonly string[];
}
const nothing: Read = { trees: [], rowFields: [] };
const known = new WeakMap<Routine, Read>();

function read(routine: Routine): Read {
  const before = known.get(routine);
  if (before) return before;
  const fresh = parsed(routine);
  known.set(routine, fresh);
  return fresh;
}

function parsed({ sql }: Routine): Read {
  const node = statementsIn(sql)[0];
  const create = as('CreateFunctionStmt', node);
  if (!create || create.sql_body) return nothing;
  const language = constantText(option(create.options, 'language')?.arg)?.toLowerCase() ?? 'sql';
  if (language === 'sql') return { trees: statementsIn(textOf(create)), rowFields: [] };
  const names = language === 'plpgsql' ? bodyNames(sql) : undefined;
  return names ? { trees: names.texts.flatMap(statementsIn), rowFields: names.rowFields } : nothing;
}

const textOf = (create: CreateFunctionStmt): string =>
  stringsOf(as('List', option(create.options, 'as')?.arg)?.items)[0] ?? '';

function statementsIn(sql: string): readonly Node[] {
  const result = parseText(sql);
  return result.kind === 'parsed' ? result.statements.map(({ node }) => node) : [];
}

/**
 * Routines whose body names a relation, or one of its columns, or calls a routine. NEW and OLD name columns only: with
 * its table a trigger goes as well.
 */
export function bodiesUsing(
  target: { readonly relation: QualifiedName; readonly column?: string } | { readonly routine: QualifiedName },
  catalog: Catalog,
): readonly Routine[] {
  return catalog.routines.filter((routine) => {
    const { uses, calls } = bodyUses(routine, catalog);
    if ('routine' in target) return calls.some((one) => keyOf(one) === keyOf(target.routine));
    return uses.some(({ relation, column }) => keyOf(relation) === keyOf(target.relation) && column === target.column);
  });
}
