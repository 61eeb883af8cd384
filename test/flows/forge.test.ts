import { expect, test } from '@jest/globals';
import { failure } from '../../src/domain/errors.ts';
import { planOf } from '../../src/flows/plan.ts';
import { readProposal } from '../../src/flows/proposal.ts';
import { review } from '../../src/flows/review.ts';
import { openRepository } from '../../src/git/repository.ts';
import type { ServerRequest } from '../../src/ports/database.ts';
import { ruleIds } from '../../src/rules/index.ts';
import { plan } from '../rehearsal/plans.ts';
import { repository } from '../git/repository.ts';

const none = { code: 'no-database', says: 'There is no Postgres here.', advice: 'Install one.' } as const;

/** What a review asks of the server, and what its plan says of large tables. */
async function asked(config: string): Promise<readonly unknown[]> {
  using made = repository();
  made.commit({
    'migrations/1_shop.up.sql': 'CREATE TABLE orders (id bigint PRIMARY KEY);\n',
    '.github/migration-rehearsal.yml': config,
  });
  made.on('topic').commit({ 'migrations/2_more.up.sql': 'ALTER TABLE orders ADD COLUMN note text;\n' });
  const opened = await openRepository(made.directory);
  if (!opened.ok) throw new Error(opened.problem.says);
  const proposal = await readProposal({ base: 'main', head: 'topic', rules: ruleIds }, opened.value);
  const requests: ServerRequest[] = [];
  const clock = { now: () => Date.parse('2026-06-01'), elapsed: () => performance.now() };
  await review(proposal, 'rehearsal', {
    database: () => ({
      name: 'embedded',
      start: (request) => {
        requests.push(request);
        return Promise.resolve(failure(none));
      },
    }),
    clock,
    progress: { stage: () => undefined, note: () => undefined },
    signal: new AbortController().signal,
  });
  const { tool } = plan({ baseline: { kind: 'migrations', units: [] }, changed: [] });
  if (!proposal.ok) throw new Error(proposal.problem.says);
  const { volume } = planOf(proposal.value, tool as Parameters<typeof planOf>[1], { clock });
  return [requests.map(({ checksums }) => checksums), volume.forgeFrom];
}

test('who wants large tables as files gets pages without checksums, and files from a million rows on', async () => {
  expect(await asked('volume: { forge: true }\n')).toEqual([['off'], 1_000_000]);
  expect(await asked('volume: { rows: 2000000 }\n')).toEqual([[undefined], undefined]);
});
