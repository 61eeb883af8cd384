import { keyOf } from '../catalog.ts';
import type { QualifiedName } from '../qualified-name.ts';
import type { Site } from './site.ts';
import { current } from './site.ts';

const limit = 63;

/** Postgres's makeObjectName: `one_two_label`, the longer of the first two cut until all fits 63 bytes. */
function fitted(one: string, two: string, label: string): string {
  const room = limit - label.length - 1 - (two === '' ? 0 : 1);
  let first = one.length;
  let second = two.length;
  while (first + second > room) {
    if (first > second) first -= 1;
    else second -= 1;
  }
  return [one.slice(0, first), two.slice(0, second), label].filter((part) => part !== '').join('_');
}

/** The first of `table_columns_label`, `…label1`, `…label2` that nothing is called yet. */
export function generatedName(site: Site, table: QualifiedName, columns: readonly string[], label: string): string {
  const taken = new Set(current(site, table).constraints.map(({ name }) => name));
  for (let count = 0; ; count += 1) {
    const name = fitted(table.name, columns.join('_'), count === 0 ? label : `${label}${String(count)}`);
    const key = keyOf({ schema: table.schema, name });
    const used = site.store.relations.get(key) !== undefined || site.store.indexes.get(key) !== undefined;
    if (!taken.has(name) && !used) return name;
  }
}
