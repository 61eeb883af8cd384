import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { embedded } from '../../../src/databases/embedded/index.ts';
import type { RelationContent, RelationFiles, Server } from '../../../src/ports/database.ts';
import { loadParser } from '../../../src/sql/parse.ts';
import { startTestServer } from '../../databases/server.ts';
import { databaseWith, violations } from '../../volume/filling.ts';
import { digestOf, filledBy, lean, meddled, rows } from './forging.ts';

let server: Server;
let files: RelationFiles;
beforeAll(async () => {
  await loadParser();
  server = await startTestServer({ checksums: 'off' });
  if (!server.relations) throw new Error('The files of an embedded server are out of reach.');
  files = server.relations;
});
afterAll(() => server.stop());

const forged = 'is forged: its pages were written as files, and its rows checked.';

describe('a schema may be as odd as it likes:', () => {
  /** Tables of one column, by what is odd about them. */
  const odd = `
    CREATE TABLE "Odd ""name"", 'quoted'" ("Id" int PRIMARY KEY, "select" int NOT NULL);
    CREATE TABLE secret (id int PRIMARY KEY);
    ALTER TABLE secret ENABLE ROW LEVEL SECURITY; ALTER TABLE secret FORCE ROW LEVEL SECURITY;
    CREATE FUNCTION never() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'fired'; END $$;
    CREATE TABLE watched (id int PRIMARY KEY);
    CREATE TRIGGER rows BEFORE INSERT ON watched FOR EACH ROW EXECUTE FUNCTION never();
    CREATE TRIGGER emptied BEFORE TRUNCATE ON watched EXECUTE FUNCTION never();
    CREATE TABLE always (id int PRIMARY KEY);
    CREATE FUNCTION fine() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
    CREATE TRIGGER always BEFORE INSERT ON always FOR EACH ROW EXECUTE FUNCTION fine();
    ALTER TABLE always ENABLE ALWAYS TRIGGER always;
    CREATE TABLE audit (id int);
    CREATE TABLE ruled (id int PRIMARY KEY);
    CREATE RULE also AS ON INSERT TO ruled DO ALSO INSERT INTO audit VALUES (1);
    CREATE TABLE parent (id int PRIMARY KEY);
    CREATE TABLE child (PRIMARY KEY (id)) INHERITS (parent);
    CREATE UNLOGGED TABLE unlogged (id int PRIMARY KEY);
    CREATE TABLE twice (id int PRIMARY KEY, double bigint GENERATED ALWAYS AS (id * 2) STORED);
    CREATE TABLE there (id int PRIMARY KEY);
    INSERT INTO there VALUES (1);
    CREATE TABLE months (id int PRIMARY KEY, month int NOT NULL) PARTITION BY RANGE (id);
    CREATE TABLE may PARTITION OF months FOR VALUES FROM (1) TO (1000000);
    CREATE TABLE june PARTITION OF months FOR VALUES FROM (1000000) TO (2000000);
    CREATE FUNCTION public.count(bigint) RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN RAISE 'called'; END $$;
    CREATE FUNCTION public.num_nulls(int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RAISE 'called'; END $$;`;

  test('what cannot be forged rightly is inserted, and all of it holds', async () => {
    const counts = { audit: 1_000, months: 2 * rows };
    await using filled = await filledBy(server, 'odd', odd, { files, counts });
    const inserted = 'is not forged, its rows were inserted:';
    expect(filled.notes.toSorted()).toEqual(
      [
        `public."Odd ""name"", 'quoted'" ${forged}`,
        `public.secret ${forged}`,
        `public.watched ${forged}`,
        `public.months ${forged}`,
        `public.always ${inserted} it has triggers that always fire.`,
        `public.ruled ${inserted} it has rules.`,
        `public.parent ${inserted} it inherits or is inherited from.`,
        `public.child ${inserted} it inherits or is inherited from.`,
        `public.unlogged ${inserted} it is no ordinary table.`,
        `public.twice ${inserted} its column double is generated from what differs in every row.`,
        `public.there ${inserted} it has rows already.`,
      ].toSorted(),
    );
    const { rows: counted } = await filled.query(
      `SELECT (SELECT count(*) FROM may) AS may, (SELECT count(*) FROM june) AS june, (SELECT count(*) FROM there) AS there,
              (SELECT count(*) FROM ONLY parent) AS parent, (SELECT count(*) FROM "Odd ""name"", 'quoted'") AS odd`,
    );
    expect(counted).toEqual([{ may: rows, june: rows, there: rows + 1, parent: rows, odd: rows }]);
    expect(await violations(filled)).toEqual([]);
  }, 60_000);
});

