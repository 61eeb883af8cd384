import type { Part } from './part.ts';

/** Two looks at one database laid side by side. */
export interface Matched {
  readonly now: readonly Part[];
  readonly pairs: readonly { readonly was: Part; readonly is: Part }[];
  /** There before, and no longer. */
  readonly gone: readonly Part[];
  /** Not there before. */
  readonly fresh: readonly Part[];
  /** Ids before of what is gone or made again, but not of what went with it: a column that lost its values, not one of an empty table. */
  readonly anew: ReadonlySet<string>;
}

/** By what outlives a rename, then by name: an index that was built anew is the one of its name. */
export function matched(before: readonly Part[], now: readonly Part[]): Matched {
  const byId = new Map(now.map((part) => [part.id, part]));
  const known = new Set(before.map(({ id }) => id));
  const strangers = new Map(now.filter(({ id }) => !known.has(id)).map((part) => [nameOf(part), part]));
  const pairs: { readonly was: Part; readonly is: Part }[] = [];
  const gone: Part[] = [];
  const anew = new Set<string>();
  const taken = new Set<string>();
  for (const was of before) {
    const itself = byId.get(was.id);
    const is = itself ?? alike(was, strangers.get(nameOf(was)));
    if (is === undefined) gone.push(was);
    else {
      pairs.push({ was, is });
      taken.add(is.id);
    }
    if (itself === undefined && !(was.on !== undefined && anew.has(was.on))) anew.add(was.id);
  }
  return { now, pairs, gone, anew, fresh: now.filter(({ id }) => !taken.has(id)) };
}

const nameOf = ({ kind, name }: Part): string => `${kind} ${name}`;

/** A table of the name may be any table; a type of the name is in use by the columns that stand. */
const alike = (was: Part, other: Part | undefined): Part | undefined =>
  other === undefined || other.same === was.same || was.kind === 'enum' || was.mend !== undefined ? other : undefined;
