import { irreversible } from '../../../sql/reverse/irreversible.ts';
import type { Irreversible } from '../../../sql/reverse/irreversible.ts';
import type { Part } from '../../../sql/reverse/part.ts';
import { lostParts } from '../../../sql/reverse/reverse.ts';
import type { Script } from '../../run/script.ts';

/** What the migrations take away for good: what their statements say, and what was seen to be gone. */
export function lossesOf(
  changed: readonly Script[],
  before: readonly Part[],
  after: readonly Part[],
): readonly Irreversible[] {
  const lost = new Map(lostParts(before, after).map(({ name, holds }) => [name, holds]));
  const told = irreversible(
    changed.flatMap(({ steps }) => steps),
    before,
  ).filter(({ gone }) => gone === undefined || lost.has(gone));
  const placed = new Set(told.map(({ gone }) => gone));
  const seen = [...lost]
    .filter(([name]) => !placed.has(name))
    .map(([gone, holds]): Irreversible => ({ gone, says: `the ${holds ?? 'rows'} of ${gone}, dropped` }));
  return [...told, ...seen];
}

const most = 5;

/** “rows deleted from public.orders (migrations/0042.sql:7); …” */
export function lossWords(losses: readonly Irreversible[]): string {
  const told = losses.slice(0, most).map(lossWord);
  return told.join('; ') + (losses.length > most ? `; and ${losses.length - most} more` : '');
}

export const lossWord = ({ says, file, line }: Irreversible): string =>
  file === undefined ? says : `${says} (${file}:${line ?? 1})`;
