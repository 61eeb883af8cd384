// Rehearses again and again until it is killed: the kill tests' stand-in for a job that dies. With `once` a round is made
// for every line on standard input: that is the next start, which has to clean up.
// Usage: tsx rehearse-again.ts for-ever|once PROVIDER MAJOR [IMAGE, or for url the variable that holds its address]
import { createInterface } from 'node:readline';
import { chooseProvider } from '../../src/databases/choose.ts';
import type { ProviderName } from '../../src/domain/rehearsal.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { base, plan, rehearseOn, unit } from '../rehearsal/plans.ts';

/** A line on standard input: a whole rehearsal, or the start and stop of a server. */
export type Round = 'rehearse' | 'start';

const [how = 'once', provider = 'embedded', major = '', image = ''] = process.argv.slice(2);
const url = { env: image, disposable: true, create: '', destroy: '' };
const chosen = chooseProvider({ provider: provider as ProviderName, image, url });
const request = {
  ...(major !== '' && { major: Number(major) }),
  settings: {},
  signal: new AbortController().signal,
  progress: () => undefined,
};
const shop = `CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE);
  CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers, total int NOT NULL);`;
const changed = unit(
  '0002',
  `CREATE INDEX orders_total ON orders (total); GRANT SELECT ON orders TO people_who_report;
   ALTER TABLE orders ALTER total TYPE bigint;`,
  'ALTER TABLE orders ALTER total TYPE int; REVOKE SELECT ON orders FROM people_who_report; DROP INDEX orders_total;',
);

async function start() {
  const started = await chosen.start(request);
  if (!started.ok) throw new Error(started.problem.says);
  return started.value;
}

async function round(): Promise<void> {
  await using server = await start();
  const volume = { rows: 20_000, tables: new Map(), seconds: 30 };
  const { rehearsal } = await rehearseOn(server, plan({ baseline: base(shop), changed: [changed], volume }));
  if (rehearsal.status === 'broke') throw new Error(rehearsal.because);
}

await loadParser();
console.log('ready');
if (how === 'once') {
  for await (const line of createInterface(process.stdin)) {
    await (line === 'rehearse' ? round() : (await start()).stop());
    console.log('done');
  }
} else {
  for (;;) await round();
}
