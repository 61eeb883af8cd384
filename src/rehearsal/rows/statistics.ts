import type { Profile } from '../../domain/profile.ts';
import { unquoted } from '../../volume/shape.ts';
import type { TableShape } from '../../volume/shape.ts';

/** The tables with what production's statistics say of their columns and partitions. */
export function withStatistics(
  tables: ReadonlyMap<number, TableShape>,
  profiled: Profile['tables'],
): ReadonlyMap<number, TableShape> {
  const known = (table: TableShape): TableShape => {
    // A partitioned table may have statistics of its partitions only.
    const own = profiled.get(table.name)?.columns;
    const of =
      own ?? table.leaves.map(({ name }) => profiled.get(name)?.columns).find((columns) => columns !== undefined);
    return {
      ...table,
      columns: table.columns.map((column) => {
        const statistics = of?.get(unquoted(column.name));
        return statistics ? { ...column, statistics } : column;
      }),
      leaves: table.leaves.map((leaf) => {
        const rows = profiled.get(leaf.name)?.rows;
        return rows === undefined ? leaf : { ...leaf, rows };
      }),
    };
  };
  return new Map([...tables].map(([oid, table]) => [oid, known(table)]));
}
