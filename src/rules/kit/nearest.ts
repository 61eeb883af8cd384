import { closest, distance } from 'fastest-levenshtein';

/** The word that was probably meant; undefined where none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const found = closest(word, known);
  return distance(word, found) <= Math.max(3, word.length / 3) ? found : undefined;
}
