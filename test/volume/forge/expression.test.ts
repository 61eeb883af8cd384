import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Server, Session } from '../../../src/ports/database.ts';
import { loadParser } from '../../../src/sql/parse.ts';
import { cellOf } from '../../../src/volume/forge/cells.ts';
import type { Cell } from '../../../src/volume/forge/cells.ts';
import { expressionOf, vectorOf } from '../../../src/volume/forge/expression.ts';
import { newProgram, run } from '../../../src/volume/forge/vectors.ts';
import { digest, rising } from '../../../src/volume/request.ts';
import { chosen, spread } from '../../../src/volume/spread.ts';
import { startTestServer } from '../../databases/server.ts';

let server: Server;
let session: Session;
beforeAll(async () => {
  await loadParser();
  server = await startTestServer();
  session = await server.connect('observer', 'postgres');
});
afterAll(async () => {
  await session.end();
  await server.stop();
});

/** Where a time begins, as Postgres counts. */
const epoch = `'2000-01-01'`;

/** What Postgres says of a value, in the words in which we say it. */
const spoken: Readonly<Record<string, (value: string) => string>> = {
  timestamptz: (value) => `((extract(epoch FROM ${value}) - 946684800) * 1000000)::bigint`,
  timestamp: (value) => `((extract(epoch FROM ${value}) - 946684800) * 1000000)::bigint`,
  date: (value) => `(${value} - ${epoch}::date)`,
  bool: (value) => `(${value})::int`,
  uuid: (value) => `replace((${value})::text, '-', '')`,
  numeric: (value) => `encode(numeric_send(${value}), 'hex')`,
  // A cast would take the blanks away.
  bpchar: (value) => `convert_from(bpcharsend(${value}), 'UTF8')`,
};

function cellFor(
  sql: string,
  type: string,
  first: number,
  rows: number,
): { cell: Cell; at: (row: number) => string | null } {
  const program = newProgram();
  const node = expressionOf(sql);
  const scope = { program, first, last: first + rows - 1, blocks: 1, pooled: new Map(), known: new Map() };
  const vector = vectorOf(scope, node);
  const cell = vector && cellOf(program, 'x', type, vector);
  if (!cell) throw new Error(`cannot work out ${sql}`);
  const at = (row: number): string | null => {
    run(program, row, 0, 1);
    return shown(cell, type);
  };
  return { cell, at };
}

function shown({ form, absent, name }: Cell, type: string): string | null {
  if (absent?.[0] === 1) return null;
  if (!form) throw new Error(`${name} is not worked out`);
  if (form.kind === 'varied') return sent(form.out.subarray(0, form.lengths[0]));
  if (form.kind !== 'bytes') return String(form.out[0]);
  const bytes = Buffer.concat(form.parts.map(({ out, length }) => Buffer.from(out?.subarray(0, length) ?? [])));
  return type === 'uuid' ? bytes.toString('hex') : bytes.toString('latin1');
}

/** A numeric as it is kept, in the words of numeric_send. */
function sent(kept: Uint8Array): string {
  const view = new DataView(Uint8Array.from(kept).buffer);
  const header = view.getUint16(1, true);
  const groups = Array.from({ length: (kept.length - 3) / 2 }, (_, at) => view.getUint16(3 + 2 * at, true));
  const words = [groups.length, header & 0x3f, (header & 0x2000) === 0 ? 0 : 0x4000, (header >> 7) & 0x3f, ...groups];
  return words.map((word) => word.toString(16).padStart(4, '0')).join('');
}

const rows = fc.integer({ min: 1_000, max: 20_000_000 });

/** A number of the row, as keys, foreign keys and production's spread make it. */
const index = rows.chain((many) =>
  fc.oneof(
    fc.constant({ sql: 'g', many, values: many }),
    fc
      .record({ size: fc.integer({ min: 1, max: many }), weight: fc.integer({ min: 1, max: 300 }) })
      .map(({ size, weight }) => ({
        sql: `(g / ${weight}) % ${size}`,
        many,
        values: size,
      })),
    fc.integer({ min: 1, max: many }).map((size) => ({ sql: `(g * 7919) % ${size}`, many, values: size })),
    fc
      .record({ size: fc.integer({ min: 1, max: many }), weight: fc.integer({ min: 1, max: 300 }) })
      .map(({ size, weight }) => ({
        sql: `(g / ${weight}) % ${size}`,
        many,
        values: size,
      })),
    fc.integer({ min: 1, max: many }).map((size) => ({ sql: `(g * 7919) % ${size}`, many, values: size })),
    fc.integer({ min: 1, max: many }).map((size) => ({ sql: `((g - 1) * ${size} / ${many})`, many, values: size })),
    fc
      .record({
        distinct: fc.integer({ min: 1, max: many }),
        correlation: fc.option(fc.double({ min: -1, max: 1, noNaN: true }), { nil: undefined }),
        shares: fc.array(fc.double({ min: 0.01, max: 0.3, noNaN: true }), { maxLength: 6 }),
        salt: fc.nat(10_000),
      })
      .map(({ correlation, shares, ...of }) => ({
        sql: spread('g', {
          rows: many,
          ...of,
          shares: shares.toSorted((a, b) => b - a),
          ...(correlation !== undefined && { correlation }),
        }),
        many,
        values: of.distinct,
      })),
  ),
);

