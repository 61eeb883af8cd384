import type { ColumnRef, FuncCall, Node, ResTarget, UpdateStmt } from '@pgsql/types';
import type { Column, Relation } from '../../sql/model.ts';
import { fromParts } from '../../sql/names.ts';
import { all, as, eachNode } from '../../sql/nodes.ts';
import { calledIn } from './batches.ts';
import type { Facts } from './facts.ts';
import { column, names, quoteIdentifier, typeText } from './tables.ts';
import { atDepthZero, splitAtCommas } from './text.ts';

/** `UPDATE t x SET a = 1 FROM y` or `DELETE FROM t x USING y` in its parts. */
export interface ChangeText {
  /** `t x, y`: what a SELECT of the same rows reads. */
  readonly tables: string;
  /** `1`, for each column that is set. */
  readonly values: readonly string[];
}

/** Cuts what `splitUpdate` left of an UPDATE. */
export function cutUpdate(update: string, { fromClause }: UpdateStmt): ChangeText {
  const syntax = atDepthZero(update);
  const set = /\bSET\b/iu.exec(syntax)?.index ?? update.length;
  const from = fromClause
    ? [...syntax.matchAll(/\bFROM\b/giu)].find(({ index }) => !/\bDISTINCT\s+$/iu.test(syntax.slice(0, index)))?.index
    : undefined;
  const target = update.slice(0, set).replace(/^\s*UPDATE\b/iu, '');
  const joined = from === undefined ? [] : [update.slice(from + 4)];
  const settings = splitAtCommas(update.slice(set + 3, from));
  return {
    tables: [target, ...joined].map((one) => one.trim()).join(', '),
    values: settings.map((one) => one.slice(atDepthZero(one).indexOf('=') + 1).trim()),
  };
}

/** What a SELECT of the rows of a DELETE reads. */
export const cutDelete = (remove: string): string => {
  const target = remove.replace(/^\s*DELETE\s+FROM\b/iu, '').trim();
  const using = /\bUSING\b/iu.exec(atDepthZero(target))?.index;
  return using === undefined ? target : `${target.slice(0, using).trim()}, ${target.slice(using + 5).trim()}`;
};

/**
 * A condition that is true for the rows whose values an UPDATE has still to set, and false once it has; undefined where
 * the new value does not tell, because it depends on the old one or comes out different every time.
 */
export function pendingIn(
  update: UpdateStmt,
  { values }: ChangeText,
  table: Relation,
  facts: Facts,
): string | undefined {
  const targets = all('ResTarget', update.targetList);
  const set = new Set(targets.flatMap(({ name }) => name ?? []));
  const called = calledIn(update.relation);
  const selfish = (ref: ColumnRef): boolean => {
    const [name = '', of] = names(ref.fields).toReversed();
    return set.has(name) && (of === undefined || of === called);
  };
  const steady = targets.every((target) => plain(target) && isSteady(target.val, selfish, facts));
  if (!steady || targets.length !== values.length) return whileNull(update.whereClause, set);
  const columns = targets.map(({ name }) => column(table, name));
  if (columns.some((one) => one && incomparable.has(one.type.name))) return whileNull(update.whereClause, set);
  const own = update.fromClause && called !== undefined ? `${quoteIdentifier(called)}.` : '';
  const left = targets.map(({ name = '' }) => own + quoteIdentifier(name));
  const right = targets.map(({ val }, index) => asStored(values[index] ?? '', val, columns[index]));
  const several = targets.length > 1;
  return several
    ? `(${left.join(', ')}) IS DISTINCT FROM (${right.join(', ')})`
    : `${left[0] ?? ''} IS DISTINCT FROM ${right[0] ?? ''}`;
}

/** Types that have no equality, or one that means something else. */
const incomparable = new Set('json xml point line lseg box path polygon circle'.split(' '));

const plain = ({ val, indirection = [] }: ResTarget): boolean =>
  val !== undefined && indirection.length === 0 && !('MultiAssignRef' in val) && !('SetToDefault' in val);

/** The same for a row whenever it is asked. */
function isSteady(value: Node | undefined, selfish: (ref: ColumnRef) => boolean, { catalog }: Facts): boolean {
  let steady = true;
  eachNode(value, (kind, body) => {
    // CURRENT_TIMESTAMP and its kin.
    if (kind === 'SQLValueFunction' || (kind === 'ColumnRef' && selfish(body as ColumnRef))) steady = false;
    if (kind !== 'FuncCall') return;
    const { funcname, args = [] } = body as FuncCall;
    const name = fromParts(names(funcname));
    const volatility = catalog.volatility(name);
    const ofItsArguments = volatility === 'stable' && args.length > 0 && name.name !== 'age';
    if (volatility !== 'immutable' && !ofItsArguments) steady = false;
  });
  return steady;
}

/** A column takes a value in its own precision, and would differ from the one that was given. */
function asStored(text: string, value: Node | undefined, into: Column | undefined): string {
  const type = into?.type;
  const constant = as('A_Const', value);
  const exact = constant !== undefined && !constant.fval;
  const rounds = type && (type.modifiers.length > 0 || type.name === 'float4' || (!exact && rounding.has(type.name)));
  const simple = value !== undefined && ['A_Const', 'ColumnRef', 'FuncCall', 'TypeCast'].some((kind) => kind in value);
  const one = simple ? text : `(${text})`;
  return rounds ? `${one}::${typeText(type)}` : one;
}
const rounding = new Set('int2 int4 int8 numeric float8 date time timestamp timestamptz'.split(' '));

/** `WHERE a IS NULL` finds what is left of `SET a = …` by itself. */
function whileNull(where: Node | undefined, set: ReadonlySet<string>): string | undefined {
  const both = as('BoolExpr', where);
  const parts = both?.boolop === 'AND_EXPR' ? (both.args ?? []) : where ? [where] : [];
  const nulls = parts.some((part) => {
    const test = as('NullTest', part);
    return test?.nulltesttype === 'IS_NULL' && set.has(names(as('ColumnRef', test.arg)?.fields).at(-1) ?? '');
  });
  return nulls ? '' : undefined;
}
