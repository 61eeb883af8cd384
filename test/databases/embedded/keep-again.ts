// A run that keeps a cluster, or takes it, again and again until it is killed in the middle; with `next` the run behind
// it, which takes what there is, keeps its own, tells of both and waits for the end of its standard input.
// Usage: tsx keep-again.ts keep|take|next KEY
import { once } from 'node:events';
import { embedded } from '../../../src/databases/embedded/index.ts';
import type { KeptClusters } from '../../../src/ports/database.ts';

export type Part = 'keep' | 'take' | 'next';

const [what = 'next', key = ''] = process.argv.slice(2);
const { signal } = new AbortController();
const request = { major: 17, keep: '20GB', settings: {}, signal, progress: () => undefined };
const started = await embedded.start(request);
if (!started.ok) throw new Error(started.problem.says);
await using server = started.value;

async function forEver(kept: KeptClusters): Promise<void> {
  {
    await using session = await server.connect('observer', 'postgres');
    await session.query(`CREATE TABLE goods AS SELECT g, repeat(md5(g::text), 30) AS words
      FROM generate_series(1, 100000) AS g; ANALYZE goods`);
  }
  if (what === 'take') await kept.keep(key, {});
  console.log('ready');
  if (what === 'keep') await kept.keep(key, {});
  else for (;;) await kept.take(key);
}

async function next(kept: KeptClusters): Promise<void> {
  const taken = (await kept.take(key)) !== undefined;
  const done = await kept.keep(key, {});
  await using session = await server.connect('observer', 'postgres');
  const { rows } = await session.query<{ rows: number }>(
    `SELECT coalesce((SELECT reltuples FROM pg_class WHERE relname = 'goods'), 0)::int8 AS rows`,
  );
  console.log(JSON.stringify({ taken, kept: done, rows: rows[0]?.rows }));
  await once(process.stdin.resume(), 'end');
}

if (server.kept) await (what === 'next' ? next(server.kept) : forEver(server.kept));
