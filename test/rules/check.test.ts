import { describe, expect, test } from '@jest/globals';
import type { RehearsalRun, StatementRun } from '../../src/domain/rehearsal.ts';
import { notMeasured } from '../../src/domain/rehearsal.ts';
import { check } from '../../src/rules/kit/check.ts';
import { explain } from '../../src/rules/kit/explain.ts';
import { observe } from '../../src/rules/kit/observe.ts';
import { rules } from '../../src/rules/index.ts';
import { noSettings } from '../../src/rules/kit/severity.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { findingsIn, inputFor, stepsOf } from './reading.ts';

await loadParser();

const given = 'create table orders (id bigint primary key, email text);';
const index = 'create index orders_email on orders (email);';
const quiet = "set lock_timeout = '2s';\n";

const told = (text: string, reading: Parameters<typeof findingsIn>[1] = {}) =>
  findingsIn(text, { given, ...reading }).map(({ rule, severity, line, says }) => ({ rule, severity, line, says }));

const blocker = {
  rule: 'create-index-not-concurrent',
  severity: 'blocker',
  line: 2,
  says: 'Writes to `public.orders` wait until the index is built: CREATE INDEX holds a Share lock on it for the whole build. Reads go on.',
};

describe('what a finding weighs', () => {
  test('a table of unknown size is taken to be large', () => {
    expect(told(quiet + index)).toEqual([blocker]);
  });

  test('a lock that is known to be short is advice, with the figure', () => {
    const heldBound = () => ({ ms: 40, source: 'profile of 3 days ago' });
    expect(told(quiet + index, { overrides: { heldBound } })).toEqual([
      {
        ...blocker,
        severity: 'advice',
        says: `${blocker.says} Here for at most 40 ms (profile of 3 days ago), within the stall budget of 1 s.`,
      },
    ]);
  });

  test('losing data never depends on size', () => {
    const heldBound = () => ({ ms: 1, source: 'profile' });
    expect(told(`${quiet}drop table orders;`, { overrides: { heldBound } })[0]?.severity).toBe('blocker');
  });

  test('the configuration has the last word', () => {
    const severities = { 'create-index-not-concurrent': 'off' } as const;
    expect(told(quiet + index, { overrides: { settings: { ...noSettings, severities } } })).toEqual([]);
  });

  test('an exception counts until its last day', () => {
    const exceptions = [{ table: 'public.orders', reason: 'archived', until: '2027-01-31' }];
    const on = (today: string) =>
      told(quiet + index, { overrides: { settings: { severities: {}, exceptions, today } } });
    expect(on('2027-01-31')[0]?.severity).toBe('advice');
    expect(on('2027-02-01')).toEqual([
      { ...blocker, says: `${blocker.says} The configuration made an exception here until 2027-01-31: archived` },
    ]);
  });
});

describe('migrate:allow', () => {
  test('lowers the finding under it and names the reason', () => {
    const allowed = `${quiet}-- migrate:allow create-index-not-concurrent reason: nobody writes at night\n${index}`;
    expect(told(allowed)).toEqual([
      {
        ...blocker,
        line: 3,
        severity: 'advice',
        says: `${blocker.says} Suppressed by the author: nobody writes at night`,
      },
    ]);
    const { suppressions } = check(inputFor(stepsOf(allowed, { given })));
    expect(suppressions).toMatchObject([{ was: 'blocker', reason: 'nobody writes at night' }]);
  });

  test.each([
    [
      'migrate:allow create-index-not-concurent reason: typo',
      'migrate:allow create-index-not-concurent changes nothing: there is no such rule.',
    ],
    [
      'migrate:allow create-index-not-concurrent',
      'migrate:allow create-index-not-concurrent changes nothing: it gives no reason.',
    ],
    [
      'migrate:allow drop-table reason: unused',
      'migrate:allow drop-table changes nothing: the rule has nothing to say about the statement under it.',
    ],
  ])('“%s” changes nothing, and is told so', (comment, says) => {
    const found = told(`${quiet}-- ${comment}\n${index}`);
    expect(found.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['create-index-not-concurrent', 'blocker'],
      ['unused-ignore', 'advice'],
    ]);
    expect(found[1]?.says).toBe(says);
  });
});

