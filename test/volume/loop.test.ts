import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Server } from '../../src/ports/database.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { startTestServer } from '../databases/server.ts';
import { databaseWith, fillAll, shopSchema, violations } from './filling.ts';
import { compared, deviation, profileOf, worst } from './likeness.ts';
import type { Figure } from './likeness.ts';

/** More of them are asked for where there is time. */
const rows = 5_000;

let server: Server;
let figures: readonly Figure[];
beforeAll(async () => {
  await loadParser();
  server = await startTestServer();
  await using production = await databaseWith(server, 'production', shopSchema());
  const sql = readFileSync(new URL('production.sql', import.meta.url), 'utf8');
  await production.query(sql.replaceAll(':rows', `${rows}`));
  await production.query('VACUUM ANALYZE');
  const profile = await profileOf(production);
  await production.query('REINDEX DATABASE production');
  await production.query('ANALYZE');
  const fresh = await profileOf(production);
  await using made = await databaseWith(server, 'made', shopSchema());
  const filled = await fillAll(server, 'made', { rows: 0, profile: profile.tables });
  expect(filled.notes).toEqual([]);
  expect(await violations(made)).toEqual([]);
  await made.query('VACUUM ANALYZE');
  figures = compared(filled.tables.values(), profile.tables, (await profileOf(made)).tables, fresh.tables);
}, 120_000);
afterAll(() => server.stop());

/** What a profile cannot tell the generator, or the generator does not follow yet. */
const apart: readonly (readonly [why: string, of: RegExp])[] = [
  [
    'columns of a key together with others',
    /^shop\.(same_nulls\.[ab]|projects\.id|defaults\.user_id|order_tags\.order_id|users\.email) /,
  ],
  ['what a partition key’s bounds leave', /^shop\.(nested\.(day|kind)|scores\.score) /],
  [
    'values inside of others',
    /^shop\.(lists\.(js|rs)|own_types\.pl|documents\.(tree|h)|settings\.values|figures\.p[oa]) width|^shop\.(lists|own_types) bytes/,
  ],
  ['rows that a key or a partition’s bound picks out', /^shop\.(members\.role|regions\.region) commonest/],
  ['in the order of values, which of them are common', /^shop\.tenants\.plan correlation/],
  ['types cut by their modifier', /^shop\.(numbers\.rounded|times\.years|texts\.v1) /],
  ['texts in the order of a language', /^shop\.(rooms\.name|tenants\.(domain|name)) correlation/],
  ['where a hash puts random keys', /^shop\.hashed_[01] rows/],
  [
    'words and boxes inside of values',
    /^shop\.\w+ (documents_(tv|jb)_idx|figures_b_idx|lists_ints_idx|\w+_excl) bytes/,
  ],
  ['partial keys', /^shop\.defaults defaults_user_id_idx bytes/],
];

test('a profile of what was made from a profile tells the same', () => {
  const off = figures.filter((figure) => deviation(figure) > 1);
  expect(worst(off.filter(({ of }) => !apart.some(([, pattern]) => pattern.test(of))))).toEqual([]);
  expect(off.length).toBeLessThan(figures.length * 0.08);
});

test('that is said of all tables, and of every kind of index', () => {
  expect(new Set(figures.map(({ table }) => table)).size).toBeGreaterThanOrEqual(55);
  expect(figures.length).toBeGreaterThanOrEqual(950);
  expect(figures.filter(({ of }) => of.endsWith(' bytes')).length).toBeGreaterThanOrEqual(120);
});