type Made = readonly [sql: (index: string) => string, type: string];
const start = `'2015-01-01'::timestamptz`;
const made: readonly Made[] = [
  [(at) => `(1 + (${at}) % 9007199254740991)::bigint`, 'int8'],
  [(at) => `((-5 + (${at})))::integer`, 'int4'],
  [(at) => `(3 + (${at} * 7919) % 30000)::smallint`, 'int2'],
  [(at) => `((${at}) % 2 = 1)::boolean`, 'bool'],
  [(at) => `(1 + (${at}))::numeric(12,2)`, 'numeric'],
  [(at) => `CASE WHEN ${chosen('g', 0.3, 4)} THEN NULL ELSE (1000000 * (${at}) - 70000)::numeric END`, 'numeric'],
  [(at) => `CASE WHEN ${chosen('g', 0.3, 17)} THEN NULL ELSE ((${at}))::bigint END`, 'int8'],
  [() => '(CASE WHEN g > 0 THEN (1 + ((g - 1) * 5 / 41))::bigint END)::bigint', 'int8'],
  [(at) => `(CASE WHEN g > 5 THEN (7 + ${at})::bigint END)::bigint`, 'int8'],
  [(at) => `CASE WHEN ${at} < 100 THEN 1 WHEN g >= 500 AND ${at} <= 700 OR g = 9 THEN ${at} ELSE 0 END`, 'int8'],
  [(at) => `coalesce((CASE WHEN ${chosen('g', 0.5, 3)} THEN NULL ELSE ${at} END)::bigint, -1)`, 'int8'],
  [(at) => `(${start} + (${at}) * interval '37 seconds')::timestamp with time zone`, 'timestamptz'],
  [(at) => `(${start} - interval '1 day' - (${at}) * interval '9 seconds')::timestamp`, 'timestamp'],
  [
    (at) => `((${start} + (${at}) * interval '15 seconds')::timestamptz + interval '30 seconds')::timestamptz`,
    'timestamptz',
  ],
  [
    (at) => `CASE WHEN ${chosen('g', 0.1, 8)} THEN NULL ELSE (${start} + (${at}) * interval '15 seconds')::date END`,
    'date',
  ],
  [(at) => `('1970-01-01'::timestamptz + (${at}) * interval '15 seconds')::date`, 'date'],
  [(at) => `(${start} + ((${at}) % 3650) * interval '1 day')::date`, 'date'],
  [(at) => `(${start} + ((${at}) % 3650) * interval '1 day')::timestamptz`, 'timestamptz'],
  [(at) => `('2015-01-01'::date + ((${at}) % 1000000)::int4) + 1`, 'date'],
  [(at) => `(${digest(at, 1)})::uuid`, 'uuid'],
  [(at) => `(${digest(at, 7)})::text`, 'text'],
  [(at) => `CASE WHEN g % 3 = 0 THEN NULL ELSE (${digest(at, 7)})::uuid END`, 'uuid'],
  [(at) => `(CASE WHEN g % 3 < 2 THEN (${digest(at, 7)})::uuid END)::uuid`, 'uuid'],
  [(at) => `(pg_catalog.left(${digest(at, 1)}, 9))::varchar(12)`, 'varchar'],
  [(at) => `(pg_catalog.upper(${digest(at, 1)}))::varchar(20)`, 'varchar'],
  [(at) => `(${rising(`(${at}) % 4096`, 3)})::character(5)`, 'bpchar'],
  [(at) => `(${rising(`(${at}) % 4096`, 12)} || pg_catalog.left(${digest(at, 1)}, 20))::uuid`, 'uuid'],
  [(at) => `(pg_catalog.rpad(${rising(`(${at}) % 4096`, 8)}, 15, 'x'))::text`, 'text'],
  [(at) => `(('AB' || pg_catalog.substr('0123456789', (1 + (${at}) / 7 % 10)::int4, 1) || '-'))::text`, 'text'],
];

test('what the generator makes of a row is worked out as Postgres does', async () => {
  await session.query(`SET TimeZone = 'UTC'`);
  await fc.assert(
    fc.asyncProperty(
      index,
      fc.nat(made.length - 1),
      fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
      async (one, which, picks) => {
        const [sqlOf, type] = made[which] ?? [String, 'int8'];
        const sql = sqlOf(one.sql);
        const { at } = cellFor(sql, type, 0, one.many);
        const numbers = [0, one.many - 1, ...picks.map((pick) => pick % one.many)];
        const say = spoken[type] ?? ((value: string) => value);
        const { rows: theirs } = await session.query<{ value: string | null }>(
          `SELECT (${say(`(${sql})`)})::text AS value FROM unnest(ARRAY[${numbers.join(', ')}]::bigint[]) WITH ORDINALITY AS one(g, place) ORDER BY place`,
        );
        expect(numbers.map(at)).toEqual(theirs.map(({ value }) => value));
      },
    ),
    { numRuns: 300 },
  );
});
