import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { defaults } from '../../src/config/defaults.ts';
import { parseConfig } from '../../src/config/parse.ts';

const file = '.github/migration-rehearsal.yml';
const rules = ['drop-table', 'create-index-not-concurrent', 'missing-lock-timeout'];
const parse = (text: string) => parseConfig(text, file, rules);
const refused = (text: string) => {
  const parsed = parse(text);
  return parsed.ok ? undefined : `${parsed.problem.says} ${parsed.problem.advice}`;
};

describe('the configuration', () => {
  test.each([[''], ['# only a comment\n'], ['{}'], ['null']])('%j is all defaults', (text) => {
    expect(parse(text)).toEqual({ ok: true, value: defaults });
  });

  test('has the defaults of the contract', () => {
    expect(defaults).toMatchObject({
      mode: 'enforce',
      id: '',
      postgres: { provider: 'auto', disposable: false, urlEnv: '', settings: {} },
      volume: { rows: 1_000_000, seconds: 60, bytes: 'auto', full: false, staleAfterMs: 30 * 86_400_000 },
      rehearsal: {
        statementLimitMs: 60_000,
        passLimitMs: 120_000,
        totalLimitMs: 600_000,
        stallBudgetMs: 1000,
        traffic: true,
        rollback: true,
        rerun: true,
        cold: false,
      },
      approval: { codeowners: true, required: { blocker: 1, destructive: 1 }, ttlMs: 14 * 86_400_000 },
      comment: { when: 'always', suggestions: false },
    });
    expect(defaults.migrations).not.toHaveProperty('tool');
  });

  test('is read whole', () => {
    const parsed = parse(`
mode: report
enforce-from: 2027-01-31
id: billing
migrations: { tool: golang-migrate, paths: ["db/migrations/**"], transaction: per-file, session: { lock_timeout: 5s } }
postgres: { version: 17, url-env: REHEARSAL_URL, settings: { work_mem: 64MB, jit: off, max_connections: 50 } }
volume: { tables: { public.countries: 250 }, bytes: 20GB, stale-after: 7d }
rehearsal: { statement-limit: 1.5s, startup-budget: 30s }
rules:
  drop-table: warning
  missing-lock-timeout: { severity: blocker, suppressible: false }
  exceptions: [{ table: public.tmp, reason: rebuilt every night, until: 2027-01-31 }]
approval: { forbidden: [drop-table] }
`);
    if (!parsed.ok) throw new Error(parsed.problem.says);
    expect(parsed.value).toMatchObject({
      mode: 'report',
      enforceFrom: '2027-01-31',
      id: 'billing',
      migrations: { tool: 'golang-migrate', paths: ['db/migrations/**'], session: { lock_timeout: '5s' } },
      postgres: { version: 17, urlEnv: 'REHEARSAL_URL', settings: { work_mem: '64MB', jit: 'off' } },
      volume: { tables: { 'public.countries': 250 }, bytes: 20 * 1024 ** 3, staleAfterMs: 7 * 86_400_000 },
      rehearsal: { statementLimitMs: 1500, startupBudgetMs: 30_000 },
      rules: {
        settings: {
          'drop-table': { severity: 'warning', suppressible: true },
          'missing-lock-timeout': { severity: 'blocker', suppressible: false },
        },
        exceptions: [{ table: 'public.tmp', path: '', rule: '', reason: 'rebuilt every night', until: '2027-01-31' }],
      },
    });
  });
});

describe('a mistake in the configuration is refused with its place and the nearest right word', () => {
  test.each([
    ['migratons: {}', '1:1: `migratons` is no key of the configuration. Did you mean `migrations`?'],
    [
      'mode: report\nrehearsal:\n  statement_limit: 60s\n',
      '3:3: `rehearsal.statement_limit` is no key of the configuration. Did you mean `statement-limit`?',
    ],
    [
      'rules:\n  exceptions:\n    - { rule: drop-table, reasn: x, reason: y }\n',
      '3:27: `rules.exceptions[0].reasn` is no key of the configuration. Did you mean `reason`?',
    ],
    [
      'rehearsal: { statement-limit: 60 }',
      '1:31: `rehearsal.statement-limit` must be a time such as 60s, 10m or 30d. docs/configuration.md lists every key.',
    ],
    ['mode: enforced', '1:7: `mode` must be one of enforce, report. docs/configuration.md lists every key.'],
    [
      'enforce-from: 2027-02-31',
      '1:15: `enforce-from` must be a day such as 2027-01-31. docs/configuration.md lists every key.',
    ],
    ['volume: { rows: -1 }', '1:17: `volume.rows` must not be below 0. docs/configuration.md lists every key.'],
    [
      'postgres: { version: 9 }',
      '1:22: `postgres.version` must be a major version from 12 to 18. docs/configuration.md lists every key.',
    ],
    ['rules:\n  drop-tabel: off\n', '2:3: There is no rule `drop-tabel`. Did you mean `drop-table`?'],
    ['approval:\n  forbidden:\n    - drop-tables\n', '3:7: There is no rule `drop-tables`. Did you mean `drop-table`?'],
    [
      'rules:\n  exceptions:\n    - rule: drop-tabel\n      reason: x\n',
      '3:13: There is no rule `drop-tabel`. Did you mean `drop-table`?',
    ],
    [
      'rules:\n  exceptions:\n    - { rule: drop-table }\n',
      '3:7: `rules.exceptions[0].reason` must be text. docs/configuration.md lists every key.',
    ],
    [
      'rules:\n  exceptions:\n    - { table: public.orders, reason: "" }\n',
      '3:39: `rules.exceptions[0].reason` must say why. docs/configuration.md lists every key.',
    ],
    [
      'rules:\n  exceptions:\n    - { reason: because }\n',
      '3:7: `rules.exceptions[0]` must name a table, a path or a rule. docs/configuration.md lists every key.',
    ],
    [
      'rules:\n  exceptions:\n    - { rule: drop-table, reason: x, until: 31.1.2027 }\n',
      '3:45: `rules.exceptions[0].until` must be a day such as 2027-01-31. docs/configuration.md lists every key.',
    ],
    [
      'rules: { drop-table: of }',
      '1:22: `rules.drop-table` must be off, advice, warning or blocker, or { severity: blocker, suppressible: true }. docs/configuration.md lists every key.',
    ],
  ])('%j', (text, says) => {
    expect(refused(text)).toBe(`${file}:${says}`);
  });

  test('broken YAML names the line', () => {
    expect(parse('mode: report\nid: "a\n')).toMatchObject({
      ok: false,
      problem: { code: 'bad-configuration', file, line: 3, column: 1 },
    });
    expect(refused('id: a\nid: b\n')).toBe(
      `${file}:2:1: This is not valid YAML: Map keys must be unique. Mend the line; an editor with YAML support shows it.`,
    );
  });

  test('a list or a word is no configuration', () => {
    expect(refused('- a')).toBe(
      `${file}:1:1: The file must be a list of \`key: value\`. docs/configuration.md lists every key.`,
    );
  });
});

