import { expect, test } from '@jest/globals';
import { embedded } from '../../src/databases/embedded/index.ts';
import { readProposal } from '../../src/flows/proposal.ts';
import { review } from '../../src/flows/review.ts';
import { openRepository } from '../../src/git/repository.ts';
import { ruleIds } from '../../src/rules/index.ts';
import { repository } from '../git/repository.ts';

const shop = {
  'sqlc.yaml': 'version: "2"\nsql: [{ engine: postgresql, queries: queries, schema: migrations }]\n',
  '.github/migration-rehearsal.yml': 'volume: { rows: 100 }\n',
  'migrations/0001_shop.up.sql': 'CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, old_status text);\n',
  'migrations/0001_shop.down.sql': 'DROP TABLE users;\n',
  'queries/users.sql': `-- name: GetStatus :one
SELECT old_status FROM users WHERE id = $1;
-- name: Rename :exec
UPDATE users SET name = @name WHERE id = @id;
`,
};

test('a pull request drops a column together with the code that reads it: what is deployed still does', async () => {
  using made = repository();
  made.commit(shop);
  made.on('topic').commit({
    'migrations/0002_status.up.sql': `SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN status text;
ALTER TABLE users DROP COLUMN old_status;
`,
    'migrations/0002_status.down.sql': `SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN old_status text;
ALTER TABLE users DROP COLUMN status;
`,
    'queries/users.sql': `-- name: GetStatus :one
SELECT status FROM users WHERE id = $1;
-- name: Rename :exec
UPDATE users SET name = @name WHERE id = @id;
`,
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
  const about = report.findings.filter(({ says }) => says.includes('The query'));
  expect(about.map(({ rule, severity, file, line, says }) => ({ rule, severity, file, line, says }))).toEqual([
    {
      ...{ rule: 'drop-column', severity: 'blocker', file: 'migrations/0002_status.up.sql', line: 3 },
      says: 'The values of `old_status` in `public.users` are lost for good, and queries of the running code that name it fail at once. Reads and writes of `public.users` wait for a moment: AccessExclusive. The query `GetStatus` of `queries/users.sql` fails on the new schema (42703): A column does not exist. The code that runs now sends it.',
    },
    {
      ...{ rule: 'new-query-needs-new-schema', severity: 'warning', file: 'migrations/0002_status.up.sql', line: 1 },
      says: 'The query `GetStatus` of `queries/users.sql` fails on the old schema (42703): A column does not exist. Until the migration has run, and after it is rolled back, the pull request’s code meets that.',
    },
  ]);
  const items = report.checklist.filter(({ item }) => item.endsWith('compatibility'));
  expect(items.map(({ item, status }) => [item, status])).toEqual([
    ['backward-compatibility', 'fail'],
    ['forward-compatibility', 'warn'],
  ]);
  expect(report.rehearsal).toMatchObject({ compatibility: { backward: { checked: 2 }, forward: { checked: 2 } } });
  expect(JSON.stringify(report.rehearsal)).not.toContain('were not read');
});
