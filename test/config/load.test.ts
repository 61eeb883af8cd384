import { describe, expect, test } from '@jest/globals';
import { configPath, load, loadProfile, profilePath } from '../../src/config/load.ts';
import { defaults } from '../../src/config/defaults.ts';
import { isFresh, profileAge } from '../../src/config/profile-age.ts';
import { parseProfile } from '../../src/config/profile.ts';
import { openRepository } from '../../src/git/repository.ts';
import { repository } from '../git/repository.ts';

const source = async (directory: string) => {
  const opened = await openRepository(directory);
  if (!opened.ok) throw new Error(opened.problem.says);
  return opened.value;
};

describe('the configuration in force', () => {
  test('is that of the base commit, whatever the pull request changes', async () => {
    using made = repository();
    const base = made.commit({ [configPath]: 'mode: enforce\nid: shop\n' });
    made.on('feature').commit({ [configPath]: 'mode: report\n' });
    const loaded = await load(await source(made.directory), base, configPath, []);
    expect(loaded).toEqual({ ok: true, value: { ...defaults, id: 'shop' } });
  });

  test('is all defaults where there is none, but not where a named one is missing', async () => {
    using made = repository();
    const base = made.commit({ readme: '' });
    const repo = await source(made.directory);
    expect(await load(repo, base, configPath, [])).toEqual({ ok: true, value: defaults });
    expect(await load(repo, base, 'ops/rehearsal.yml', [])).toMatchObject({
      problem: { says: 'The configuration ops/rehearsal.yml does not exist in the base commit.' },
    });
  });

  test('is no link to somewhere else', async () => {
    using made = repository();
    const base = made.commit({ [configPath]: { link: '/etc/passwd' } });
    expect(await load(await source(made.directory), base, configPath, [])).toMatchObject({
      problem: { code: 'unsafe-file', file: configPath },
    });
  });
});

describe('the production profile', () => {
  const day = 86_400_000;

  test('gives rows and bytes by table, and passes over what it does not know', async () => {
    using made = repository();
    const profile = {
      schema: 1,
      postgres: 17,
      takenAt: '2027-01-01T00:00:00Z',
      tables: { 'public.orders': { rows: 200_000_000, bytes: 24_000_000_000, hot: true }, 'public.new': {} },
      queries: [{ sql: 'select 1', callsPerSecond: 50 }],
      later: { than: 'this version' },
    };
    const base = made.commit({ [profilePath]: JSON.stringify(profile) });
    expect(await loadProfile(await source(made.directory), base, '')).toEqual({
      ok: true,
      value: {
        postgres: 17,
        takenAt: Date.parse('2027-01-01'),
        tables: new Map([
          ['public.orders', { rows: 200_000_000, bytes: 24_000_000_000 }],
          ['public.new', {}],
        ]),
        queries: [{ sql: 'select 1', callsPerSecond: 50 }],
      },
    });
  });

  test('is fresh for as long as the team says; without a date it never is', () => {
    const dated = { tables: new Map(), queries: [], takenAt: 0 };
    expect(profileAge(dated, 3 * day)).toBe(3 * day);
    expect([isFresh(dated, 30 * day, 30 * day), isFresh(dated, 31 * day, 30 * day)]).toEqual([true, false]);
    expect(isFresh({ tables: new Map(), queries: [] }, 0, 30 * day)).toBe(false);
  });

  test('may be absent, unless it was named', async () => {
    using made = repository();
    const base = made.commit({ readme: '' });
    const repo = await source(made.directory);
    expect(await loadProfile(repo, base, '')).toEqual({ ok: true, value: undefined });
    expect(await loadProfile(repo, base, 'p.json')).toMatchObject({ problem: { code: 'bad-profile', file: 'p.json' } });
  });

  test.each([
    ['{', 'p.json is not a JSON object, so production’s row counts are not known.'],
    ['{"schema":2,"tables":{}}', 'p.json: "schema" is missing or not what a profile of schema 1 holds there.'],
    ['{"schema":1}', 'p.json: "tables" is missing or not what a profile of schema 1 holds there.'],
    [
      '{"schema":1,"tables":{"public.a":{"rows":-1}}}',
      'p.json: "tables" › "public.a" › "rows" is missing or not what a profile of schema 1 holds there.',
    ],
  ])('%s is refused', (text, says) => {
    expect(parseProfile(text, 'p.json')).toMatchObject({ problem: { code: 'bad-profile', says } });
  });

  test('may know a table called __proto__', () => {
    const parsed = parseProfile('{"schema":1,"tables":{"__proto__":{"rows":5}}}', 'p.json');
    expect(parsed.ok && parsed.value.tables.get('__proto__')).toEqual({ rows: 5 });
  });
});