describe('while the file is written', () => {
  const whileWriting = (act: () => void | Promise<void>): RelationFiles =>
    meddled(files, {
      write: async (path, { bytes, pieces }: RelationContent) => {
        await act();
        return files.write(path, { bytes, pieces });
      },
    });
  const tooLong = ['public.orders has no invented rows: making its rows took too long.'];

  test('the rehearsal is called off: the table stays empty', async () => {
    const off = new AbortController();
    const stopped = whileWriting(() => {
      off.abort();
    });
    await using made = await filledBy(server, 'called_off', lean, { files: stopped, signal: off.signal });
    expect(made.notes).toEqual(tooLong);
    expect(await digestOf(made, 'orders')).toEqual({ rows: 0, digest: null });
    expect(await violations(made)).toEqual([]);
  });

  test('its time is over: the table stays empty', async () => {
    let limitMs = 60_000;
    const slow = meddled(files, {
      read: async (path) => {
        const read = await files.read(path);
        limitMs = 0;
        return read;
      },
    });
    await using made = await filledBy(server, 'late', lean, { files: slow, limitMs: () => limitMs });
    expect(made.notes).toEqual(tooLong);
    expect(await digestOf(made, 'orders')).toEqual({ rows: 0, digest: null });
  });

  test('the run is killed: the next start leaves nothing of it', async () => {
    const child = alone('for-ever');
    const lines = createInterface(child.stdout);
    const [folder] = (await once(lines, 'line')) as [string];
    expect(existsSync(folder)).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await (await startTestServer()).stop();
    expect(existsSync(folder)).toBe(false);
  }, 30_000);
});

function alone(how: 'for-ever' | 'full', env: NodeJS.ProcessEnv = {}) {
  const args = ['--import', 'tsx', fileURLToPath(new URL('./forge-alone.ts', import.meta.url)), how];
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env } });
}

function mounted(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200m,mode=1777', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const disk = mkdtempSync(join(tmpdir(), 'migration-rehearsal-forge-'));
const small = mounted(disk);
afterAll(() => {
  if (small) execFileSync('umount', [disk]);
  rmSync(disk, { recursive: true });
});

// Only root may mount a disk that is soon full.
(small ? test : test.skip)(
  'the disk is full: the rehearsal ends as with INSERTs, and the file is gone',
  async () => {
    const child = alone('full', { TMPDIR: disk });
    const [told] = (await once(createInterface(child.stdout), 'line')) as [string];
    expect(JSON.parse(told)).toEqual({
      failed: 'Error: The disk is full.',
      orders: { rows: 0, digest: null },
      file: 'gone',
    });
    await once(child, 'exit');
    expect(readdirSync(disk).filter((name) => !name.startsWith('tsx-'))).toEqual([]);
  },
  30_000,
);

describe('a cluster that was shut down in order', () => {
  let cache: string;
  const before = process.env['RUNNER_TOOL_CACHE'];
  beforeAll(async () => {
    cache = await mkdtemp('/tmp/migration-rehearsal-kept-');
    await chmod(cache, 0o755);
    process.env['RUNNER_TOOL_CACHE'] = cache;
  });
  afterAll(async () => {
    if (before === undefined) delete process.env['RUNNER_TOOL_CACHE'];
    else process.env['RUNNER_TOOL_CACHE'] = before;
    await rm(cache, { recursive: true, force: true });
  });

  const start = async (): Promise<Server> => {
    const { signal } = new AbortController();
    const request = { major: 17, keep: 'auto', checksums: 'off', settings: {}, signal } as const;
    const started = await embedded.start({ ...request, progress: () => undefined });
    if (!started.ok) throw new Error(started.problem.says);
    return started.value;
  };
  const seen = async (there: Server): Promise<unknown> => {
    await using session = await there.connect('observer', 'shop');
    return await digestOf(session, 'orders');
  };

  test('has the forged rows when it starts again, and so have its copies', async () => {
    await using first = await start();
    const made = await filledBy(first, 'shop', lean, { files: first.relations });
    expect(made.notes).toEqual([`public.orders ${forged}`]);
    const digest = await digestOf(made, 'orders');
    await made.end();
    expect(await first.kept?.keep('rows', {})).toBe('kept');
    expect(await seen(first)).toEqual(digest);
    await using second = await start();
    await databaseWith(second, 'other', '');
    expect(await second.kept?.take('rows')).toMatchObject({ facts: {} });
    expect(await seen(second)).toEqual(digest);
  }, 60_000);
});
