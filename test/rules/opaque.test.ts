import { beforeAll, expect, test } from '@jest/globals';
import type { RehearsalRun, StatementRun } from '../../src/domain/rehearsal.ts';
import { notMeasured } from '../../src/domain/rehearsal.ts';
import { check } from '../../src/rules/kit/check.ts';
import { observe } from '../../src/rules/kit/observe.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { inputFor, stepsOf } from './reading.ts';

beforeAll(loadParser);

const sql = "do $$ declare t text; begin execute 'alter table ' || t || ' add a int'; end $$";
const ran: StatementRun = {
  file: '2.sql',
  line: 1,
  sql,
  durationMs: 3,
  locks: [
    { object: 'public.orders', mode: 'AccessExclusiveLock', heldMs: 3, blocks: ['reads', 'writes'] },
    { object: 'public.customers', mode: 'AccessShareLock', heldMs: 3, blocks: [] },
  ],
  rewrites: ['public.orders'],
  scans: [],
  walBytes: 0,
  tempBytes: 0,
  estimate: { ...notMeasured('production rows are not known'), class: 'metadata' },
};

/** What is said of the DO block after a rehearsal in which it went so. */
function after(run: StatementRun) {
  const input = inputFor(stepsOf(`${sql};`, { given: 'create table orders (id bigint);' }));
  const rehearsal: RehearsalRun = {
    ...{ status: 'ran', postgres: '17.5', provider: 'embedded', volume: [], statements: [run], leftovers: [] },
    ...{ traffic: notMeasured(''), rollback: notMeasured(''), rerun: notMeasured('') },
    compatibility: { backward: notMeasured(''), forward: notMeasured('') },
    ...{ schemaDiff: '', notes: [] },
  };
  return observe({ ...input, checked: check(input), rehearsal })
    .findings.filter(({ rule }) => rule === 'dynamic-sql-opaque')
    .map(({ severity, evidence, says }) => ({ severity, evidence, says }));
}

const says =
  "EXECUTE runs what `'alter table ' || t || ' add a int'` (line 1) gives, and that is known only when it runs: no rule has looked at it.";

test('what reading cannot tell is advice once the rehearsal has shown it', () => {
  expect(after(ran)).toEqual([
    {
      severity: 'advice',
      evidence: 'observed',
      says: `${says} In the rehearsal it took AccessExclusive on \`public.orders\` and rewrote \`public.orders\`.`,
    },
  ]);
  expect(after({ ...ran, locks: [], rewrites: [] })[0]?.says).toBe(
    `${says} In the rehearsal it took no lock that makes others wait.`,
  );
});

test('a statement that failed has shown nothing', () => {
  expect(after({ ...ran, error: { sqlstate: '42P01', says: 'There is no such table.' } })).toEqual([
    { severity: 'warning', evidence: 'read', says },
  ]);
});

test('of a function only the call stands in the file', () => {
  const given = `create function keep(t text) returns void language plpgsql as $$
    begin execute 'truncate ' || t; execute 'analyze ' || t; end $$;`;
  const { findings } = check(inputFor(stepsOf('select keep(current_user);', { given })));
  expect(findings.map((one) => one.says)).toEqual([
    "EXECUTE in a function that this calls runs what `'truncate ' || t` and `'analyze ' || t` give, and that is known only when it runs: no rule has looked at it.",
  ]);
});
