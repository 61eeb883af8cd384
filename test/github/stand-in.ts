import { setTimeout as sleep } from 'node:timers/promises';
import { runPhase } from '../../src/entry/action/phase.ts';
import { success } from '../../src/domain/errors.ts';
import { reviewed, withoutMigrations } from './reviews.ts';

// The action with a review that does what the test asks for: everything but the rehearsal itself is the real thing.
const doing = process.env['STAND_IN'] ?? 'pass';

async function answer() {
  if (doing === 'crash') throw new Error('duplicate key: (email)=(ada@example.com)');
  if (doing === 'crash-unseen') void Promise.reject(new Error('row (ada@example.com)'));
  if (doing === 'hang' || doing === 'crash-unseen') await sleep(60_000);
  if (doing === 'none') return withoutMigrations();
  if (doing === 'error') {
    const problem = { code: 'no-database', says: 'No Postgres.\n::set-env name=x::y', advice: 'Get one.' } as const;
    return reviewed('error', { problem });
  }
  return reviewed(doing === 'pass' ? 'pass' : 'needs-approval');
}

await runPhase(() => ({
  display: () =>
    doing === 'crash-early'
      ? Promise.reject(new Error('row (ada@example.com)'))
      : Promise.resolve(success({ id: '', mode: 'enforce', comment: 'always', secrets: ['hunter2'] })),
  review: async () => ({ ...(await answer()), json: '{}\n', html: '<p>', summary: '## The long form\n' }),
}));
