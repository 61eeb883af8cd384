import type { TableVolume } from '../../domain/rehearsal.ts';
import type { Session } from '../../ports/database.ts';
import type { TableShape } from '../../volume/shape.ts';
import type { Lab } from '../lab.ts';

/** What the tables hold that were there before, and the largest of their integer keys. */
export async function withOwnRows(
  observer: Session,
  tables: ReadonlyMap<number, TableShape>,
): Promise<ReadonlyMap<number, TableShape>> {
  const counted = new Map<number, TableShape>();
  for (const table of tables.values()) {
    const { rows } = await observer.query<{ rows: number }>(`SELECT count(*) AS rows FROM ${table.name}`);
    const ownRows = rows[0]?.rows ?? 0;
    counted.set(table.oid, ownRows === 0 ? table : { ...table, ownRows, columns: await withLargest(observer, table) });
  }
  return counted;
}

const integers = new Set(['int2', 'int4', 'int8', 'numeric', 'float4', 'float8']);

async function withLargest(observer: Session, table: TableShape): Promise<TableShape['columns']> {
  const columns = table.columns.filter(({ kind }) => integers.has(kind.base));
  if (columns.length === 0) return table.columns;
  const list = columns.map(({ name, number }) => `ceil(max(${name}))::float8 AS c${number}`).join(', ');
  const { rows } = await observer.query<Record<string, number | null>>(`SELECT ${list} FROM ${table.name}`);
  return table.columns.map((column) => {
    const largest = rows[0]?.[`c${column.number}`];
    return typeof largest === 'number' ? { ...column, largest } : column;
  });
}

/** Rows and bytes as the report shows them; rows were counted when they were made. */
export async function volumesOf(
  observer: Session,
  tables: Iterable<TableShape>,
  made: ReadonlyMap<number, number>,
  known: { readonly production: ReadonlyMap<string, number> | undefined; readonly brought: Lab['brought'] },
): Promise<readonly TableVolume[]> {
  const volumes: TableVolume[] = [];
  for (const { oid, name, ownRows } of tables) {
    const { rows } = await observer.query<{ bytes: number }>(
      `SELECT coalesce((SELECT sum(pg_total_relation_size(p.relid)) FROM pg_partition_tree($1::oid) p WHERE p.isleaf),
                       pg_total_relation_size($1::oid))::int8 AS bytes`,
      [oid],
    );
    const productionRows = known.production?.get(name);
    const invented = made.get(oid) ?? 0;
    volumes.push({
      table: name,
      rows: ownRows + invented,
      bytes: rows[0]?.bytes ?? 0,
      source: (invented === 0 ? known.brought.get(name) : undefined) ?? 'synthetic',
      ...(productionRows !== undefined && { productionRows }),
    });
  }
  return volumes;
}
