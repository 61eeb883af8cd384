/**
 * Maps that remember every state they were in. A snapshot is a number, so a catalog before each of 50,000 statements
 * costs nothing; what is in a state never changes, only new states are added.
 */
export interface Journal {
  /** The state now, to be looked at again later. */
  now(): number;
  /** Makes everything as it was in an earlier state (ROLLBACK), as a new state. */
  restore(state: number): void;
  map<Value>(): JournalMap<Value>;
}

export interface JournalMap<Value> {
  get(key: string, state?: number): Value | undefined;
  /** Whether the key ever had a value up to that state: tells “dropped” from “never heard of”. */
  known(key: string, state?: number): boolean;
  /** Undefined removes. */
  set(key: string, value: Value | undefined): void;
  values(state?: number): readonly Value[];
}

interface Past<Value> {
  readonly states: number[];
  readonly values: (Value | undefined)[];
}

export function startJournal(): Journal {
  let clock = 0;
  let lookedAt = 0;
  const undo: { readonly state: number; readonly back: (to: number) => void }[] = [];
  const tick = (back: (to: number) => void): number => {
    clock += 1;
    undo.push({ state: clock, back });
    return clock;
  };
  return {
    now: () => (lookedAt = clock),
    restore: (state) => {
      const later: typeof undo = [];
      for (let at = undo.length - 1; (undo[at]?.state ?? 0) > state; at -= 1) later.push(...undo.slice(at, at + 1));
      for (const { back } of later) back(state);
    },
    map: () => journalMap(tick, () => lookedAt),
  };
}

function journalMap<Value>(tick: (back: (to: number) => void) => number, lookedAt: () => number): JournalMap<Value> {
  const pasts = new Map<string, Past<Value>>();
  const get = (key: string, state = Infinity): Value | undefined => {
    const past = pasts.get(key);
    return past?.values[firstAfter(past.states, state) - 1];
  };
  const set = (key: string, value: Value | undefined): void => {
    let past = pasts.get(key);
    if (past === undefined) pasts.set(key, (past = { states: [], values: [] }));
    const last = past.states.length - 1;
    // A state that nobody kept is written over: a statement that changes a table ten times leaves one.
    if ((past.states[last] ?? 0) > lookedAt()) {
      past.values[last] = value;
      return;
    }
    const state = tick((to) => {
      const before = get(key, to);
      if (get(key) !== before) set(key, before);
    });
    past.states.push(state);
    past.values.push(value);
  };
  return {
    get,
    set,
    known: (key, state = Infinity) => {
      const first = pasts.get(key)?.states[0];
      return first !== undefined && first <= state;
    },
    values: (state = Infinity) =>
      [...pasts.keys()].map((key) => get(key, state)).filter((value) => value !== undefined),
  };
}

/** Index of the first number greater than `limit` in a rising list. */
function firstAfter(rising: readonly number[], limit: number): number {
  const last = rising.at(-1);
  if (last === undefined || last <= limit) return rising.length;
  let low = 0;
  let high = rising.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rising[middle] ?? 0) > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}
