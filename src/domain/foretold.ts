import type { StatementRun, WorkClass } from './rehearsal.ts';

/** What to write into the profile once a migration has run, so that the next estimates are put right by it. */
export interface Foretold {
  readonly migration: string;
  readonly predicted: readonly [low: number, high: number];
  readonly class: WorkClass;
}

/** Shorter ones teach nothing. */
const worthComparing = 1_000;

/** By migration, what its statements take together and which kind of work takes the most of it. */
export function foretold(statements: readonly StatementRun[]): readonly Foretold[] {
  const files = [...new Set(statements.map(({ file }) => file))];
  return files.flatMap((file): readonly Foretold[] => {
    const those = statements.filter((one) => one.file === file);
    const known = those.flatMap(({ estimate }) => ('productionMs' in estimate ? [estimate] : []));
    const sum = (end: 0 | 1): number => Math.round(known.reduce((all, { productionMs }) => all + productionMs[end], 0));
    const longest = known.toSorted((a, b) => b.productionMs[1] - a.productionMs[1])[0];
    if (longest === undefined || sum(1) < worthComparing) return [];
    const migration = (file.split('/').at(-1) ?? file).replace(/(\.up)?\.\w+$/, '');
    return [{ migration, predicted: [sum(0), sum(1)], class: longest.class }];
  });
}

/** An item of the profile's `durations`; `ms` is what it took. */
export const foretoldText = ({ migration, predicted, class: kind }: Foretold, ms?: number): string =>
  `{ "migration": ${JSON.stringify(migration)}, "seconds": ${ms === undefined ? '…' : String(Math.round(ms / 100) / 10)}, "predicted": [${predicted.join(', ')}], "class": "${kind}" }`;

/** How long all of it takes: in production, where that is known of every statement that takes any time, and here. */
export function wholeTime(statements: readonly StatementRun[]): {
  readonly rehearsedMs: number;
  readonly productionMs?: readonly [low: number, high: number];
} {
  const rehearsedMs = statements.reduce((sum, { durationMs }) => sum + durationMs, 0);
  let [low, high] = [0, 0];
  for (const { estimate, durationMs } of statements) {
    // What only changes the catalog takes the same time everywhere.
    if (!('productionMs' in estimate) && estimate.class !== 'metadata') return { rehearsedMs };
    const [from, to] = 'productionMs' in estimate ? estimate.productionMs : [durationMs, durationMs];
    low += from;
    high += to;
  }
  return { rehearsedMs, productionMs: [low, high] };
}
