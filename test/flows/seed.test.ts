import { describe, expect, test } from '@jest/globals';
import { parseConfig } from '../../src/config/parse.ts';
import { readProposal } from '../../src/flows/proposal.ts';
import { openRepository } from '../../src/git/repository.ts';
import { repository } from '../git/repository.ts';

/** A pull request that changes the seed as well as the schema. */
async function read(configuration: string, seed: string) {
  using git = repository();
  git.commit({
    'migrations/0001_orders.sql': 'create table orders (id bigint primary key);\n',
    'db/seed.sql': seed,
    '.github/migration-rehearsal.yml': configuration,
  });
  const head = git.on('feature').commit({
    'migrations/0002_note.sql': 'alter table orders add column note text;\n',
    'db/seed.sql': 'insert into orders values (2);\n',
  });
  const source = await openRepository(git.directory);
  if (!source.ok) throw new Error(source.problem.says);
  return await readProposal({ base: 'main', head, rules: [] }, source.value);
}

describe('volume.seed', () => {
  test('is the file of the base commit: a pull request does not choose the rows it is rehearsed on', async () => {
    const seed = 'insert into orders values (1);\n';
    expect(await read('volume: { seed: db/seed.sql }\n', seed)).toMatchObject({
      ok: true,
      value: { seed: { path: 'db/seed.sql', text: seed } },
    });
  });

  test('that names no file of it is no command that we run', async () => {
    expect(await read('volume: { seed: npm run seed }\n', '')).toMatchObject({
      problem: {
        code: 'paths-match-nothing',
        says: 'The configured volume.seed (npm run seed) is not a file of the base commit.',
        advice: 'Name an SQL file that is merged; a command is written seed: { command: … }.',
      },
    });
  });

  test('of more than 20 MB is refused', async () => {
    const seed = `-- ${'x'.repeat(20 * 1024 * 1024)}\n`;
    expect(await read('volume: { seed: db/seed.sql }\n', seed)).toMatchObject({
      problem: {
        code: 'file-too-large',
        says: 'The seed db/seed.sql holds 21 MB; a seed may hold 20 MB.',
        advice: 'Keep a few rows a table, or name a dump outside of the repository under volume.snapshot.',
      },
    });
  });
});

test('volume.full without rows of the team’s own would say nothing, so it is refused', () => {
  expect(parseConfig('volume: { full: true }\n', 'c.yml', [])).toMatchObject({
    problem: {
      says: 'c.yml:1:11: `volume.full` says that a snapshot, seed or existing database has all of production’s rows, and none is named.',
      advice: 'Name it under `volume.snapshot`, `volume.seed` or `volume.existing`, or take the key out.',
    },
  });
  expect(parseConfig('volume: { full: true, seed: s.sql }\n', 'c.yml', [])).toMatchObject({ ok: true });
});

test('a snapshot beside an existing database would be two of the same, so it is refused', () => {
  expect(parseConfig('volume: { existing: shop, snapshot: s.sql }\n', 'c.yml', [])).toMatchObject({
    problem: {
      says: 'c.yml:1:11: `volume.existing` and `volume.snapshot` both bring a schema with its rows.',
      advice: 'Keep one of the two.',
    },
  });
  expect(parseConfig('volume: { existing: shop, full: true }\n', 'c.yml', [])).toMatchObject({ ok: true });
});

test('a seed is a path or a command, and nothing else', () => {
  const volume = (text: string) => parseConfig(`volume: { seed: ${text} }\n`, 'c.yml', []);
  expect(volume('{ command: npm run seed }')).toMatchObject({
    value: { volume: { seed: '', seedCommand: 'npm run seed' } },
  });
  expect(volume('db/seed.sql')).toMatchObject({ value: { volume: { seed: 'db/seed.sql', seedCommand: '' } } });
  expect(volume('{ comand: npm run seed }')).toMatchObject({
    problem: { says: 'c.yml:1:17: `volume.seed` must be the path of an SQL file, or { command: … }.' },
  });
});
