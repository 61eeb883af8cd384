import { beforeAll, describe, expect, test } from '@jest/globals';
import { defaults } from '../../src/config/defaults.ts';
import { failure, success } from '../../src/domain/errors.ts';
import { fileQueries, knownQueries } from '../../src/flows/queries.ts';
import type { Snapshot } from '../../src/flows/snapshot.ts';
import { loadParser } from '../../src/sql/parse.ts';

beforeAll(loadParser);

/** A commit that holds these files. */
function commit(files: Readonly<Record<string, string>>, migrations: readonly string[] = []): Snapshot {
  const paths = Object.keys(files);
  return {
    paths,
    detection: {
      folders: [{ tool: 'sql', title: 'SQL', folder: 'migrations', paths: migrations }],
      problems: [],
      passedOver: [],
    } as unknown as Snapshot['detection'],
    texts: (some) =>
      Promise.resolve(success(new Map(some.flatMap((path) => (path in files ? [[path, files[path] ?? '']] : []))))),
    topFolders: [],
    bytesOf: () => undefined,
    read: () => Promise.resolve(success([])),
  };
}

async function found(before: Snapshot, after: Snapshot, files: readonly string[] = []) {
  const { deployed, coming } = await fileQueries({ before, after }, { queries: { files, commands: [] } });
  return { deployed: deployed.map(({ source }) => source), coming: coming.map(({ source }) => source) };
}

describe('which files hold queries', () => {
  const sqlcTwo = `version: "2"
sql:
  - engine: postgresql
    queries: query
    schema: migrations
  - { engine: postgresql, queries: [one.sql, "more/*.sql"] }
  - { engine: mysql, queries: mysql }`;

  test('sqlc’s own configuration tells, in each commit its own', async () => {
    const before = commit({
      ...{ 'db/sqlc.yaml': sqlcTwo, 'db/query/users.sql': '-- name: Get :one\nSELECT 1', 'db/one.sql': 'SELECT 2' },
      ...{ 'db/more/a.sql': 'SELECT 3', 'db/mysql/x.sql': 'SELECT 4', 'db/query/deep/y.sql': 'SELECT 5' },
      'query/elsewhere.sql': 'SELECT 6',
    });
    const after = commit({
      'sqlc.json': '{"version": "1", "packages": [{"path": "go", "queries": "./db/query/"}]}',
      'db/query/users.sql': '-- name: Get :one\nSELECT 1;\n-- name: New :one\nSELECT 2',
    });
    expect(await found(before, after)).toEqual({
      deployed: ['db/query/users.sql: Get', 'db/one.sql', 'db/more/a.sql'],
      coming: ['db/query/users.sql: Get', 'db/query/users.sql: New'],
    });
  });

  test('a folder is called what it is called, whatever a pattern would make of it', async () => {
    const sqlc = 'sql: [{ engine: postgresql, queries: q }]';
    const before = commit({
      'apps/[id]/sqlc.yaml': sqlc,
      'apps/[id]/q/a.sql': 'SELECT 1',
      'apps/i/q/b.sql': 'SELECT 2',
    });
    const after = commit({ '(a)/{b}/sqlc.yaml': sqlc, '(a)/{b}/q/a.sql': 'SELECT 1', 'a/b/q/b.sql': 'SELECT 2' });
    expect(await found(before, after)).toEqual({ deployed: ['apps/[id]/q/a.sql'], coming: ['(a)/{b}/q/a.sql'] });
  });

  test('the team’s globs go before it; migrations are no queries', async () => {
    const both = commit(
      { 'sqlc.yaml': sqlcTwo, 'query/a.sql': 'SELECT 1', 'sql/b.sql': 'SELECT 2', 'sql/0001.sql': 'SELECT 3' },
      ['sql/0001.sql'],
    );
    expect(await found(both, both, ['sql/**'])).toEqual({ deployed: ['sql/b.sql'], coming: ['sql/b.sql'] });
    const { notes } = await fileQueries(
      { before: both, after: both },
      { queries: { files: ['sql/**'], commands: [] } },
    );
    expect(notes).toEqual(['queries.files matches 1 migration too: it is not read for queries.']);
  });

  test('one that is no text is passed over, and said; as are globs that match nothing', async () => {
    const files = { 'q/a.sql': 'SELECT 1', 'q/b.sql': 'binary' };
    const fine = commit(files);
    const odd: Snapshot = {
      ...fine,
      texts: (some) =>
        some.includes('q/b.sql')
          ? Promise.resolve(failure({ code: 'unsafe-file', says: 'q/b.sql is not UTF-8.', advice: '' }))
          : fine.texts(some),
    };
    const read = async (glob: string) => {
      const { deployed, notes } = await fileQueries(
        { before: odd, after: odd },
        { queries: { files: [glob], commands: [] } },
      );
      return { deployed: deployed.map(({ source }) => source), notes };
    };
    const unread = 'q/b.sql is no text that can be read: the queries in it were not checked.';
    expect(await read('q/*')).toEqual({ deployed: ['q/a.sql'], notes: [unread] });
    expect(await read('sql/*')).toEqual({ deployed: [], notes: ['queries.files matches no .sql file.'] });
  });

  test.each([': : :', 'sql: {}', 'sql: [{ queries: 7 }]', '&a [*a, *a]'])(
    'a configuration of sqlc’s that cannot be read names none: %s',
    async (text) => {
      const broken = commit({ 'sqlc.yaml': text, 'query/a.sql': 'SELECT 1' });
      expect(await found(broken, broken)).toEqual({ deployed: [], coming: [] });
    },
  );
});

describe('what is known of both sides', () => {
  const day = 86_400_000;
  const profile = {
    ...{ tables: new Map(), takenAt: 7 * day, callsShare: 0.97 },
    queries: [{ sql: 'SELECT 1 FROM a WHERE id = $1', callsPerSecond: 50 }, { sql: 'SELECT FROM WHERE' }],
  };
  const config = defaults;
  const file = { sql: 'SELECT 2', does: 'reads', source: 'q.sql' } as const;

  test('production’s queries and the files’', () => {
    expect(knownQueries({ queries: { deployed: [file], coming: [file] }, profile, config }, 10 * day)).toEqual({
      deployed: [{ sql: 'SELECT 1 FROM a WHERE id = $1', does: 'reads', source: 'profile', callsPerSecond: 50 }, file],
      coming: [file],
      commands: [],
      counted: { source: 'profile', ageDays: 3, callsShare: 0.97 },
    });
  });

  test('nothing', () => {
    expect(knownQueries({ queries: { deployed: [], coming: [] }, config }, 0)).toBeUndefined();
  });
});
