import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { profileJsonSchemaText } from '../../src/config/profile-schema.ts';
import { parseProfile } from '../../src/config/profile.ts';
import { statisticsOf } from '../../src/databases/statistics.ts';
import { layOut, takeProfile } from '../../src/flows/profile.ts';
import { startProduction } from './production.ts';
import type { Production } from './production.ts';

/** docs/profile.md says what is so. */

const page = readFileSync('docs/profile.md', 'utf8');
const blocks = (language: string): readonly string[] =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(([, text]) => text ?? '');
const [sample = ''] = blocks('json');

describe('the roles of the page', () => {
  let production: Production;
  beforeAll(async () => {
    production = await startProduction(16);
  });
  afterAll(() => production.server.stop());

  test('read every statistic and no row', async () => {
    const [role = '', lending = ''] = blocks('sql');
    await production.session.query(`${role}; ALTER ROLE rehearsal_profile RENAME TO profile_of_page;
      GRANT CREATE ON DATABASE postgres TO owner; GRANT CREATE ON SCHEMA public TO owner;
      DROP ROLE profiler; ALTER ROLE profile_of_page RENAME TO profiler; ALTER ROLE profiler PASSWORD 'open sesame'`);
    await production.session.query(`SET ROLE owner;
      CREATE TABLE public.orders (id int PRIMARY KEY); INSERT INTO public.orders SELECT generate_series(1, 100);
      ANALYZE public.orders;
      ${lending.replaceAll('rehearsal_profile', 'profiler')}
      RESET ROLE; CREATE EXTENSION pg_stat_statements`);
    const source = statisticsOf(production.address('profiler'));
    const taken = await takeProfile(source, { queries: 'included', schemas: [], histograms: [] });
    expect(taken).toMatchObject({ ok: true, value: { profile: { tables: expect.any(Map) as unknown } } });
    if (!taken.ok) return;
    expect(taken.value.profile).not.toHaveProperty('missing');
    expect(taken.value.profile.tables.get('public.orders')?.columns?.get('id')).toMatchObject({ distinct: -1 });
    expect(await source.ask('SELECT id FROM public.orders')).toMatchObject({
      problem: { says: 'This role may not read the statistics.' },
    });
    expect(await source.ask(`SELECT histogram_bounds FROM pg_stats WHERE tablename = 'orders'`)).toMatchObject({
      ok: false,
    });
  });

  test('a function that runs with the rights of whoever asks is passed over', async () => {
    await production.session.query(`ALTER FUNCTION migration_rehearsal.column_statistics() SECURITY INVOKER`);
    const source = statisticsOf(production.address('profiler'));
    const taken = await takeProfile(source, { queries: 'left-out', schemas: [], histograms: [] });
    expect(taken).toMatchObject({
      value: { profile: { missing: { columns: 'statistics of 1 table cannot be read by this role' } } },
    });
  });
});

test('the document of the page is read whole, by us and by the published schema', () => {
  const parsed = parseProfile(sample, 'docs/profile.md');
  const given = JSON.parse(sample) as Readonly<Record<string, unknown>>;
  expect(parsed.ok && Object.keys(parsed.value).toSorted()).toEqual(
    Object.keys(given)
      .filter((key) => key !== 'schema')
      .toSorted(),
  );
  const committed = readFileSync('docs/profile.schema.json', 'utf8');
  expect(JSON.parse(committed)).toEqual(JSON.parse(profileJsonSchemaText()));
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(JSON.parse(committed) as object);
  expect(validate(given)).toBe(true);
  expect(validate({ ...given, later: { a: 1 } })).toBe(true);
  expect(validate({ schema: 1, tables: { t: { rows: -1 } } })).toBe(false);
  expect(validate({ schema: 2, tables: {} })).toBe(false);
});

test('however it is laid out, it is the same document', () => {
  const text = layOut(JSON.parse(sample));
  expect(JSON.parse(text)).toEqual(JSON.parse(sample));
  expect(text).toContain(
    '\n        "status": { "nullFraction": 0.01, "distinct": 6, "width": 7, "correlation": 0.31, "frequencies": [0.71, 0.2, 0.05] }\n',
  );
  const odd = '{"schema":1,"tables":{"__proto__":{"columns":{"__proto__":{"width":5}}}},"queries":[]}';
  expect(JSON.stringify(JSON.parse(layOut(JSON.parse(odd))))).toBe(odd);
});

test('every flag that the page names is one of the command', () => {
  const cli = readFileSync('src/entry/cli.ts', 'utf8');
  const verb = /verb\('profile'[^]*?\.action/.exec(cli)?.[0] ?? '';
  const lines = [...page.matchAll(/migration-rehearsal(?:@[\d.]+)? profile ([^`\n]*)/g)].map(([, line]) => line ?? '');
  const flags = [...new Set(lines.flatMap((line) => line.match(/--[a-z-]+/g) ?? []))];
  expect(flags.toSorted()).toEqual(['--check', '--database-url', '--diff', '--out', '--print-sql']);
  for (const flag of [...flags, '--histograms', '--no-queries', '--schema']) expect(verb).toContain(`'${flag}`);
});

test('the workflow of the page is one', () => {
  const [workflow = ''] = blocks('yaml');
  expect(parse(workflow)).toMatchObject({ jobs: { profile: { steps: expect.any(Array) as unknown } } });
});
