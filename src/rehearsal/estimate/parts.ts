/** The smallest and the largest part of the main run's rows that the other runs have, where it was short. */
const [smallest, largest] = [1 / 32, 1 / 4];
/** A line needs two sizes beside the main run's, whatever they cost. */
export const fewest = 2;

/**
 * Parts of the main run's rows, each twice the one before. After a long run they begin smaller, so that those that are
 * always run end within half of the budget; the other half goes into making their rows.
 */
export function partsFor(mainMs: number, budgetMs: number): readonly number[] {
  const runs = 2 ** fewest - 1;
  const tooLong = Math.max(1, (smallest * runs * mainMs) / (budgetMs / 2));
  const first = smallest / 2 ** Math.ceil(Math.log2(tooLong));
  return Array.from({ length: Math.log2(largest / first) + 1 }, (_, index) => first * 2 ** index);
}
