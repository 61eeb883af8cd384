import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Server, Session } from '../../../src/ports/database.ts';
import { loadParser } from '../../../src/sql/parse.ts';
import { forgeable, forgedFrom } from '../../../src/volume/forge/index.ts';
import type { Forged } from '../../../src/volume/forge/index.ts';
import { startTestServer } from '../../databases/server.ts';
import { databaseWith } from '../filling.ts';
import { insertsOf, planOf, sampled, tableOf } from './forging.ts';
import type { Because, Sampled, Wishes } from './forging.ts';

const rows = 100_000;
const schema = `
  CREATE TABLE plain (id int PRIMARY KEY, note text, reference uuid NOT NULL, placed_at timestamptz NOT NULL);
  CREATE TABLE wide (id int PRIMARY KEY, body text NOT NULL);
  CREATE TABLE arrays (id int PRIMARY KEY, tags text[] NOT NULL);
  CREATE TABLE made (id int PRIMARY KEY, twice int GENERATED ALWAYS AS (id * 2) STORED);
  CREATE TABLE hashed (id int PRIMARY KEY) PARTITION BY HASH (id);
  CREATE TABLE hashed_0 PARTITION OF hashed FOR VALUES WITH (MODULUS 1, REMAINDER 0);
  CREATE TABLE ways (id int PRIMARY KEY, kind text NOT NULL, a int, b int,
    CHECK (kind = 'a' AND a IS NOT NULL AND b IS NULL OR kind = 'b' AND b IS NOT NULL AND a IS NULL));`;

let server: Server;
let session: Session;
beforeAll(async () => {
  await loadParser();
  server = await startTestServer();
  session = await databaseWith(server, 'refusals', schema);
});
afterAll(async () => {
  await server.stop();
});

/** What is said before a row is made. */
async function refusal(name: string, wishes: Wishes = {}): Promise<string | undefined> {
  const plan = await planOf(session, { [name]: { rows }, ...wishes });
  const [insert] = insertsOf(plan, name);
  const able = insert && forgeable(plan, tableOf(plan, name), insert);
  return able && 'because' in able ? able.because : undefined;
}

test.each([
  ['arrays', {}, 'its column tags has values that only Postgres can work out'],
  ['made', {}, 'its column twice is generated from what differs in every row'],
  ['hashed', {}, 'only Postgres knows which partition a row is for'],
  ['ways', { ways: { rows: 300_000 } }, 'its rows are made in more than one way'],
  ['plain', { plain: { rows: 99_999 } }, 'its rows are few, or depend on rows that must be looked up'],
  ['wide', { wide: { rows, columns: { body: { width: 1_800 } } } }, 'its column body may be stored out of line'],
])('%s %j is not forged: %s', async (name, wishes: Wishes, because) => {
  expect(await refusal(name, wishes)).toBe(because);
});

test('a table that has rows, or a column that is left to its default, is not forged', async () => {
  const plan = await planOf(session, { plain: { rows } });
  const [insert] = insertsOf(plan, 'plain');
  if (!insert) throw new Error('nothing to insert');
  const table = tableOf(plan, 'plain');
  const columns = table.columns.map((column) => (column.name === 'note' ? { ...column, hasDefault: true } : column));
  const fewer = insert.columns.filter(({ name }) => name !== 'note');
  expect(forgeable(plan, { ...table, ownRows: 3 }, insert)).toEqual({ because: 'it has rows already' });
  expect(forgeable(plan, { ...table, columns }, { ...insert, columns: fewer })).toEqual({
    because: 'its column note is left to its default',
  });
  expect(forgeable(plan, table, { ...insert, joins: 'JOIN other' })).toEqual({
    because: 'its rows depend on rows that must be looked up',
  });
});

/** The sample of a table, and what `spoil` has done to it before it was read. */
async function sampleOf(name: string, wishes: Wishes, spoil = ''): Promise<Sampled> {
  const plan = await planOf(session, wishes);
  const [insert] = insertsOf(plan, name);
  if (!insert) throw new Error('nothing to insert');
  await session.query('BEGIN');
  const sample = await sampled(session, plan, name, insert, spoil);
  await session.query('ROLLBACK');
  // What was rolled back would lie before the next sample.
  await session.query(`VACUUM ${name}`);
  if ('because' in sample) throw new Error(sample.because);
  return sample;
}

const because = ({ able, layout, file }: Sampled): Because | undefined => {
  const forged = forgedFrom(able, layout, file);
  return 'because' in forged ? forged : undefined;
};

const foreign = { because: 'its pages are not as Postgres leaves them behind fresh rows' };
const different = { because: 'Postgres makes other rows of it than we work out' };

test.each([
  ['a row that was updated', 'UPDATE plain SET note = note WHERE id = 7', foreign],
  ['a row that is locked', 'SELECT FROM plain WHERE id = 7 FOR UPDATE', foreign],
  ['a row that was removed', 'DELETE FROM plain WHERE id = 7', foreign],
  ['a row more', `INSERT INTO plain VALUES (-1, 'x', gen_random_uuid(), now())`, different],
  ['no page', 'TRUNCATE plain', foreign],
])('a sample with %s is not gone by', async (_, spoil, reason) => {
  expect(because(await sampleOf('plain', { plain: { rows } }, spoil))).toEqual(reason);
});

test('values that Postgres compresses, or keeps elsewhere, are not copied', async () => {
  const wide = (length: number): Promise<Sampled> =>
    sampleOf('wide', { wide: { rows } }, `TRUNCATE wide; INSERT INTO wide SELECT 1, repeat('x', ${length})`);
  expect(because(await wide(9_000))).toEqual({ because: 'its column body is kept compressed or out of line' });
  expect(because(await wide(9_000_000))).toEqual(foreign);
});

test('a changed byte, another zone or another layout is found', async () => {
  const sample = await sampleOf('plain', { plain: { rows } });
  expect(because(sample)).toBeUndefined();
  expect(because({ ...sample, layout: sample.layout.map((one) => ({ ...one, zone: 'Europe/Berlin' })) })).toEqual({
    because: 'the server’s time zone is not UTC',
  });
  expect(because({ ...sample, layout: sample.layout.slice(0, -1) })).toEqual({
    because: 'its column placed_at is not there',
  });
  expect(because({ ...sample, layout: [...sample.layout, ...sample.layout.slice(0, 1)] })).toEqual({
    because: 'its rows are laid out in another way',
  });
  expect(because({ ...sample, file: sample.file.subarray(0, -1) })).toEqual(foreign);
  expect(because({ ...sample, file: sample.file.subarray(0, -8_192) })).toEqual(different);
});

const digestOf = (forged: Forged): string => {
  const hash = createHash('sha256');
  for (const piece of forged.pieces()) hash.update(piece);
  return hash.digest('hex');
};

test('a byte that changed makes no other table: it is found, or of no account', async () => {
  const { able, layout, file } = await sampleOf('plain', { plain: { rows } });
  const forged = forgedFrom(able, layout, file);
  if ('because' in forged) throw new Error(forged.because);
  const right = digestOf(forged);
  const places = fc.tuple(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }));
  fc.assert(
    fc.property(places, ([at, by]) => {
      const changed = Uint8Array.from(file);
      changed[at] = (changed[at] ?? 0) ^ by;
      const spoiled = forgedFrom(able, layout, changed);
      if (!('because' in spoiled)) expect(digestOf(spoiled)).toBe(right);
    }),
    { numRuns: 8, examples: [8, 12, 14, 18, 24].map((at) => [[8_192 + at, 9]]) },
  );
});
