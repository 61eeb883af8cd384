import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import { runMigrations } from '../../src/databases/migrating.ts';
import { success } from '../../src/domain/errors.ts';
import { readProposal } from '../../src/flows/proposal.ts';
import { review } from '../../src/flows/review.ts';
import { openRepository } from '../../src/git/repository.ts';
import type { Server } from '../../src/ports/database.ts';
import { ruleIds } from '../../src/rules/index.ts';
import { startTestServer } from '../databases/server.ts';
import type { Contents } from '../git/repository.ts';
import { repository } from '../git/repository.ts';

let server: Server;
/** One for all: a review gives back what it has made. */
let lent: Server;
beforeAll(async () => {
  server = await startTestServer();
  const stay = () => Promise.resolve();
  lent = { ...server, stop: stay, [Symbol.asyncDispose]: stay };
});
afterAll(() => server.stop());

export const modules = join(process.cwd(), 'node_modules');

/** A migration tool as teams write their own: code, a journal, a lock, a transaction for each migration. */
export const runner = `
const fs = require('fs'), { Client } = require('pg');
(async () => {
  const client = new Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  const send = (sql, values) => client.query(sql, values);
  await send('SELECT pg_advisory_lock(4711)');
  await send('CREATE TABLE IF NOT EXISTS done (name text PRIMARY KEY)');
  const { rows } = await send('SELECT name FROM done');
  for (const file of fs.readdirSync('migrations').sort()) {
    if (rows.some(({ name }) => name === file)) continue;
    await send('BEGIN');
    await require(process.cwd() + '/migrations/' + file)(send);
    await send('INSERT INTO done VALUES ($1)', [file]);
    await send('COMMIT');
  }
  await client.end();
})().catch((error) => { console.error(error.message); process.exit(3); });
`;

export const configuration = (command: string, more = ''): string =>
  `migrations: { paths: ["migrations/**"], command: ${JSON.stringify(command)}${more} }
volume: { rows: 100 }
rehearsal: { pass-limit: 2s, traffic: false, rollback: false, rerun: false }
`;

export const shop: Record<string, Contents> = {
  'migrate.cjs': runner,
  '.github/migration-rehearsal.yml': configuration(`NODE_PATH=${modules} node migrate.cjs`),
  'migrations/001_shop.cjs': `module.exports = async (send) => {
  await send('CREATE TABLE orders (id bigint PRIMARY KEY, email text)');
  await send('INSERT INTO orders VALUES ($1, $2)', [1, "o'hara"]);
};
`,
};

async function proposing(
  files: Record<string, Contents>,
  base: Record<string, Contents> = shop,
  asked: 'rehearsal' | 'reading' = 'rehearsal',
) {
  using made = repository();
  made.commit(base);
  made.on('topic').commit(files);
  const opened = await openRepository(made.directory);
  if (!opened.ok) throw new Error(opened.problem.says);
  const proposal = await readProposal({ base: 'main', head: 'topic', rules: ruleIds }, opened.value);
  return await review(proposal, asked, {
    database: () => ({ name: 'embedded', start: () => Promise.resolve(success(lent)) }),
    migrations: runMigrations,
    checkOut: opened.value.checkOut,
    clock: { now: () => Date.now(), elapsed: () => performance.now() },
    progress: { stage: () => undefined, note: () => undefined },
    signal: new AbortController().signal,
  });
}

/** The whole sentence, and what each statement met. */
export async function toldOf(
  files: Record<string, Contents>,
  asked: 'rehearsal' | 'reading' = 'rehearsal',
  base?: Record<string, Contents>,
) {
  const { report } = await proposing(files, base, asked);
  const { verdict, because, rehearsal } = report;
  const statements = rehearsal?.status === 'skipped' ? [] : (rehearsal?.statements ?? []);
  return { report, verdict, because, statements };
}
