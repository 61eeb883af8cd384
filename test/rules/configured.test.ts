import { beforeAll, describe, expect, test } from '@jest/globals';
import { parseConfig } from '../../src/config/parse.ts';
import { ruleIds } from '../../src/rules/index.ts';
import type { CheckInput } from '../../src/rules/kit/check.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { findingsIn, type Reading } from './reading.ts';

beforeAll(loadParser);

const given = `
  create table orders (id bigint primary key, email text);
  create table customers (id bigint primary key, name text);
  create schema shop;
  create table shop."Line Items" (id bigint primary key);`;

/** What the team has written under `rules:`, as the review hands it on. */
function settings(rules: string, today = '2026-11-20'): Partial<CheckInput> {
  const read = parseConfig(`rules:\n${rules}`, 'config.yml', ruleIds);
  if (!read.ok) throw new Error(read.problem.says);
  const { settings: severities, exceptions } = read.value.rules;
  return { settings: { severities, exceptions, today } };
}

const told = (text: string, overrides: Partial<CheckInput>, reading: Reading = {}) =>
  findingsIn(`set lock_timeout = '2s';\n${text}`, { given, ...reading, overrides }).map(({ rule, severity }) => [
    rule,
    severity,
  ]);
const index = 'create index i on orders (email);';
const rule = 'create-index-not-concurrent';

describe('a severity of the team’s own', () => {
  test.each([
    ['off', []],
    ['advice', [[rule, 'advice']]],
    ['warning', [[rule, 'warning']]],
    ['{ severity: off }', []],
    ['{ severity: warning, suppressible: false }', [[rule, 'warning']]],
    ['{ suppressible: false }', [[rule, 'blocker']]],
  ])('%s', (setting, expected) => {
    expect(told(index, settings(`  ${rule}: ${setting}`))).toEqual(expected);
  });

  test('is kept for a table that is known to be small', () => {
    const heldBound = () => ({ ms: 1, source: 'profile' });
    expect(told(index, { ...settings(`  ${rule}: blocker`), heldBound })).toEqual([[rule, 'blocker']]);
    expect(told(index, { ...settings(`  ${rule}: { suppressible: false }`), heldBound })).toEqual([[rule, 'advice']]);
  });

  test('raises a rule, but not what the rule itself calls harmless here', () => {
    const reads = 'delete from orders where email = $$x$$;';
    expect(told(reads, settings('  unbatched-delete: blocker'))).toEqual([['unbatched-delete', 'warning']]);
    expect(told(index, settings('  idempotency: blocker'))).toEqual([[rule, 'blocker']]);
  });
});

describe('an exception', () => {
  const drop = 'drop table orders;';
  const both = 'drop table orders, customers;';
  const severities = (exception: string, text: string, reading: Reading = {}, today?: string) =>
    told(text, settings(`  exceptions:\n    - { ${exception}, reason: rebuilt every night }`, today), reading)
      .filter(([id]) => id === 'drop-table')
      .map(([, severity]) => severity);

  test.each([
    ['table: public.orders', drop, 'advice'],
    ['table: orders', drop, 'advice'],
    ['table: public.*', drop, 'advice'],
    ['table: "shop.*"', 'drop table shop."Line Items";', 'advice'],
    ['table: \'shop."Line Items"\'', 'drop table shop."Line Items";', 'advice'],
    ['table: "Line Items"', 'drop table shop."Line Items";', 'blocker'],
    ['table: public.orders, rule: drop-table', drop, 'advice'],
    ['table: public.orders, rule: truncate', drop, 'blocker'],
    ['table: public.customers', drop, 'blocker'],
    ['rule: drop-table', drop, 'advice'],
    ['path: "db/**/2.sql"', drop, 'advice'],
    ['path: "db/*.sql"', drop, 'blocker'],
    ['path: "db/**", table: public.customers', drop, 'blocker'],
    ['table: public.orders, until: 2026-11-20', drop, 'advice'],
    ['table: public.orders, until: 2026-11-19', drop, 'blocker'],
  ])('{ %s } for %s', (exception, text, expected) => {
    expect(severities(exception, text, { file: 'db/migrations/2.sql' })).toEqual([expected]);
  });

  test('for one of two tables in a finding covers neither, or only its own finding', () => {
    expect(severities('table: public.orders', both)).toContain('blocker');
  });

  test('names its reason, also when it has ended', () => {
    const says = (today: string) =>
      findingsIn(drop, {
        given,
        overrides: settings(
          '  exceptions: [{ table: orders, rule: drop-table, reason: rebuilt nightly, until: 2026-11-19 }]',
          today,
        ),
      }).find((one) => one.rule === 'drop-table')?.says;
    expect(says('2026-11-19')).toMatch(/ The configuration makes an exception here: rebuilt nightly$/);
    expect(says('2026-11-20')).toMatch(/ The configuration made an exception here until 2026-11-19: rebuilt nightly$/);
  });
});

