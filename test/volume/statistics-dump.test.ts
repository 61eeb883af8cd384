import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Result } from '../../src/domain/errors.ts';
import type { Profile } from '../../src/domain/profile.ts';
import { readProposal } from '../../src/flows/proposal.ts';
import { openRepository } from '../../src/git/repository.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { profileOfStatistics } from '../../src/volume/statistics-dump.ts';
import { startTestServer } from '../databases/server.ts';
import { repository } from '../git/repository.ts';

beforeAll(loadParser);

/** As pg_dump 18 writes it. */
const dump = `--
-- PostgreSQL database dump
--
\\restrict 8dJ2kQ
SET client_encoding = 'UTF8';
SELECT pg_catalog.set_config('search_path', '', false);
--
-- Statistics for Name: Orders; Type: STATISTICS DATA; Schema: shop; Owner: -
--
SELECT * FROM pg_catalog.pg_restore_relation_stats(
	'version', '180000'::integer,
	'schemaname', 'shop',
	'relname', 'Orders',
	'relpages', '3000'::integer,
	'reltuples', '250000'::real,
	'relallvisible', '2990'::integer,
	'relallfrozen', '0'::integer
);
SELECT * FROM pg_catalog.pg_restore_attribute_stats(
	'version', '180000'::integer,
	'schemaname', 'shop',
	'relname', 'Orders',
	'attname', 'email',
	'inherited', 'f'::boolean,
	'null_frac', '0.25'::real,
	'avg_width', '21'::integer,
	'n_distinct', '-0.75'::real,
	'most_common_vals', '{canary-one@example.com,"canary; two'') SELECT"}'::text,
	'most_common_freqs', '{0.1,0.05}'::real[],
	'histogram_bounds', '{canary-three,canary-four}'::text,
	'correlation', '-0.125'::real
);
SELECT * FROM pg_catalog.pg_restore_attribute_stats(
	'version', '180000'::integer,
	'schemaname', 'shop',
	'relname', 'Orders',
	'attname', '__proto__',
	'inherited', 'f'::boolean,
	'null_frac', '0'::real,
	'avg_width', '4'::integer,
	'n_distinct', '0'::real,
	'most_common_elems', '{777000777}'::text,
	'most_common_elem_freqs', '{0.5,0.5,0.5}'::real[],
	'range_bounds_histogram', '{"[777000777,777000778)"}'::text
);
SELECT * FROM pg_catalog.pg_restore_relation_stats(
	'version', '180000'::integer,
	'schemaname', 'shop',
	'relname', 'orders_pkey',
	'relpages', '700'::integer,
	'reltuples', '250000'::real,
	'relallvisible', '0'::integer,
	'relallfrozen', '0'::integer
);
SELECT * FROM pg_catalog.pg_restore_attribute_stats(
	'version', '180000'::integer,
	'schemaname', 'shop',
	'relname', 'orders_lower_idx',
	'attnum', '1'::smallint,
	'inherited', 'f'::boolean,
	'null_frac', '0'::real,
	'avg_width', '10'::integer,
	'n_distinct', '-1'::real,
	'histogram_bounds', '{canary-five}'::text
);
SELECT * FROM pg_catalog.pg_restore_relation_stats(
	'version', '180000'::integer,
	'schemaname', 'shop',
	'relname', 'never_analysed',
	'relpages', '9'::integer,
	'reltuples', '-1'::real,
	'relallvisible', '9'::integer,
	'relallfrozen', '0'::integer
);
\\unrestrict 8dJ2kQ
`;

function read(text: string): Profile {
  const profile = profileOfStatistics(text, 'stats.sql');
  if (!profile.ok) throw new Error(profile.problem.says);
  return profile.value;
}

/** All that is in a value, Maps included. */
const spelled = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) => (inner instanceof Map ? [...(inner as Map<string, unknown>)] : inner));

