/**
 * Whether a review fits a hosted runner: on a disk and two processors of that size, with a production that is far
 * larger, by default settings. It tells the most disk and memory that it took, and what it made of them.
 * `npm run bench:runner -- [--gigabytes 14] [--folder /tmp] [--cli dist/cli/index.js]`. Root only: the disk is a loop device.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { imageIn, usedBytes } from '../disk.mjs';

const { values: options } = parseArgs({
  options: {
    gigabytes: { type: 'string', default: '14' },
    folder: { type: 'string', default: tmpdir() },
    cli: { type: 'string', default: 'dist/cli/index.js' },
  },
});

const base = {
  up: `
  CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL, profile jsonb, about text);
  CREATE TABLE orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers,
    status text NOT NULL, total numeric(12,2), note text, placed_at timestamptz NOT NULL
  );
  CREATE INDEX orders_customer ON orders (customer_id);
  CREATE TABLE events (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, order_id bigint NOT NULL REFERENCES orders,
    kind text NOT NULL, payload text NOT NULL, at timestamptz NOT NULL
  );
  CREATE INDEX events_order ON events (order_id);`,
  down: 'DROP TABLE events, orders, customers;',
};
/** Rewrites, an index of wide values and an UPDATE of every row: what takes room. */
const change = {
  up: `
  ALTER TABLE orders ALTER COLUMN status TYPE varchar(40);
  ALTER TABLE orders ADD COLUMN weight numeric DEFAULT random();
  ALTER TABLE events ADD COLUMN seen uuid DEFAULT gen_random_uuid();
  CREATE INDEX customers_about ON customers (about);
  UPDATE customers SET email = lower(email);`,
  down: 'ALTER TABLE orders DROP COLUMN weight; ALTER TABLE events DROP COLUMN seen; DROP INDEX customers_about;',
};
/** A hundred million rows of about a kilobyte in each table. */
const rows = 100_000_000;
const profile = {
  ...{ schema: 1, postgres: 17, takenAt: new Date(Date.now() - 86_400_000).toISOString() },
  tables: {
    'public.customers': {
      rows,
      columns: {
        about: { nullFraction: 0.1, distinct: -0.9, width: 900 },
        email: { distinct: -1, width: 30 },
      },
    },
    'public.orders': {
      rows,
      columns: {
        note: { nullFraction: 0.2, distinct: -0.8, width: 1200 },
        status: { distinct: 5, width: 6, frequencies: [0.7, 0.2, 0.05, 0.03, 0.02] },
      },
    },
    'public.events': {
      rows,
      columns: { payload: { distinct: -1, width: 1500 }, kind: { distinct: 20, width: 10 } },
    },
  },
};

function repositoryIn(place) {
  const folder = join(place, 'repository');
  const write = (path, text) => writeFileSync(join(folder, path), text);
  const git = (...args) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=Bench', '-c', 'user.email=bench@example.com', ...args]);
  const commit = (name, { up, down }) => {
    write(`migrations/${name}.up.sql`, up);
    write(`migrations/${name}.down.sql`, down);
    git('add', '--all');
    git('commit', '--quiet', '--message', name);
  };
  for (const path of ['', 'migrations', '.github']) mkdirSync(join(folder, path));
  git('init', '--quiet', '--initial-branch=main');
  write('.github/migration-rehearsal.profile.json', JSON.stringify(profile));
  write('.github/migration-rehearsal.yml', 'volume:\n  profile: .github/migration-rehearsal.profile.json\n');
  commit('0001_base', base);
  git('checkout', '--quiet', '-b', 'change');
  commit('0002_change', change);
  return folder;
}

/** What a process has to itself, and its share of what it has with others. */
function memoryOf(pid) {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** Ours, and the servers that work on the disk. */
function memoryIn(folder, pid) {
  const works = (one) => {
    try {
      return readlinkSync(`/proc/${one}/cwd`).startsWith(`${folder}/`);
    } catch {
      return false;
    }
  };
  const servers = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && works(name));
  return [pid, ...servers].reduce((sum, one) => sum + memoryOf(one), 0);
}

const gigabyte = (bytes) => `${(bytes / 1e9).toFixed(2)} GB`;
const place = mkdtempSync(join(options.folder, 'migration-rehearsal-bench-'));
chmodSync(place, 0o755);
const disk = imageIn(place, 'ext4', Number(options.gigabytes));
try {
  const repository = repositoryIn(place);
  const out = join(place, 'report.json');
  const review = ['review', '--base', 'main', '--head', 'change', '--format', 'json', '--out', out];
  const command = [process.execPath, resolve(options.cli), ...review];
  const pinned = cpus().length > 2 ? ['taskset', '-c', '0,1', ...command] : command;
  const empty = usedBytes(disk.folder);
  const peak = { disk: 0, memory: 0 };
  // Nobody comes back to a hosted runner: nothing is kept on it.
  const cache = { XDG_CACHE_HOME: join(disk.folder, 'cache'), RUNNER_TOOL_CACHE: '', MIGRATION_REHEARSAL_CACHE: '0' };
  const start = performance.now();
  const child = spawn(pinned[0], pinned.slice(1), {
    cwd: repository,
    env: { ...process.env, ...cache, TMPDIR: disk.folder },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const sampling = setInterval(() => {
    peak.disk = Math.max(peak.disk, usedBytes(disk.folder) - empty);
    peak.memory = Math.max(peak.memory, memoryIn(disk.folder, child.pid));
  }, 500);
  const [status] = await once(child, 'exit');
  clearInterval(sampling);
  const { verdict, because, rehearsal } = JSON.parse(readFileSync(out, 'utf8'));
  console.log(
    `A disk of ${options.gigabytes} GB: ${verdict} (exit ${status}) after ${((performance.now() - start) / 1000).toFixed(0)} s`,
  );
  console.log(`most disk ${gigabyte(peak.disk)}, most memory ${gigabyte(peak.memory)} (proportional set size)`);
  for (const { table, rows: made, bytes } of rehearsal?.volume ?? [])
    console.log(`${table.padEnd(20)}${made.toLocaleString('en').padStart(14)} rows${gigabyte(bytes).padStart(12)}`);
  for (const line of [because, ...(rehearsal?.notes ?? [])].flat()) if (line) console.log(`- ${line}`);
} finally {
  disk.free();
  rmSync(place, { recursive: true, force: true });
}