describe('a migrate:allow comment', () => {
  const unused = (text: string, overrides: Partial<CheckInput> = {}) =>
    findingsIn(`set lock_timeout = '2s';\n${text}`, { given, overrides })
      .filter((one) => one.rule === 'unused-ignore')
      .map(({ line, says, instead }) => ({ line, says, instead }));
  const allow = `-- migrate:allow ${rule} reason: at night`;

  test.each([
    ['above the statement', `${allow}\n${index}`],
    ['above it, among other comments', `-- one\n${allow}\n-- two\n\n${index}`],
    ['in a block comment', `/* migrate:allow ${rule} reason: at night */\n${index}`],
    ['on the line before, after another statement', `select 1; ${allow}\n${index}`],
    ['with Windows line ends', `${allow}\r\n${index}\r\n`],
    ['after text that is not ASCII', `select 'žluťoučký 🐎';\n${allow}\n${index}`],
  ])('%s lowers the finding', (_, text) => {
    expect(told(text, {})).toEqual([[rule, 'advice']]);
  });

  test('several rules in one block comment', () => {
    const text = `/* migrate:allow drop-table reason: empty\n   migrate:allow fk-without-index reason: tiny */\ndrop table orders;`;
    expect(told(text, {})).toEqual([
      ['drop-table', 'advice'],
      ['unused-ignore', 'advice'],
    ]);
  });

  test.each([
    [
      'there is no such rule, with the nearest',
      `-- migrate:allow drop-tables reason: old\ndrop table orders;`,
      {
        line: 2,
        says: 'migrate:allow drop-tables changes nothing: there is no such rule.',
        instead: '-- migrate:allow drop-table reason: old',
      },
    ],
    [
      'there is no such rule, nor one like it',
      `-- migrate:allow x reason: old\ndrop table orders;`,
      { line: 2, says: 'migrate:allow x changes nothing: there is no such rule.', instead: 'Remove the comment.' },
    ],
    [
      'no reason',
      `-- migrate:allow ${rule} reason:  \n${index}`,
      {
        line: 2,
        says: `migrate:allow ${rule} changes nothing: it gives no reason.`,
        instead: `-- migrate:allow ${rule} reason: …`,
      },
    ],
    [
      'nothing to lower',
      `${allow}\nselect 1;`,
      {
        line: 2,
        says: `migrate:allow ${rule} changes nothing: the rule has nothing to say about the statement under it.`,
        instead: 'Remove the comment.',
      },
    ],
    [
      'said twice',
      `${allow}\n${allow}\n${index}`,
      {
        line: 3,
        says: `migrate:allow ${rule} changes nothing: the rule has nothing to say about the statement under it.`,
        instead: 'Remove the comment.',
      },
    ],
    [
      'after the last statement',
      `${index}\n${allow}`,
      {
        line: 3,
        says: `migrate:allow ${rule} changes nothing: it does not stand above a statement.`,
        instead: 'Put it on a line of its own above the statement that it is about.',
      },
    ],
    [
      'inside the statement',
      `create index i\n${allow}\non orders (email);`,
      {
        line: 3,
        says: `migrate:allow ${rule} changes nothing: it does not stand above a statement.`,
        instead: 'Put it on a line of its own above the statement that it is about.',
      },
    ],
  ])('%s', (_, text, expected) => {
    expect(unused(text)).toEqual([expected]);
  });

  test('has no power over what the configuration decides', () => {
    const text = `${allow}\n${index}`;
    const fixed = settings(`  ${rule}: { suppressible: false }`);
    expect(told(text, fixed)).toEqual([
      [rule, 'blocker'],
      ['unused-ignore', 'advice'],
    ]);
    expect(unused(text, fixed)[0]?.says).toBe(
      `migrate:allow ${rule} changes nothing: the configuration lets nobody suppress this rule.`,
    );
    expect(unused(text, settings(`  ${rule}: off`))[0]?.says).toBe(
      `migrate:allow ${rule} changes nothing: the configuration has turned the rule off.`,
    );
  });

  test('for what only a rehearsal decides is not called unused by reading', () => {
    expect(unused('-- migrate:allow long-write-stall reason: at night\nselect 1;')).toEqual([]);
  });

  test('for a rule about the whole pull request may stand anywhere in its file', () => {
    const text =
      'select 1;\nalter table orders add a int;\n-- migrate:allow missing-lock-timeout reason: maintenance\nselect 2;';
    expect(findingsIn(text, { given }).map(({ rule: id, severity }) => [id, severity])).toEqual([
      ['missing-lock-timeout', 'advice'],
    ]);
  });

  test('in a string is no comment, and one that is never asked for is not missed', () => {
    expect(unused("select 'migrate:allow drop-table';")).toEqual([]);
    expect(unused('-- see migrate:allow in the manual\nselect 1;')).toEqual([]);
  });
});
