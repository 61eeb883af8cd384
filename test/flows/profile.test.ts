import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parseProfile } from '../../src/config/profile.ts';
import { statisticsOf } from '../../src/databases/statistics.ts';
import { takeProfile } from '../../src/flows/profile.ts';
import type { TakenProfile } from '../../src/flows/profile.ts';
import { profileSql } from '../../src/volume/profile/sql.ts';
import type { ProfileQuestion } from '../../src/volume/profile/sql.ts';
import { startProduction } from './production.ts';
import type { Production } from './production.ts';

const everything: ProfileQuestion = { queries: 'included', schemas: [], histograms: [] };

/** One value of each type, told from every other by some characters of it. */
const canaries: Readonly<Record<string, readonly [sql: string, canary: string]>> = {
  text: [`'zebracrossing'`, 'zebracrossing'],
  'varchar(40)': [`'quaggamire'`, 'quaggamire'],
  'char(12)': [`'okapiland'`, 'okapiland'],
  int: ['73409117', '73409117'],
  bigint: ['8123409117234', '8123409117234'],
  smallint: ['27183', '27183'],
  'numeric(12,4)': ['58213.6174', '58213.6174'],
  'double precision': ['0.716253417', '716253417'],
  money: [`'93,418.27'`, '93,418.27'],
  date: [`'1973-04-19'`, '1973-04-19'],
  timestamptz: [`'1968-11-23 04:17:29+00'`, '1968-11-23'],
  interval: [`'417 days'`, '417 days'],
  uuid: [`'5b1e7c1a-93d4-4f0e-8a77-d1c2b3a49581'`, '5b1e7c1a'],
  inet: [`'203.0.113.177'`, '203.0.113.177'],
  bytea: [`'\\xfeedfacecafe'`, 'feedfacecafe'],
  json: [`'{"wolf": "lycaon"}'`, 'lycaon'],
  jsonb: [`'{"wolf": "thylacine"}'`, 'thylacine'],
  'text[]': [`'{axolotl}'`, 'axolotl'],
  int4range: [`'[6620417,6620499)'`, '6620417'],
  point: [`'(41.7093,88.1)'`, '41.7093'],
  tsvector: [`'capybara:1'`, 'capybara'],
};
const secrets = [
  ...Object.values(canaries).map(([, canary]) => canary),
  // Of queries, definitions and comments.
  ...['dugong', 'manatee', 'narwhal', '4417190', '5519283', 'pangolin', 'aardvark', 'kakapo', '1888-08-08', 'vicuna'],
];
const leaked = (text: string): readonly string[] => secrets.filter((secret) => text.includes(secret));

const columns = Object.entries(canaries).map(([type, [sql]], at) => ({ name: `c${at}`, type, sql }));

async function plant({ session }: Production): Promise<void> {
  await session.query(`
    CREATE EXTENSION pg_stat_statements;
    GRANT CREATE ON SCHEMA public TO owner;
    CREATE SCHEMA migration_rehearsal AUTHORIZATION owner;
    SET ROLE owner;
    CREATE TABLE public.animals (id bigint PRIMARY KEY, ${columns.map(({ name, type }) => `${name} ${type}`).join(', ')});
    INSERT INTO public.animals SELECT g, ${columns.map(({ type, sql }) => `CASE WHEN g % 4 > 0 THEN ${sql}::${type} END`).join(', ')}
      FROM generate_series(1, 400) AS g;
    CREATE TABLE public."Odd ""Name" ("__proto__" int DEFAULT 4417190 CHECK ("__proto__" <> 5519283), born date);
    INSERT INTO public."Odd ""Name" SELECT g, '1888-08-08' FROM generate_series(1, 50) AS g;
    CREATE INDEX "partly" ON public."Odd ""Name" (lower('pangolin' || "__proto__"), born) WHERE "__proto__" <> 4417190;
    CREATE TABLE public.events (at date NOT NULL, kind text) PARTITION BY RANGE (at);
    CREATE TABLE public.events_old PARTITION OF public.events FOR VALUES FROM ('1888-08-08') TO ('2020-01-01');
    CREATE TABLE public.events_new PARTITION OF public.events FOR VALUES FROM ('2020-01-01') TO ('2030-01-01');
    INSERT INTO public.events SELECT date '2019-12-12' + g, 'vicuna' FROM generate_series(1, 100) AS g;
    CREATE TABLE public.untouched (id int REFERENCES public.animals);
    COMMENT ON TABLE public.animals IS 'aardvark';
    ANALYZE public.animals, public."Odd ""Name", public.events_old, public.events_new;
    RESET ROLE;
    ALTER ROLE owner SET lock_timeout = '3s';
    ALTER ROLE owner SET app.token = 'kakapo'`);
  await session.query(`SELECT pg_stat_statements_reset()`);
  for (const sql of [
    `/* user='dugong' */ SELECT id FROM animals -- narwhal
       WHERE c0 = 'zebracrossing' AND c3 IN (73409117, 4) LIMIT 7`,
    `SELECT /* outer /* dugong */ manatee */ c1 FROM animals WHERE c1 = 'quaggamire'`,
    `SELECT "id", "c6"::numeric(10,2) FROM animals WHERE c3 = 73409117 ORDER BY 1, 2 DESC`,
    `UPDATE animals SET c0 = 'manatee' WHERE id = -4417190`,
    `PREPARE one AS SELECT id FROM animals WHERE c0 = 'narwhal'`,
    `EXECUTE one`,
    `BEGIN; DECLARE two CURSOR FOR SELECT id FROM animals WHERE c0 = 'dugong' OR id = 5519283; FETCH 1 FROM two; COMMIT`,
    `DO $$ BEGIN PERFORM count(*) FROM animals WHERE c0 = 'pangolin'; END $$`,
    `SET application_name = 'kakapo'`,
    `CREATE TABLE scratch AS SELECT 'narwhal' AS said`,
    `DROP TABLE scratch`,
  ])
    await session.query(sql);
}

