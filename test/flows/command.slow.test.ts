import { describe, expect, test } from '@jest/globals';
import { toldOf } from './commanded.ts';

describe('a command that migrates', () => {
  test('is seen to do something for each row', async () => {
    const { statements, report } = await toldOf({
      'migrations/002_lower.cjs': `module.exports = async (send) => {
  const { rows } = await send('SELECT id, email FROM orders');
  for (const { id, email } of rows)
    await send('UPDATE orders SET email = $1 WHERE id = $2', [String(email).toLowerCase(), id]);
};
`,
    });
    expect(statements.map(({ line, sql }) => `${line}: ${sql.slice(0, 23)}`)).toEqual([
      '2: SELECT id, email FROM o',
      ...Array.from({ length: 4 }, () => '4: UPDATE orders SET email'),
    ]);
    expect(JSON.stringify(report)).toContain('was heard with 3 rows in each table');
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
        'The command of migrations.command runs longer than 2 s on empty tables. See that it comes to an end by itself and asks nothing, or raise rehearsal.pass-limit.',
    });
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});
