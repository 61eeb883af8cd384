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

test('the configuration that a pull request brings counts for none of it, nor does one merged since', async () => {
  using git = repository();
  const config = '.github/migration-rehearsal.yml';
  git.commit({
    'migrations/0001_orders.sql': 'create table orders (id bigint primary key);\n',
    [config]: 'id: merged\n',
  });
  const note = { 'migrations/0002_note.sql': 'alter table orders add column note text;\n' };
  const head = git.on('feature').commit({ ...note, [config]: 'id: mine\nmode: report\n' });
  git.on('main').commit({ [config]: 'id: later\n' });
  const source = await openRepository(git.directory);
  if (!source.ok) throw new Error(source.problem.says);
  const proposal = await readProposal({ base: 'main', head, rules: [] }, source.value);
  expect(proposal).toMatchObject({ ok: true, value: { config: { id: 'merged', mode: 'enforce' } } });
});

describe('a migration that changes its name', () => {
  const orders = 'create table orders (id bigint primary key);\n';
  const note = 'alter table orders add column note text;\n';
  const changes = async (before: Record<string, string>, after: Record<string, string | undefined>) => {
    using git = repository();
    git.commit(before);
    const head = git.on('feature').commit(after);
    const source = await openRepository(git.directory);
    if (!source.ok) throw new Error(source.problem.says);
    const proposal = await readProposal({ base: 'main', head, rules: [] }, source.value);
    if (!proposal.ok) throw new Error(proposal.problem.says);
    const { changed, base } = proposal.value;
    return {
      changed: changed.map(({ status, path, previousPath }) => [status, path, previousPath]),
      base: base.map(({ path }) => path),
    };
  };

  test('to one that no tool runs is deleted, not forgotten', async () => {
    const merged = { 'migrations/1_orders.up.sql': orders, 'migrations/2_note.up.sql': note };
    const off = { 'migrations/2_note.up.sql': undefined, 'migrations/2_note.up.sql.off': note };
    expect((await changes(merged, off)).changed).toEqual([['deleted', 'migrations/2_note.up.sql', undefined]]);
  });

  test('with its whole folder still stands on the migrations as they lay before', async () => {
    const merged = { 'old/1_orders.up.sql': orders, 'old/2_note.up.sql': note };
    const moved = {
      ...{ 'old/1_orders.up.sql': undefined, 'old/2_note.up.sql': undefined },
      ...{ 'db/1_orders.up.sql': orders, 'db/2_note.up.sql': note },
    };
    expect(await changes(merged, { ...moved, 'db/3_more.up.sql': 'select 1;\n' })).toEqual({
      changed: [
        ['renamed', 'db/1_orders.up.sql', 'old/1_orders.up.sql'],
        ['renamed', 'db/2_note.up.sql', 'old/2_note.up.sql'],
        ['added', 'db/3_more.up.sql', undefined],
      ],
      base: ['old/1_orders.up.sql', 'old/2_note.up.sql'],
    });
  });
});