const profileFrom = async (production: Production, role: string, question = everything): Promise<TakenProfile> => {
  const taken = await takeProfile(statisticsOf(production.address(role)), question);
  if (!taken.ok) throw new Error(taken.problem.says);
  return taken.value;
};

const majors = (process.env['PROFILE_MAJORS'] ?? '13,15,18').split(',').map(Number);

describe.each(majors)('the profile of a Postgres %i', (major) => {
  let production: Production;
  beforeAll(async () => {
    production = await startProduction(major);
    await plant(production);
  });
  afterAll(() => production.server.stop());

  test('tells sizes, columns, indexes and partitions', async () => {
    await production.session.query('GRANT pg_read_all_stats TO owner');
    const { profile } = await profileFrom(production, 'owner');
    expect(profile).toMatchObject({ postgres: major, settings: { work_mem: '4096kB', lock_timeout: '3000ms' } });
    expect(profile.roleSettings).toEqual([{ role: 'owner', settings: { lock_timeout: '3s' } }]);
    expect(profile.extensions).toHaveProperty('pg_stat_statements');
    expect([...profile.tables.keys()]).toEqual([
      'public."Odd ""Name"',
      'public.animals',
      'public.events',
      'public.events_new',
      'public.events_old',
      'public.untouched',
    ]);
    const animals = profile.tables.get('public.animals');
    expect(animals).toMatchObject({
      rows: 400,
      indexes: [{ name: 'animals_pkey', primary: true, unique: true, columns: ['id'] }],
      constraints: [{ name: 'animals_pkey', kind: 'primary-key', columns: ['id'] }],
    });
    expect(animals?.columns?.get('id')).toEqual({ nullFraction: 0, distinct: -1, width: 8, correlation: 1 });
    expect(animals?.columns?.get('c3')).toMatchObject({
      nullFraction: 0.25,
      distinct: 1,
      width: 4,
      frequencies: [0.75],
    });
    // Of types that cannot be compared nobody knows how many differ.
    expect(animals?.columns?.get(`c${Object.keys(canaries).indexOf('json')}`)).not.toHaveProperty('distinct');
    const odd = profile.tables.get('public."Odd ""Name"');
    expect(odd?.columns?.get('__proto__')).toMatchObject({ nullFraction: 0, distinct: -1 });
    expect(odd?.indexes).toMatchObject([{ name: 'partly', partial: true, columns: [null, 'born'], rows: 50 }]);
    expect(profile.tables.get('public.events')).toMatchObject({
      rows: 100,
      partitioned: { by: 'range', columns: ['at'] },
    });
    const events = profile.tables.get('public.events')?.columns;
    expect(events).toEqual(profile.tables.get('public.events_new')?.columns);
    expect(events?.get('kind')).toMatchObject({ nullFraction: 0, distinct: 1 });
    expect(profile.tables.get('public.events_old')).toMatchObject({ parent: 'public.events', shareOfParent: 0.19 });
    const untouched = profile.tables.get('public.untouched');
    expect(untouched).not.toHaveProperty('rows');
    expect(untouched?.constraints).toMatchObject([{ kind: 'foreign-key', references: 'public.animals' }]);
    expect(profile.missing).toEqual({ rows: '1 table was never analysed' });
  });

  test('tells queries without their constants and comments, and no utility statement', async () => {
    const { profile } = await profileFrom(production, 'owner');
    const about = profile.queries.map(({ sql }) => sql.replace(/\s+/g, ' ')).filter((sql) => /\banimals\b/.test(sql));
    expect(about.toSorted()).toEqual(
      [
        major < 18
          ? 'SELECT id FROM animals WHERE c0 = $1 AND c3 IN ($2, $3) LIMIT $4'
          : 'SELECT id FROM animals WHERE c0 = $1 AND c3 IN ($2 ) LIMIT $3',
        'SELECT "id", "c6"::numeric(10,2) FROM animals WHERE c3 = $1 ORDER BY 1, 2 DESC',
        'UPDATE animals SET c0 = $1 WHERE id = $2',
        'SELECT count(*) FROM animals WHERE c0 = $1',
      ].toSorted(),
    );
    expect(profile.queries.every(({ callsPerSecond, meanMs }) => callsPerSecond && meanMs !== undefined)).toBe(true);
  });

  test('holds no value of a row, of a query, of a definition or of a setting', async () => {
    const { text } = await profileFrom(production, 'owner');
    expect(leaked(text)).toEqual([]);
  });

  test('but those of a column that was named', async () => {
    const { text } = await profileFrom(production, 'owner', { ...everything, histograms: ['public.animals.c0'] });
    expect(leaked(text)).toEqual(['zebracrossing']);
    const wrong = await profileFrom(production, 'owner', { ...everything, histograms: ['public.animals.c99'] });
    expect(wrong.profile.missing).toMatchObject({ histograms: 'named 1, of which 0 can be read' });
  });

  test('is what the printed query answers in any console', async () => {
    const { rows } = await production.session.query<{ profile: object }>(profileSql(everything));
    const printed = JSON.stringify(rows[0]?.profile);
    expect(parseProfile(printed, 'printed')).toMatchObject({ ok: true });
    expect(leaked(printed)).toEqual([]);
    const taken = await takeProfile({ ask: () => Promise.resolve({ ok: true, value: printed }) }, everything);
    const verb = await profileFrom(production, 'owner');
    expect(still(printed)).toEqual(still(taken.ok ? taken.value.text : ''));
    expect(still(printed)['tables']).toEqual(still(verb.text)['tables']);
    expect(Object.keys(still(printed))).toEqual(Object.keys(still(verb.text)));
  });

  test('waits for nobody: a table may be locked against everything', async () => {
    const migrating = await production.server.connect('observer', 'postgres');
    await migrating.query(`BEGIN; LOCK TABLE animals, events, "Odd ""Name" IN ACCESS EXCLUSIVE MODE`);
    try {
      const { profile } = await profileFrom(production, 'owner');
      expect(profile.tables.get('public.animals')).toMatchObject({ rows: 400 });
    } finally {
      await migrating.end();
    }
  });

  test('is taken by a role that may read nothing, which says what is missing', async () => {
    const poor = await profileFrom(production, 'profiler');
    expect(poor.profile.tables.get('public.animals')).toMatchObject({ rows: 400 });
    expect(poor.profile.tables.get('public.animals')).not.toHaveProperty('columns');
    expect(poor.profile.missing).toEqual({
      rows: '1 table was never analysed',
      columns: 'statistics of 4 tables cannot be read by this role',
      queries: expect.stringMatching(
        /^\d+ texts of other roles are hidden: this role lacks pg_read_all_stats$/,
      ) as unknown,
      longestTransactionMs: 'this role lacks pg_read_all_stats',
      replicas: 'this role lacks pg_read_all_stats',
    });
    expect(leaked(poor.text)).toEqual([]);
  });

  test('the owner lends its statistics: figures, and no right to read a row', async () => {
    await production.session.query(`
      GRANT pg_read_all_stats TO profiler;
      SET ROLE owner;
      CREATE FUNCTION migration_rehearsal.column_statistics()
        RETURNS TABLE (schemaname name, tablename name, attname name, inherited boolean,
                       null_frac real, avg_width integer, n_distinct real, correlation real, most_common_freqs real[])
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS 'SELECT schemaname, tablename, attname, inherited, null_frac, avg_width, n_distinct, correlation, most_common_freqs FROM pg_catalog.pg_stats';
      REVOKE ALL ON FUNCTION migration_rehearsal.column_statistics() FROM PUBLIC;
      GRANT USAGE ON SCHEMA migration_rehearsal TO profiler;
      GRANT EXECUTE ON FUNCTION migration_rehearsal.column_statistics() TO profiler;
      RESET ROLE`);
    const { profile, text } = await profileFrom(production, 'profiler');
    const owners = await profileFrom(production, 'owner');
    expect(profile.tables.get('public.animals')?.columns).toEqual(owners.profile.tables.get('public.animals')?.columns);
    expect(profile.missing).toEqual({ rows: '1 table was never analysed' });
    expect(leaked(text)).toEqual([]);
  });
});

/** What does not change between two looks. */
const still = (text: string): Readonly<Record<string, unknown>> =>
  JSON.parse(text, (key, value: unknown) => {
    if (['takenAt', 'statsSince'].includes(key)) return '…';
    return /PerSecond$|^(meanMs|longestTransactionMs)$/.test(key) ? 1 : value;
  }) as Readonly<Record<string, unknown>>;