test('the statistics that Postgres 18 dumps are a profile: sizes and shapes, by table and column', () => {
  expect(read(dump)).toEqual({
    postgres: 18,
    queries: [],
    tables: new Map([
      [
        'shop."Orders"',
        {
          rows: 250_000,
          bytes: 24_576_000,
          columns: new Map([
            [
              'email',
              { nullFraction: 0.25, distinct: -0.75, width: 21, correlation: -0.125, frequencies: [0.1, 0.05] },
            ],
            ['__proto__', { nullFraction: 0, width: 4 }],
          ]),
        },
      ],
      ['shop.never_analysed', { bytes: 73_728 }],
    ]),
  });
});

describe('no value of a row is left of them', () => {
  test('not in the profile', () => {
    expect(spelled(read(dump))).not.toMatch(/canary|777000777/);
  });

  test('not in a problem either', () => {
    const cut: Result<Profile> = profileOfStatistics(dump.slice(0, dump.indexOf('canary-four')), 'stats.sql');
    expect(cut).toEqual({
      ok: false,
      problem: {
        code: 'bad-profile',
        says: 'stats.sql:19 cannot be read as a call of pg_restore_relation_stats or pg_restore_attribute_stats.',
        advice: 'Write it again with pg_dump --statistics-only, of Postgres 18 or newer.',
        file: 'stats.sql',
        line: 19,
      },
    });
  });

  test('whatever they are', () => {
    const canary = fc.string({ unit: 'binary', minLength: 6 }).filter((text) => !text.includes('\0'));
    fc.assert(
      fc.property(canary, fc.constantFrom('most_common_vals', 'histogram_bounds', 'a_key_of_tomorrow'), (text, key) => {
        const value = `canary${text}`.replaceAll("'", "''");
        const told = dump.replace("'correlation'", () => `'${key}', '${value}'::text, 'correlation'`);
        expect(read(told)).toEqual(read(dump));
      }),
    );
  });
});

test('a dump without statistics is no profile', () => {
  expect(profileOfStatistics('CREATE TABLE t (id int);\n', 'schema.sql')).toMatchObject({
    problem: {
      says: 'schema.sql holds no statistics of a table, so production’s row counts are not known.',
      advice: 'Write it with pg_dump --statistics-only, of Postgres 18 or newer, after an ANALYZE.',
    },
  });
});

test('Postgres 18 takes the calls as they are read here', async () => {
  await using server = await startTestServer({ major: 18 });
  await using session = await server.connect('observer', 'postgres');
  await session.query(`CREATE SCHEMA shop; CREATE TABLE shop."Orders" (email text, __proto__ int[]);
    CREATE TABLE shop.never_analysed (); CREATE INDEX orders_lower_idx ON shop."Orders" (lower(email));
    CREATE INDEX orders_pkey ON shop."Orders" (email);`);
  await session.query(
    dump
      .replace(/^\\.*$/gm, '')
      .replace(/\t'range_bounds_histogram'.*\n/, '')
      .replace("0.5,0.5,0.5}'::real[],", "0.5,0.5,0.5}'::real[]"),
  );
  const { rows } = await session.query(
    `SELECT null_frac, avg_width, n_distinct, correlation FROM pg_stats WHERE tablename = 'Orders' AND attname = 'email'`,
  );
  expect(rows).toEqual([{ null_frac: 0.25, avg_width: 21, n_distinct: -0.75, correlation: -0.125 }]);
}, 60_000);

test('a review takes it in the place of the JSON, from the base commit or by name', async () => {
  using git = repository();
  git.commit({
    'migrations/0001_orders.sql': 'create table orders (id bigint primary key);\n',
    'production.sql': dump,
    '.github/migration-rehearsal.yml': 'volume: { profile: production.sql }\n',
  });
  const head = git.on('feature').commit({ 'migrations/0002_note.sql': 'alter table orders add column note text;\n' });
  const source = await openRepository(git.directory);
  if (!source.ok) throw new Error(source.problem.says);
  const profileOf = async (more: object) => {
    const proposal = await readProposal({ base: 'main', head, rules: [], ...more }, source.value);
    return proposal.ok ? proposal.value.profile?.tables.get('shop."Orders"')?.rows : proposal.problem.says;
  };
  expect(await profileOf({})).toBe(250_000);
  const profile = { file: 'env:STATISTICS', text: dump.replace('250000', '300000') };
  expect(await profileOf({ profile })).toBe(300_000);
});
