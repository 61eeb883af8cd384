import { expect, test } from '@jest/globals';
import { embedded } from '../../src/databases/embedded/index.ts';
import { readProposal } from '../../src/flows/proposal.ts';
import { review } from '../../src/flows/review.ts';
import { openRepository } from '../../src/git/repository.ts';
import { ruleIds } from '../../src/rules/index.ts';
import { repository } from '../git/repository.ts';

/** An index on a table of two rows, reviewed with the volume that the configuration names. */
async function indexed(volume: string) {
  using git = repository();
  git.commit({
    'migrations/0001_kinds.sql': 'create table kinds (id bigint primary key, name text);\n',
    'db/seed.sql': "insert into kinds values (1, 'one'), (2, 'two');\n",
    '.github/migration-rehearsal.yml': `volume: ${volume}\nrehearsal: { rollback: false, rerun: false }\n`,
  });
  const head = git.on('feature').commit({ 'migrations/0002_index.sql': 'create index kinds_name on kinds (name);\n' });
  const source = await openRepository(git.directory);
  if (!source.ok) throw new Error(source.problem.says);
  const { report } = await review(
    await readProposal({ base: 'main', head, rules: ruleIds }, source.value),
    'rehearsal',
    {
      database: () => ({ name: 'embedded', start: (request) => embedded.start({ ...request, major: 17 }) }),
      clock: { now: () => Date.parse('2027-01-01'), elapsed: () => performance.now() },
      progress: { stage: () => undefined, note: () => undefined },
      signal: new AbortController().signal,
    },
  );
  const finding = report.findings.find(({ rule }) => rule === 'create-index-not-concurrent');
  const like = report.checklist.find(({ item }) => item === 'production-like-volume');
  return { severity: finding?.severity, says: finding?.says, like };
}

test('rows of the team’s own lower a finding only where they are declared to be as many as production’s', async () => {
  const partly = await indexed('{ seed: db/seed.sql, rows: 2 }');
  expect(partly.severity).toBe('blocker');
  expect(partly.like).toMatchObject({
    status: 'unknown',
    says: '2 rows in `kinds` (seed; production rows not known).',
  });
  const full = await indexed('{ seed: db/seed.sql, full: true }');
  expect(full.severity).toBe('advice');
  expect(full.says).toMatch(/Here for at most \d+ ms \(seed\), within the stall budget of 1 s\./);
  expect(full.like).toMatchObject({ status: 'pass', says: '2 of 2 rows in `kinds` (seed).' });
}, 60_000);
