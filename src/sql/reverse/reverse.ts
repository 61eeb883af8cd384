import { addedLabels, renamedLabels } from './labels.ts';
import { matched } from './matched.ts';
import type { Matched } from './matched.ts';
import { partKinds } from './part.ts';
import type { Part, ReverseStep } from './part.ts';

/**
 * The way back from one schema to another of the same database, by looking at both. Steps come in stages: texts are
 * compared once everything is called what it was called before, so whoever runs them looks again after each stage, and
 * is back when no stage is left.
 */
export function reverse(before: readonly Part[], now: readonly Part[]): readonly (readonly ReverseStep[])[] {
  const both = matched(before, now);
  const [structure, rest] = made(both);
  return [renamed(both), removed(both), viewsInTheWay(both), structure, rest].filter((stage) => stage.length > 0);
}

/** Tables and columns that are gone, with what was in them. */
export function lostParts(before: readonly Part[], now: readonly Part[]): readonly Part[] {
  const there = new Set(now.map(({ id }) => id));
  const lost = (id: string | undefined): boolean => id !== undefined && !there.has(id);
  return before.filter(({ id, on, holds }) => holds !== undefined && lost(id) && !lost(on));
}

const rank = ({ kind }: Part): number => partKinds.indexOf(kind);
const lastMadeFirst = (a: Part, b: Part): number => rank(b) - rank(a) || age(b) - age(a);
const age = ({ id }: Part): number => Number(/\d+/.exec(id)?.[0] ?? 0);
const only = (sql: string): ReverseStep => ({ sql: [sql] });

/** What was not there. */
function removed(both: Matched): readonly ReverseStep[] {
  const fresh = new Set(both.fresh.map(({ id }) => id));
  const alone = (id: string | undefined): boolean => id === undefined || !fresh.has(id);
  const parts = both.fresh.filter(({ on, owner, given }) => given !== true && alone(on) && alone(owner));
  return removing([...parts, ...circular(both.fresh)]);
}

const removing = (parts: readonly Part[]): readonly ReverseStep[] =>
  parts.toSorted(lastMadeFirst).map(({ remove }) => only(remove));

/** Foreign keys of new tables to tables made after them: neither could go first. */
const circular = (fresh: readonly Part[]): readonly Part[] => {
  const tables = new Map(fresh.filter(({ kind }) => kind === 'table').map((table) => [table.id, table]));
  return fresh.filter(({ kind, on, uses = [] }) => {
    const own = on === undefined ? undefined : tables.get(on);
    return (
      kind === 'foreign-key' &&
      own !== undefined &&
      uses.some((id) => {
        const other = tables.get(id);
        return other !== undefined && age(other) > age(own);
      })
    );
  });
};

/** Views with another text than before, that read a column whose type changes, or that read such a view. */
function viewsInTheWay({ pairs, now }: Matched): readonly ReverseStep[] {
  const retyped = pairs.filter(({ was, is }) => was.kind === 'column' && was.same !== is.same).map(({ is }) => is.id);
  const changed = pairs.filter(({ was, is }) => was.kind === 'view' && was.same !== is.same).map(({ is }) => is.id);
  const standing = new Set(pairs.filter(({ was }) => was.kind === 'view').map(({ is }) => is.id));
  const views = now.filter(({ id }) => standing.has(id));
  const moving = new Set([...retyped, ...changed]);
  for (let size = -1; size !== moving.size;) {
    size = moving.size;
    for (const { id, uses = [] } of views) if (uses.some((used) => moving.has(used))) moving.add(id);
  }
  return removing(views.filter(({ id }) => moving.has(id)));
}

function renamed({ pairs }: Matched): readonly ReverseStep[] {
  const moves = pairs
    .filter(({ was, is }) => is.move !== undefined && was.schema !== is.schema)
    .map(({ was, is }) => only(`${is.move ?? ''}${was.schema ?? ''}`));
  if (moves.length > 0) return moves;
  const labels = pairs.flatMap(({ was, is }) => renamedLabels(was, is));
  const wrong = pairs.filter(({ was, is }) => is.rename !== undefined && was.own !== is.own && is.given !== true);
  const names = wrong.map(({ was, is }) => {
    // Two that changed names cannot both go straight: one steps aside, and is called by its own name the next time.
    const taken = wrong.some(
      (other) => other.is.own === was.own && other.was.own === is.own && sameHome(other.is, is) && other.is.id > is.id,
    );
    return only(`${is.rename ?? ''}${taken ? aside : was.own}`);
  });
  return [...labels, ...names];
}

const aside = 'rollback_steps_aside';
const sameHome = (one: Part, other: Part): boolean =>
  one.kind === other.kind && one.on === other.on && one.schema === other.schema;

/** First what other things stand on, then those. */
function made(both: Matched): readonly [readonly ReverseStep[], readonly ReverseStep[]] {
  const gone = new Set(both.gone.map(({ id }) => id));
  const missing = both.gone.filter(({ on, given }) => given !== true && (on === undefined || !gone.has(on)));
  const again = missing.map((part) => ({ part, step: making(part, both) }));
  const changed = both.pairs
    .filter(({ was, is }) => was.same !== is.same && was.given !== true && is.given !== true)
    .map(({ was, is }) => ({ part: was, step: mending(was, is) }));
  const labels = both.pairs.flatMap(({ was, is }) => addedLabels(was, is).map((step) => ({ part: was, step })));
  const all = [...changed, ...labels, ...again].toSorted(
    (a, b) => rank(a.part) - rank(b.part) || age(a.part) - age(b.part),
  );
  const last = partKinds.indexOf('column');
  return [
    all.filter(({ part }) => rank(part) <= last).map(({ step }) => step),
    all.filter(({ part }) => rank(part) > last).map(({ step }) => step),
  ];
}

const making = ({ make, needs = [] }: Part, { anew }: Matched): ReverseStep =>
  needs.some((column) => anew.has(column)) ? { sql: make, later: true } : { sql: make };

function mending(was: Part, is: Part): ReverseStep {
  const anew = [is.remove, ...was.make];
  if (was.mend === undefined) return { sql: anew };
  return { sql: was.mend, otherwise: was.otherwise ?? anew };
}
