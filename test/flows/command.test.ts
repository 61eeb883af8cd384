import { describe, expect, test } from '@jest/globals';
import { toldOf } from './commanded.ts';

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

  test('is not known where nobody runs it', async () => {
    const { verdict, because } = await toldOf(email, 'reading');
    expect({ verdict, because }).toEqual({
      verdict: 'error',
      because:
        'migrations/002_email.cjs is run by migrations.command, so that only a rehearsal can tell what it does. Run the review without --no-rehearsal.',
    });
  });
});
