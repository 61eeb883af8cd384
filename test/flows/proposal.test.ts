import { describe, expect, test } from '@jest/globals';
import type { ProposalRequest } from '../../src/flows/proposal.ts';
import { readProposal } from '../../src/flows/proposal.ts';
import { openRepository } from '../../src/git/repository.ts';
import { repository } from '../git/repository.ts';

/** A pull request that adds one migration, read as the request asks. */
async function read(configuration: string | undefined, request: Partial<ProposalRequest> = {}) {
  using git = repository();
  git.commit({
    'migrations/0001_orders.sql': 'create table orders (id bigint primary key);\n',
    ...(configuration !== undefined && { '.github/migration-rehearsal.yml': configuration }),
  });
  const head = git.on('feature').commit({ 'migrations/0002_note.sql': 'alter table orders add column note text;\n' });
  const source = await openRepository(git.directory);
  if (!source.ok) throw new Error(source.problem.says);
  const proposal = await readProposal({ base: 'main', head, rules: [], ...request }, source.value);
  if (!proposal.ok) throw new Error(proposal.problem.says);
  return proposal.value;
}

describe('the id of a proposal', () => {
  test('is the configuration’s; one that is asked for takes its place', async () => {
    expect((await read(undefined)).config.id).toBe('');
    expect((await read('id: billing\n')).config.id).toBe('billing');
    expect((await read('id: billing\n', { id: 'ledger' })).config.id).toBe('ledger');
    const config = { file: 'other.yml', text: 'id: other\n' };
    expect((await read('id: billing\n', { config, id: 'ledger' })).config.id).toBe('ledger');
  });

  test('binds the digest, wherever it comes from: what was approved for one database is not for another', async () => {
    const asked = await read(undefined, { id: 'billing' });
    expect(asked.digest).toBe((await read('id: billing\n')).digest);
    expect(asked.digest).not.toBe((await read(undefined)).digest);
    expect(asked.digest).not.toBe((await read('id: billing\n', { id: 'ledger' })).digest);
  });
});
