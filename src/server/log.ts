import { placesIn } from '../domain/crash.ts';

/** The only way in which this server writes: one line an event, facts and a sentence. */
export interface Log {
  info(facts: object, says: string): void;
  warn(facts: object, says: string): void;
  error(facts: object, says: string): void;
}

/**
 * What may be told of something that was thrown: its message can hold a row, a secret or the body of an event, and so
 * can whatever hangs on it. Its kind and the places in the code cannot.
 */
export function placesOf(thrown: unknown): { readonly kind: string; readonly at: readonly string[] } {
  if (!(thrown instanceof Error)) return { kind: typeof thrown, at: [] };
  return { kind: thrown.name, at: placesIn(thrown).map((line) => line.trim()) };
}
