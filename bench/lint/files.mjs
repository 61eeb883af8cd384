/**
 * Migration files as teams write them: mostly new tables and columns, some indexes and constraints, now and then a
 * backfill, a trigger, a view. The same number always makes the same files.
 */
const nouns = ['account', 'address', 'batch', 'booking', 'cart', 'claim', 'contract', 'coupon', 'customer', 'device'];
const more = ['event', 'invoice', 'ledger', 'message', 'offer', 'parcel', 'payment', 'plan', 'product', 'refund'];
const kinds = ['', '_item', '_note', '_state', '_line', '_entry', '_link', '_tag'];
const columns = ['code', 'comment', 'currency', 'external_id', 'kind', 'label', 'locale', 'origin', 'rank', 'source'];

/** A small generator of numbers (mulberry32): Math.random cannot be seeded. */
function numbers(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** How often, and what: statements of one file. */
const shapes = [
  [6, ({ fresh, table }) => [newTable(fresh, table), `CREATE INDEX ${fresh}_owner ON ${fresh} (owner_id)`]],
  [5, ({ table, column }) => [`ALTER TABLE ${table} ADD COLUMN ${column} text`]],
  [3, ({ table, column }) => [`ALTER TABLE ${table} ADD COLUMN ${column} boolean NOT NULL DEFAULT false`]],
  [3, ({ table, column }) => [`CREATE INDEX CONCURRENTLY ${table}_${column} ON ${table} (created_at, id)`]],
  [2, ({ table, column }) => [`CREATE INDEX ${table}_${column} ON ${table} (lower(name)) WHERE name IS NOT NULL`]],
  [2, ({ table, column }) => addedConstraint(table, column)],
  [2, ({ table, other, column }) => [foreignKey(table, other, column)]],
  [2, ({ table, column }) => backfill(table, column)],
  [1, ({ table }) => [`ALTER TABLE ${table} ALTER COLUMN amount TYPE numeric(14, 4)`]],
  [1, ({ table, column }) => [`ALTER TABLE ${table} DROP COLUMN IF EXISTS ${column}`]],
  [1, ({ table }) => trigger(table)],
  [1, ({ table }) => [`CREATE OR REPLACE VIEW recent_${table} AS\n${query(table)}`]],
  [1, ({ table }) => [`INSERT INTO ${table} (name, amount) VALUES\n${rows(40)}`]],
];

const newTable = (name, owner) => `CREATE TABLE ${name} (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  owner_id bigint NOT NULL REFERENCES ${owner} (id) ON DELETE CASCADE,
  name text NOT NULL,
  amount numeric(12, 2) NOT NULL DEFAULT 0 CHECK (amount >= 0),
  settings jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (owner_id, name)
)`;
const addedConstraint = (table, column) => [
  `ALTER TABLE ${table} ADD CONSTRAINT ${table}_${column}_known CHECK (length(${column}) < 200) NOT VALID`,
  `ALTER TABLE ${table} VALIDATE CONSTRAINT ${table}_${column}_known`,
];
const foreignKey = (table, other, column) =>
  `ALTER TABLE ${table} ADD COLUMN ${other}_${column}_id bigint,\n  ADD CONSTRAINT ${table}_${column}_fk FOREIGN KEY (${other}_${column}_id) REFERENCES ${other} (id)`;
const backfill = (table, column) => [
  `ALTER TABLE ${table} ADD COLUMN ${column} text`,
  `-- What was there keeps its meaning.\nUPDATE ${table} SET ${column} = coalesce(name, '') || '-' || id WHERE ${column} IS NULL`,
  `ALTER TABLE ${table} ALTER COLUMN ${column} SET NOT NULL`,
];
const trigger = (table) => [
  `CREATE OR REPLACE FUNCTION touch_${table}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at := now(); -- every change
  RETURN NEW;
END;
$$`,
  `CREATE TRIGGER touch_${table} BEFORE UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION touch_${table}()`,
];
const query = (table) =>
  `SELECT t.id, t.name, sum(t.amount) OVER (PARTITION BY t.owner_id) AS total\n  FROM ${table} t\n WHERE t.created_at > now() - interval '30 days'`;
const rows = (count) =>
  Array.from({ length: count }, (_, index) => `  ('Größe ${index}', ${index * 10}.50)`).join(',\n');

/** `count` files, and how many statements they hold together. */
export function migrations(count) {
  const next = numbers(17);
  const tables = [...nouns, ...more].flatMap((noun) => kinds.map((kind) => `${noun}${kind}`));
  const weighted = shapes.flatMap(([weight, shape]) => Array.from({ length: weight }, () => shape));
  const pick = (list) => list[next(list.length)];
  let statements = 0;
  const files = Array.from({ length: count }, (_, index) => {
    const names = () => ({
      fresh: `${pick(tables)}_${index}`,
      table: pick(tables),
      other: pick(tables),
      column: `${pick(columns)}_${next(90)}`,
    });
    const parts = ["SET lock_timeout = '5s'", ...pick(weighted)(names()), ...pick(weighted)(names())];
    statements += parts.length;
    const version = String(20_200_101_000_000 + index * 700);
    return { name: `${version}_change_${index}.sql`, text: `-- Change ${index}\n\n${parts.join(';\n\n')};\n` };
  });
  return { files, statements };
}
