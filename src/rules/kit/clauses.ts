import type { Relation } from '../../sql/model.ts';
import { nextMigration, steps } from './instead.ts';
import type { Action } from './rule.ts';
import { chosenName, quoteIdentifier } from './tables.ts';
import { atDepthZero, oneLine } from './text.ts';

/** Clauses of a column's definition; `ON DELETE SET NULL` is none. */
const clause =
  /\bCONSTRAINT\b|(?<!\bSET\s+)(?:\bNOT\s+NULL\b|\bNULL\b|\bDEFAULT\b)|\bCHECK\b|\bUNIQUE\b|\bPRIMARY\s+KEY\b|\bREFERENCES\b|\bGENERATED\b|\bCOLLATE\b/giu;

type InlineForm = 'CHECK' | 'UNIQUE' | 'REFERENCES';

interface Cut {
  /** The definition without the constraint. */
  readonly rest: string;
  /** The constraint without its name, with its attributes: `REFERENCES t (id) DEFERRABLE`. */
  readonly constraint: string;
  /** As written, quoted where it is. */
  readonly name?: string;
}

/** `ADD n int CONSTRAINT c CHECK (n > 0) NOT NULL` → `ADD n int NOT NULL`, `CHECK (n > 0)` and `c`. */
export function cutConstraint(action: string, form: InlineForm): Cut {
  const syntax = atDepthZero(action);
  const start = new RegExp(String.raw`(?:\bCONSTRAINT\s+(\S+)\s+)?\b${form}\b`, 'iu').exec(syntax);
  if (!start) return { rest: action, constraint: '' };
  const named = start[1] === undefined ? 0 : start[0].length - form.length;
  const from = start.index + named;
  const next = [...syntax.matchAll(clause)].find(({ index }) => index > from)?.index ?? action.length;
  return {
    rest: oneLine(`${action.slice(0, start.index)} ${action.slice(next)}`),
    constraint: action.slice(from, next).trim(),
    ...(named > 0 && {
      name: action
        .slice(start.index, from)
        .trim()
        .replace(/^CONSTRAINT\s+/i, ''),
    }),
  };
}

/** The same for every constraint of one form that a column has, in order. */
export function cutConstraints(
  action: string,
  form: InlineForm,
): { readonly rest: string; readonly cuts: readonly Cut[] } {
  const cut = cutConstraint(action, form);
  if (cut.constraint === '') return { rest: action, cuts: [] };
  const { rest, cuts } = cutConstraints(cut.rest, form);
  return { rest, cuts: [cut, ...cuts] };
}

/** The column alone, then its foreign key in steps that hold no lock for long. */
export function foreignKeyApart(action: Action, table: Relation, column: string): string {
  const {
    rest,
    constraint,
    name = chosenName(table.name, [column], 'fkey'),
  } = cutConstraint(action.text, 'REFERENCES');
  return steps(
    `${action.head} ${rest};`,
    nextMigration('the column needs no lock any more.'),
    `${action.head} ADD CONSTRAINT ${name} FOREIGN KEY (${quoteIdentifier(column)}) ${constraint} NOT VALID;`,
    nextMigration('reads and writes go on during the check.'),
    `${action.head} VALIDATE CONSTRAINT ${name};`,
  );
}

/** `ADD note email NOT NULL DEFAULT ''` → `NOT NULL DEFAULT ''`: what follows name and type. */
export function restOfColumn(action: string): string {
  const first = [...atDepthZero(action).matchAll(clause)][0];
  return first ? action.slice(first.index).trim() : '';
}
