import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { embedded } from '../../src/databases/embedded/index.ts';
import { runMigrations } from '../../src/databases/migrating.ts';
import { readProposal } from '../../src/flows/proposal.ts';
import { review } from '../../src/flows/review.ts';
import { openRepository } from '../../src/git/repository.ts';
import { ruleIds } from '../../src/rules/index.ts';
import type { Contents } from '../git/repository.ts';
import { repository } from '../git/repository.ts';

const modules = join(process.cwd(), 'node_modules');

/** A migration tool as teams write their own: code, a journal, a lock, a transaction for each migration. */
const runner = `
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

const configuration = (command: string, more = ''): string =>
  `migrations: { paths: ["migrations/**"], command: ${JSON.stringify(command)}${more} }
volume: { rows: 100 }
rehearsal: { pass-limit: 3s, traffic: false, rollback: false, rerun: false }
`;

const shop: Record<string, Contents> = {
  'migrate.cjs': runner,
  '.github/migration-rehearsal.yml': configuration(`NODE_PATH=${modules} node migrate.cjs`),
  'migrations/001_shop.cjs': `module.exports = async (send) => {
  await send('CREATE TABLE orders (id bigint PRIMARY KEY, email text)');
  await send('INSERT INTO orders VALUES ($1, $2)', [1, "o'hara"]);
};
`,
};

async function proposing(files: Record<string, Contents>, base: Record<string, Contents> = shop) {
  using made = repository();
  made.commit(base);
  made.on('topic').commit(files);
  const opened = await openRepository(made.directory);
  if (!opened.ok) throw new Error(opened.problem.says);
  const proposal = await readProposal({ base: 'main', head: 'topic', rules: ruleIds }, opened.value);
  return await review(proposal, 'rehearsal', {
    database: () => embedded,
    migrations: runMigrations,
    checkOut: opened.value.checkOut,
    clock: { now: () => Date.now(), elapsed: () => performance.now() },
    progress: { stage: () => undefined, note: () => undefined },
    signal: new AbortController().signal,
  });
}

/** The whole sentence, and what each statement met. */
async function toldOf(files: Record<string, Contents>, base?: Record<string, Contents>) {
  const { report } = await proposing(files, base);
  const { verdict, because, rehearsal } = report;
  const statements = rehearsal?.status === 'skipped' ? [] : (rehearsal?.statements ?? []);
  return { report, verdict, because, statements };
}

const email = {
  'migrations/002_email.cjs': `module.exports = async (send) => {
  // Who asks for an address has to find it soon.
  await send('CREATE INDEX orders_email ON orders (email)');
};
`,
};

describe('a command that migrates', () => {
  test('is heard, and what it sends is judged and rehearsed as SQL', async () => {
    const { report, verdict, because, statements } = await toldOf(email);
    expect({ verdict, because }).toEqual({
      verdict: 'needs-approval',
      because:
        'Writes to `public.orders` wait until the index is built: CREATE INDEX holds a Share lock on it for the whole build.',
    });
    expect(report.migrations).toEqual([
      {
        ...{ path: 'migrations/002_email.cjs', tool: 'command', version: '002', status: 'added' },
        ...{ transaction: 'per-file', direction: 'both' },
      },
    ]);
    expect(statements.map(({ file, line, sql, locks }) => ({ file, line, sql, locks }))).toMatchObject([
      {
        ...{ file: 'migrations/002_email.cjs', line: 3, sql: 'CREATE INDEX orders_email ON orders (email)' },
        locks: [{ object: 'public.orders', mode: 'ShareLock', blocks: ['writes'] }],
      },
    ]);
    const found = report.findings.find(({ rule }) => rule === 'create-index-not-concurrent');
    expect(found).toMatchObject({ file: 'migrations/002_email.cjs', line: 3, column: 1 });
    expect(found?.instead).toContain('CREATE INDEX CONCURRENTLY orders_email ON orders (email);');
    expect(JSON.stringify(report)).toContain('Run a second time, the command of migrations.command changes nothing.');
  });

  test('fails where a statement of it fails', async () => {
    const { verdict, because, statements } = await toldOf({
      'migrations/002_email.cjs': `module.exports = (send) => send('ALTER TABLE nowhere ADD COLUMN a int');\n`,
    });
    expect({ verdict, because }).toEqual({
      verdict: 'fail',
      because: '`002_email.cjs:1` fails: a table or view does not exist.',
    });
    expect(statements).toMatchObject([{ error: { sqlstate: '42P01' } }]);
  });

  test('is not known where it fails by itself', async () => {
    const { verdict, because } = await toldOf({
      'migrations/002_email.cjs': `throw new Error('a secret of production');\n`,
    });
    expect({ verdict, because }).toEqual({
      verdict: 'error',
      because:
        'The command of migrations.command ended with status 3 on the pull request, and no statement of it failed. Run it by hand with DATABASE_URL set to an empty database; what it prints is not shown, as it can hold rows and secrets.',
    });
  });

  test('is ended with all that it has started where it does not end by itself', async () => {
    const start = performance.now();
    const { verdict, because } = await toldOf({
      'migrations/002_email.cjs': `module.exports = () => new Promise(() => {
  process.on('SIGTERM', () => undefined);
  require('child_process').spawn('sleep', ['60'], { detached: true });
  for (let n = 0; n < 20; n++) console.log('x'.repeat(1e6));
  setInterval(() => undefined, 1000);
});
`,
    });
    expect({ verdict, because }).toEqual({
      verdict: 'error',
      because:
        'The command of migrations.command runs longer than 3 s on empty tables. See that it comes to an end by itself and asks nothing, or raise rehearsal.pass-limit.',
    });
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});