describe('a setting of the server that would blind or break the rehearsal is refused with its place', () => {
  const remedy = 'Remove it under `postgres.settings`.';
  test.each([
    ['log_min_messages: fatal', 'the lines would be missing that tell which locks were taken'],
    ['log_min_messages: PANIC', 'the lines would be missing that tell which locks were taken'],
    ['event_triggers: off', 'without event triggers no lock would be seen'],
    ['session_replication_role: replica', 'triggers and foreign keys would not be checked'],
    ['track_counts: 0', 'the rows that a statement reads would not be counted'],
    ['autovacuum: true', 'its locks and reads would be taken for those of the migration'],
    ['Restart_After_Crash: yes', 'a crash of the server would go unnoticed'],
    ['default_transaction_read_only: on', 'no migration could write'],
    ['wal_level: minimal', 'less WAL would be written than in production'],
  ])('%s', (setting, because) => {
    const [name = ''] = setting.split(':');
    expect(refused(`postgres:\n  settings:\n    work_mem: 64MB\n    ${setting}\n`)).toBe(
      `${file}:4:5: The setting ${name} cannot be so in a rehearsal: ${because}. ${remedy}`,
    );
  });

  test.each(['log_destination', 'logging_collector', 'archive_command', 'Port', 'hba_file', 'log_file_mode'])(
    '%s, whatever its value',
    (name) => {
      expect(refused(`postgres: { settings: { ${name}: 'on' } }`)).toBe(
        `${file}:1:25: The setting ${name} cannot be chosen for a rehearsal. ${remedy}`,
      );
    },
  );

  test('what only makes the server as production is, is taken', () => {
    const settings = ['fsync: on', 'log_min_messages: debug1', 'event_triggers: on', 'track_counts: true', 'jit: off'];
    expect(parse(`postgres: { settings: { ${settings.join(', ')} } }`).ok).toBe(true);
  });
});

describe('a database address', () => {
  test('stands in an environment variable only, and is never repeated', () => {
    const said = refused('postgres:\n  url-env: postgres://owner:hunter2@db.example.com/app\n');
    expect(said).toBe(
      `${file}:2:12: \`postgres.url-env\` holds a database address, which everyone who reads the repository can see. Change its password, put the address into a secret, and name the environment variable in \`postgres.url-env\`.`,
    );
    expect(refused('postgres: { url: "postgresql://u:hunter2@h/d" }')).not.toContain('hunter2');
  });
});

describe('anything else that calls itself YAML', () => {
  test.each([
    ['nests too deeply', '['.repeat(50_000)],
    [
      'multiplies aliases',
      `a: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c]\ne: [*d,*d,*d,*d]`,
    ],
    ['is huge', 'a'.repeat(70_000)],
    ['calls a key __proto__', '__proto__: { mode: report }'],
    ['calls a rule __proto__', 'rules: { __proto__: off }'],
  ])('%s: a problem, never an exception', (_, text) => {
    expect(parse(text)).toMatchObject({ ok: false, problem: { code: 'bad-configuration', file } });
  });

  test('arbitrary text, arbitrary values under real keys: never an exception, always a place in the file', () => {
    const keys = fc.constantFrom('mode', 'rules', 'rehearsal', 'volume', 'approval', 'exceptions', 'traffic', 'tables');
    const value = fc.letrec((tie) => ({
      any: fc.oneof({ depthSize: 'small' }, fc.jsonValue(), fc.dictionary(fc.oneof(keys, fc.string()), tie('any'))),
    })).any;
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.dictionary(keys, value).map((object) => stringify(object)),
    );
    fc.assert(
      fc.property(text, (yaml) => {
        const parsed = parse(yaml);
        if (parsed.ok) return;
        expect(parsed.problem.says).not.toMatch(/[\n\r]/);
        expect(parsed.problem.line).toBeGreaterThanOrEqual(1);
        expect(parsed.problem.column).toBeGreaterThanOrEqual(1);
      }),
      { numRuns: 100 },
    );
  });
});