test('a finding keeps its name when lines move, and has another for another statement', () => {
  const ids = (text: string) =>
    findingsIn(text, { given })
      .filter(({ rule }) => rule === blocker.rule)
      .map(({ id }) => id);
  expect(ids(`\n\n-- moved\n${quiet}${index}`)).toEqual(ids(quiet + index));
  expect(ids(`${quiet}create index other on orders (email);`)).not.toEqual(ids(quiet + index));
  expect(new Set(ids(`${quiet}${index}${index}`)).size).toBe(2);
});

describe('what the rehearsal adds', () => {
  const steps = stepsOf(quiet + index, { given });
  const input = inputFor(steps);
  const checked = check(input);
  const run: StatementRun = {
    file: '2.sql',
    line: 2,
    sql: 'create index orders_email on orders (email)',
    durationMs: 412.4,
    locks: [{ object: 'public.orders', mode: 'ShareLock', heldMs: 412, blocks: ['writes'] }],
    rewrites: [],
    scans: [{ table: 'public.orders', rows: 1_000_000 }],
    walBytes: 0,
    tempBytes: 0,
    estimate: { ...notMeasured('production rows are not known'), class: 'scan-sort' },
  };
  const rehearsal = (changes: Partial<RehearsalRun> = {}): RehearsalRun => ({
    status: 'ran',
    postgres: '17.5',
    provider: 'embedded',
    volume: [{ table: 'public.orders', rows: 1_000_000, bytes: 1, source: 'synthetic' }],
    statements: [run],
    traffic: notMeasured(''),
    rollback: notMeasured(''),
    rerun: notMeasured(''),
    leftovers: [],
    compatibility: { backward: notMeasured(''), forward: notMeasured('') },
    schemaDiff: '',
    notes: [],
    ...changes,
  });
  const after = (changes: Partial<RehearsalRun> = {}) =>
    observe({ ...input, checked, rehearsal: rehearsal(changes) }).findings.map(
      ({ rule, evidence, severity, says }) => ({
        rule,
        evidence,
        severity,
        says,
      }),
    );
  const witnessed = {
    rule: 'create-index-not-concurrent',
    evidence: 'observed',
    severity: 'blocker',
    says: `${blocker.says} In the rehearsal it held Share on \`public.orders\` for 412 ms over 1,000,000 rows; writes wait.`,
  };

  test('a lock that was foretold and seen carries what was measured', () => {
    expect(after()).toEqual([witnessed]);
  });

  test('a rewrite that nobody foretold is a blocker of its own', () => {
    expect(after({ statements: [{ ...run, rewrites: ['public.orders'] }] })).toEqual([
      { ...witnessed, says: witnessed.says.replace('rows; writes', 'rows and rewrote `public.orders`; writes') },
      {
        rule: 'unforeseen',
        evidence: 'observed',
        severity: 'blocker',
        says: '`public.orders` was rewritten: reads and writes of it wait until that is done.',
      },
    ]);
  });

  test('a statement that fails is told by its state and in our words', () => {
    const error = { sqlstate: '42P01', says: 'The table does not exist.' };
    expect(after({ statements: [{ ...run, locks: [], scans: [], error }] }).at(-1)).toEqual({
      rule: 'statement-fails',
      evidence: 'observed',
      severity: 'blocker',
      says: 'This failed in the rehearsal (42P01): The table does not exist.',
    });
  });

  test('what is left behind, and how the rollback went, have their say', () => {
    const changes = {
      leftovers: [{ kind: 'invalid-index', object: 'public.orders_email' }],
      rollback: { status: 'loses-data', says: '3 of 10 rows of public.orders differ.' },
    } as const;
    expect(after(changes).map(({ rule, severity }) => [rule, severity])).toEqual([
      ['create-index-not-concurrent', 'blocker'],
      ['invalid-index-left', 'blocker'],
      ['rollback-loses-data', 'warning'],
    ]);
  });

  test('a rehearsal that was skipped changes nothing', () => {
    expect(observe({ ...input, checked, rehearsal: { status: 'skipped', because: 'lint' } })).toBe(checked);
  });
});

test('explain names the nearest rule', () => {
  expect(explain('drop-colum', rules)).toMatchObject({
    ok: false,
    problem: { says: 'There is no rule “drop-colum”.', advice: 'Did you mean drop-column?' },
  });
});
