import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { copiedCli } from '../acceptance/cli.ts';
import { attempt, processesOf } from './never-hangs.ts';
import type { Ended } from './never-hangs.ts';

const patienceMs = 120_000;

let cli: string;
beforeAll(() => {
  cli = copiedCli();
});
afterAll(() => {
  rmSync(dirname(dirname(cli)), { recursive: true, force: true });
});

/** In time, told as a report and not as a crash, and nothing of it left on the machine. */
function expectItEnded({ report, lateMs, stderr, left }: Ended): Ended['report'] {
  expect(left).toEqual([]);
  expect(lateMs).toBeLessThan(5_000);
  expect(stderr).not.toMatch(/crashed|Unhandled/);
  return report;
}

describe('what does not end by itself is ended, and told', () => {
  test.each([
    ['a loop', 'DO $$ BEGIN LOOP PERFORM 1; END LOOP; END $$;'],
    ['a loop without a timeout', 'SET statement_timeout = 0; DO $$ BEGIN LOOP PERFORM 1; END LOOP; END $$;'],
    ['a sleep', 'SELECT pg_sleep(3600);'],
    ['a sleep that holds a lock', 'BEGIN; LOCK TABLE orders; SELECT pg_sleep(3600);'],
    ['a query without an end', 'WITH RECURSIVE n AS (SELECT 1 AS x UNION ALL SELECT 1 FROM n) SELECT count(*) FROM n;'],
    [
      'a sort of a thousand million rows',
      'SELECT max(h) FROM (SELECT md5(x::text) AS h FROM generate_series(1, 1000000000) AS x ORDER BY 1) AS s;',
    ],
    ['an answer of a terabyte', `SELECT repeat('x', 1000) FROM generate_series(1, 1000000000);`],
    ['the same as COPY', `COPY (SELECT repeat('x', 1000) FROM generate_series(1, 1000000000)) TO STDOUT;`],
    ['notices without an end', `DO $$ BEGIN LOOP RAISE NOTICE '%', repeat('x', 10000); END LOOP; END $$;`],
    ['lines in the server’s log', `DO $$ BEGIN LOOP RAISE WARNING '%', repeat('x', 10000); END LOOP; END $$;`],
    [
      'notifications',
      `LISTEN flood; DO $$ BEGIN LOOP PERFORM pg_notify('flood', gen_random_uuid()::text); END LOOP; END $$;`,
    ],
  ])(
    '%s',
    async (_, sql) => {
      const report = expectItEnded(await attempt({ cli, sql }));
      expect(report).toMatchObject({
        verdict: 'error',
        because:
          'migrations/0002_more.sql:1 runs longer than 1.5 s on empty tables. See that it comes to an end, or raise rehearsal.statement-limit.',
        rehearsal: { status: 'broke' },
      });
    },
    patienceMs,
  );

  test(
    'a trigger that sleeps at every row',
    async () => {
      const sql = `CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(3600); RETURN NEW; END $$;
CREATE TRIGGER slow BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION slow();
UPDATE orders SET total = 1;
`;
      const report = expectItEnded(await attempt({ cli, sql }));
      expect(report).toMatchObject({
        verdict: 'error',
        because:
          'migrations/0002_more.sql:3 runs longer than 1.5 s, and longer than 500 ms with 10,000 rows. Split the statement into batches, or raise rehearsal.statement-limit.',
      });
    },
    patienceMs,
  );
});

describe('nobody waits for what a migration has no right to, or holds itself', () => {
  test.each([
    ['a lock on what the observer reads', 'LOCK TABLE pg_catalog.pg_event_trigger; SELECT pg_sleep(3600);', 'fail'],
    [
      'the end of all other sessions',
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid();',
      'fail',
    ],
    [
      'the end of its own',
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = current_user;',
      'error',
    ],
    ['rows that nobody sends', 'COPY orders FROM STDIN;', 'fail'],
    [
      'an advisory lock that it has already',
      'SELECT pg_advisory_lock(7); BEGIN; SELECT pg_advisory_xact_lock(7); COMMIT;',
      'pass',
    ],
    [
      'an advisory lock around CONCURRENTLY',
      'SELECT pg_advisory_lock(7); CREATE INDEX CONCURRENTLY orders_email ON orders (email);',
      'pass',
    ],
  ])(
    '%s',
    async (_, sql, verdict) => {
      expect(expectItEnded(await attempt({ cli, sql })).verdict).toBe(verdict);
    },
    patienceMs,
  );
});

test(
  'an honest statement that takes long is rehearsed with fewer rows, and has its range',
  async () => {
    const sql = 'UPDATE orders SET total = (SELECT sum(g) FROM generate_series(1, 100) AS g WHERE g <> id);';
    const limits = [3_000, 20_000, 80_000] as const;
    const report = expectItEnded(await attempt({ cli, sql, rows: 400_000, limits }));
    expect(report.verdict).toBe('needs-approval');
    const range: unknown = expect.arrayContaining([expect.any(Number)]);
    expect(report.rehearsal).toMatchObject({ status: 'ran', statements: [{ estimate: { productionMs: range } }] });
    expect(JSON.stringify(report.rehearsal)).toContain(
      'of the wished rows are there: with all of them the migrations would run longer than 3 s.',
    );
  },
  patienceMs,
);

test(
  'a backend killed from outside: the whole server recovers, and the report says that the connection was lost',
  async () => {
    const kill = (folder: string): void => {
      setTimeout(() => {
        for (const pid of sleepers(folder)) process.kill(pid, 'SIGKILL');
      }, 700);
    };
    const sql = `DO $$ BEGIN IF current_database() = 'rehearsal_main' THEN PERFORM pg_sleep(600); END IF; END $$;`;
    const report = expectItEnded(await attempt({ cli, sql, limits: [8_000, 10_000, 20_000], meanwhile: kill }));
    expect(report.verdict).toBe('error');
    expect(report.because).toMatch(/^The connection /);
  },
  patienceMs,
);

/** Backends of the server in a folder that are at work for the migration; the title does not name the folder, its working directory does. */
function sleepers(folder: string): readonly number[] {
  return readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return [];
    try {
      const title = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      const environment = execFileSync('readlink', [`/proc/${pid}/cwd`], { encoding: 'utf8' });
      return environment.includes(folder) && title.includes('rehearsal_main') && title.includes(' DO')
        ? [Number(pid)]
        : [];
    } catch {
      return [];
    }
  });
}

function mounted(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=160m,mode=1777', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('a small disk', () => {
  test(
    'filled by sorting: told as such, and nothing left',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'migration-rehearsal-disk-'));
      if (!mounted(folder)) {
        rmSync(folder, { recursive: true });
        return;
      }
      try {
        const sql = `SELECT max(h) FROM (SELECT repeat(md5(x::text), 20) AS h FROM generate_series(1, 10000000) AS x ORDER BY 1) AS s;`;
        const report = expectItEnded(await attempt({ cli, sql, folder, limits: [15_000, 20_000, 40_000] }));
        expect(report).toMatchObject({
          verdict: 'error',
          because:
            'The disk of the rehearsal’s Postgres is full. Make volume.rows smaller, or give the runner more disk.',
        });
        expect(processesOf(folder)).toEqual([]);
      } finally {
        execFileSync('umount', [folder]);
        rmSync(folder, { recursive: true });
      }
    },
    patienceMs,
  );
});
