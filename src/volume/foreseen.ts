import type { CheckShape, KeyShape, TableShape } from './shape.ts';

/**
 * The tables as they are, under the constraints that the pull request will add to columns they have already: rows that
 * we invent shall not be what it fails on. Oids and column numbers are the same in both, as clones keep them.
 * @param filled columns that the pull request fills itself, quoted: it shall find something to do there.
 */
export function foreseen(
  before: TableShape,
  after: TableShape | undefined,
  filled: ReadonlySet<string> = new Set(),
): TableShape {
  if (!after) return before;
  const same = (number: number): boolean =>
    before.columns.some(
      (c) => c.number === number && after.columns.some((d) => d.number === number && d.type === c.type),
    );
  const all = (numbers: readonly number[]): boolean => numbers.every(same);
  const columns = before.columns.map((column) => {
    const later = after.columns.find(({ number }) => number === column.number);
    if (column.notNull || !filled.has(column.name) || later?.type !== column.type)
      return { ...column, notNull: column.notNull || later?.notNull === true };
    return { ...column, filled: true as const };
  });
  const mayBeNull = columns.filter((column) => 'filled' in column);
  const provesOnly = ({ definition }: CheckShape): boolean => {
    const condition = definition
      .replace(/^CHECK\b|\bNOT VALID$/g, '')
      .replace(/[()]/g, '')
      .trim();
    return mayBeNull.some(({ name }) => condition === `${name} IS NOT NULL`);
  };
  return {
    ...before,
    columns,
    keys: [
      ...before.keys,
      ...after.keys.filter((key) => all(key.columns) && !before.keys.some((old) => sameKey(old, key))),
    ],
    foreignKeys: [
      ...before.foreignKeys,
      ...after.foreignKeys.filter(
        (key) => all(key.columns) && !before.foreignKeys.some((old) => old.columns.join() === key.columns.join()),
      ),
    ],
    checks: [
      ...before.checks,
      ...after.checks.filter(
        (check) => all(check.columns) && !provesOnly(check) && !before.checks.some(({ name }) => name === check.name),
      ),
    ],
  };
}

const sameKey = (a: KeyShape, b: KeyShape): boolean =>
  a.columns.join() === b.columns.join() && a.where === b.where && a.nulls === b.nulls;
