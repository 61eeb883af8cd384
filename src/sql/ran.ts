import { kindOf } from './nodes.ts';
import type { Statement } from './statement.ts';

/**
 * The statements that a transaction has run so far. A moment in it is a count: a list for each of 50,000 statements
 * would be quadratic, and hardly anybody asks for all of them.
 */
export interface Ran {
  readonly count: () => number;
  readonly push: (statement: Statement) => void;
  readonly first: (count: number) => readonly Statement[];
  /** Those of one kind of node among the first `count`. */
  readonly ofKind: (kind: string, count: number) => readonly Statement[];
}

export function startRan(): Ran {
  const all: Statement[] = [];
  const places = new Map<string, number[]>();
  return {
    count: () => all.length,
    push: (statement) => {
      const kind = kindOf(statement.node);
      const known = places.get(kind);
      if (known) known.push(all.length);
      else places.set(kind, [all.length]);
      all.push(statement);
    },
    first: (count) => all.slice(0, count),
    ofKind: (kind, count) => (places.get(kind) ?? []).flatMap((at) => (at < count ? (all[at] ?? []) : [])),
  };
}
