import { beforeAll, describe, expect, test } from '@jest/globals';
import { embedded } from '../../src/databases/embedded/index.ts';
import type { Finding } from '../../src/domain/finding.ts';
import type { RehearsalRun } from '../../src/domain/rehearsal.ts';
import { alternativesOf, withRehearsedAdvice } from '../../src/flows/alternatives.ts';
import { cards } from '../../src/flows/judge.ts';
import { readProposal } from '../../src/flows/proposal.ts';
import { review } from '../../src/flows/review.ts';
import { openRepository } from '../../src/git/repository.ts';
import { fromJson, toJson } from '../../src/report/json.ts';
import { ruleIds } from '../../src/rules/index.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { repository } from '../git/repository.ts';
import { findingsIn, stepsOf } from '../rules/reading.ts';

beforeAll(loadParser);

const given = 'create table orders (id bigint primary key, email text, total int);';
const proposedFor = (text: string) => {
  const findings = findingsIn(text, { given });
  const found = alternativesOf(stepsOf(text, { given }), findings, cards);
  return found.map(({ rule, line, statement, batches }) => ({ rule, line, statement, ...(batches && { batches }) }));
};

describe('what is worth a rehearsal of its own', () => {
  test('SQL in the place of a statement that makes others wait, the blockers first', () => {
    expect(proposedFor('drop index orders_old;\nalter table orders alter email set not null;')).toEqual([
      { rule: 'set-not-null', line: 2, statement: 'alter table orders alter email set not null' },
    ]);
  });

  test('a backfill in batches, with what the batches are', () => {
    expect(proposedFor('update orders set total = 0;')).toEqual([
      {
        ...{ rule: 'unbatched-update', line: 1, statement: 'update orders set total = 0' },
        batches: { rows: 10_000, restMs: 200 },
      },
    ]);
  });

  test('not what people have to do, nor what stands inside of a block', () => {
    expect(proposedFor('alter table orders drop column email;')).toEqual([]);
    expect(proposedFor('do $$ begin create index on orders (email); end $$;')).toEqual([]);
  });

  test('no more than five', () => {
    const columns = ['email', 'total', 'email, total', 'total, email', 'id, email', 'id, total'];
    expect(proposedFor(columns.map((list) => `create index on orders (${list});`).join('\n'))).toHaveLength(5);
  });
});

test('a finding of a whole review ends in the pair of figures, and the report stays valid', async () => {
  using made = repository();
  made.commit({
    '.github/migration-rehearsal.yml': 'volume: { rows: 20000 }\n',
    'migrations/0001_shop.up.sql': 'CREATE TABLE orders (id bigint PRIMARY KEY, email text, contact text);\n',
    'migrations/0001_shop.down.sql': 'DROP TABLE orders;\n',
  });
  made.on('topic').commit({
    'migrations/0002_email.up.sql': 'CREATE INDEX orders_email ON orders (email);\n',
    'migrations/0002_email.down.sql': 'DROP INDEX CONCURRENTLY orders_email;\n',
    'migrations/0003_lower.up.sql': 'UPDATE orders SET email = lower(contact);\n',
    'migrations/0003_lower.down.sql': 'SELECT 1;\n',
  });
  const opened = await openRepository(made.directory);
  if (!opened.ok) throw new Error(opened.problem.says);
  const proposal = await readProposal({ base: 'main', head: 'topic', rules: ruleIds }, opened.value);
  const { report } = await review(proposal, 'rehearsal', {
    database: () => embedded,
    clock: { now: () => Date.now(), elapsed: () => performance.now() },
    progress: { stage: () => undefined, note: () => undefined },
    signal: new AbortController().signal,
  });
  const finding = report.findings.find(({ rule }) => rule === 'create-index-not-concurrent');
  expect(finding?.rehearsed).toMatch(
    /^Rehearsed too, on 20,000 rows: nobody waits; as written, writes wait for \d+ ms\. It takes \d+ ms instead of \d+ ms\.$/,
  );
  expect(report.findings.find(({ rule }) => rule === 'unbatched-update')?.rehearsed).toMatch(
    /^Rehearsed too, on 20,000 rows: a row stays locked for .+ at most; as written, for .+\. It takes .+ \(400 ms of it pauses\) instead of .+, with .+ of WAL instead of .+\. The count of rows that need work was [\d,]+ before and 0 after\.$/,
  );
  const again = fromJson(toJson(report));
  expect(again.rehearsal).toMatchObject({
    advice: [
      { finding: finding?.id, status: 'helps', rows: 20_000, alternative: { rewrites: [] } },
      { rule: 'unbatched-update', status: 'helps', verification: { after: 0 } },
    ],
  });
});

test('advice that did not help is not called rehearsed', () => {
  const [finding] = findingsIn('create index on orders (email);', { given });
  if (!finding) throw new Error('nothing found');
  const figures = { durationMs: 1, rewrites: [], scansWhileWaiting: [], walBytes: 0 };
  const { id, rule, file, line, instead } = finding;
  const advice = (status: 'helps' | 'no-better') => ({
    ...{ finding: id, rule, file, line, sql: instead, rows: 1, status, says: 'So it was.' },
    ...{ original: figures, alternative: figures },
  });
  const rehearsed = (status: 'helps' | 'no-better'): readonly (Finding['rehearsed'] | undefined)[] =>
    withRehearsedAdvice([finding], { ...ranWith, advice: [advice(status)] }).map((one) => one.rehearsed);
  expect(rehearsed('helps')).toEqual(['So it was.']);
  expect(rehearsed('no-better')).toEqual([undefined]);
});

const not = { status: 'not-measured', because: 'this is about advice' } as const;
const ranWith: RehearsalRun = {
  ...{ status: 'ran', postgres: '17.5', provider: 'embedded', volume: [], statements: [], leftovers: [], notes: [] },
  ...{ traffic: not, rollback: not, rerun: not, compatibility: { backward: not, forward: not }, schemaDiff: '' },
};
