/**
 * How soon a kept cluster is ready: from the call to the new server's first answer, beside a plain `cp -a` of the same
 * files in the same run and, where the file system shares blocks, beside one that only shares them.
 * `npm run bench:prepared -- [--gigabytes 5] [--major 17] [--runs 3] [--folder /tmp] [--image xfs]`. An image is a loop
 * device with a file system of its own, which root alone may mount. Read the ratios: other work slows all of them.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { embedded } from '../../src/databases/embedded/index.ts';
import { imageIn, kindOf } from '../disk.mjs';

const { values: options } = parseArgs({
  options: {
    gigabytes: { type: 'string', default: '5' },
    major: { type: 'string', default: '17' },
    runs: { type: 'string', default: '3' },
    folder: { type: 'string', default: tmpdir() },
    image: { type: 'string' },
  },
});
const gigabytes = Number(options.gigabytes);

const place = mkdtempSync(join(options.folder, 'migration-rehearsal-bench-'));
chmodSync(place, 0o755);
// The cluster, its copies in use, the kept one and the plain copy beside it.
const disk = options.image
  ? imageIn(place, options.image, gigabytes * 6 + 4)
  : { folder: place, free: () => undefined };
process.env.TMPDIR = disk.folder;
process.env.RUNNER_TOOL_CACHE = disk.folder;

function timed(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** A copy that begins with nothing left to write from before, and is waited for as the server would: not at all. */
function copied(from, how) {
  const to = join(disk.folder, 'plain');
  execFileSync('sync', ['-f', disk.folder]);
  const took = timed(() => execFileSync('cp', ['-a', how, from, to]));
  rmSync(to, { recursive: true });
  return took;
}

const spread = (values) => `${(Math.min(...values) / 1000).toFixed(2)}–${(Math.max(...values) / 1000).toFixed(2)} s`;
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const seconds = (ms) => `${(ms / 1000).toFixed(2).padStart(8)} s`;

async function started() {
  const { signal } = new AbortController();
  const keep = `${Math.ceil(gigabytes * 3)}GB`;
  const request = { major: Number(options.major), keep, settings: {}, signal, progress: () => undefined };
  const server = await embedded.start(request);
  if (!server.ok) throw new Error(server.problem.says);
  return server.value;
}

async function asked(server, sql) {
  const session = await server.connect('observer', 'postgres');
  const { rows } = await session.query(sql);
  await session.end();
  return rows?.[0];
}

const dataOf = async (server) => (await asked(server, 'SHOW data_directory')).data_directory;

/** Rows of about 1 KB in ten tables, each with an index, as a rehearsal has them. */
async function filled(server) {
  const rows = Math.round((gigabytes * 1e9) / 1040 / 10);
  for (let at = 0; at < 10; at += 1) {
    await asked(
      server,
      `CREATE TABLE t${at} AS SELECT g AS id, repeat(md5(g::text), 30) AS words
      FROM generate_series(1, ${rows}) AS g`,
    );
    await asked(server, `CREATE INDEX ON t${at} (id)`);
  }
  return (await asked(server, 'SELECT pg_database_size(current_database())::float8 AS bytes')).bytes;
}

try {
  const server = await started();
  try {
    const bytes = await filled(server);
    const keptMs = performance.now();
    const kept = await server.kept.keep('bench', {});
    if (kept !== 'kept') throw new Error(kept.because);
    const keeping = performance.now() - keptMs;
    const took = { take: [], copy: [], share: [] };
    let how;
    for (let run = 0; run < Number(options.runs); run += 1) {
      const take = async () => {
        execFileSync('sync', ['-f', disk.folder]);
        const taken = await server.kept.take('bench');
        how = taken.how;
        took.take.push(taken.tookMs);
      };
      // Neither always goes first.
      if (run % 2 === 0) await take();
      const data = await dataOf(server);
      took.copy.push(copied(data, '--reflink=never'));
      if (how === 'reflink') took.share.push(copied(data, '--reflink=always'));
      if (run % 2 === 1) await take();
    }
    const plain = median(took.copy);
    const line = (name, all) => {
      const ms = median(all);
      const ratio = (ms / plain).toFixed(2).padStart(10);
      console.log(`${name.padEnd(44)}${seconds(ms)}${ratio}    ${spread(all)}`);
    };
    console.log(
      `Postgres ${server.version}, a cluster of ${(bytes / 1e9).toFixed(1)} GB on ${kindOf(disk.folder)}, medians of ${options.runs}`,
    );
    console.log('                                                  took   of cp -a    all');
    line('cp -a', took.copy);
    if (took.share.length > 0) line('cp -a --reflink', took.share);
    line(`kept, until the first answer (${how})`, took.take);
    line('keeping it, until the server answers again', [keeping]);
  } finally {
    await server.stop();
  }
} finally {
  disk.free();
  rmSync(place, { recursive: true, force: true });
}
