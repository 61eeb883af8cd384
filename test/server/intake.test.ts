import { describe, expect, test } from '@jest/globals';
import type { Delivery, Task } from '../../src/server/intake.ts';
import { intake } from '../../src/server/intake.ts';
import { lanes } from '../../src/server/lanes.ts';
import { memoryStore } from '../../src/server/memory-store.ts';

/** A server whose deliveries say themselves what they want. */
function server(perform: (subject: string, signal: AbortSignal) => Promise<string>) {
  const lines: string[] = [];
  const line = (facts: object, says: string) => lines.push(`${says} ${JSON.stringify(facts)}`);
  const turns = lanes();
  const ours = intake<string>({
    understand: ({ payload }) => payload as Task<string> | { nothing: string },
    perform: ({ subject }, signal) => perform(subject, signal),
    store: memoryStore(),
    lanes: turns,
    log: { info: line, warn: line, error: line },
    now: () => 0,
  });
  return { ours, lines, turns };
}

const delivery = (id: string, subject = 'a push', lane: Task<string>['lane'] = 'newest'): Delivery => ({
  id,
  event: 'pull_request',
  payload: { place: 'acme/shop#7', lane, subject },
});

describe('a delivery', () => {
  test('is worked on once, and told in one line', async () => {
    const done: string[] = [];
    const { ours, lines } = server((subject) => {
      done.push(subject);
      return Promise.resolve('Check completed.');
    });
    await ours.take(delivery('d1'));
    await ours.take(delivery('d1'));
    expect(done).toEqual(['a push']);
    expect(lines).toEqual([
      'Check completed. {"delivery":"d1","event":"pull_request","place":"acme/shop#7","outcome":"done","ms":0}',
      'This delivery is known; nothing is done twice. {"delivery":"d1","event":"pull_request","place":"acme/shop#7"}',
    ]);
  });

  test('that crashed may come again, and the line holds nothing that the exception said', async () => {
    let tries = 0;
    const { ours, lines } = server(() => {
      tries++;
      return tries === 1 ? Promise.reject(new Error('row (4711, hunter2)')) : Promise.resolve('Check completed.');
    });
    await ours.take(delivery('d1'));
    await ours.take(delivery('d1'));
    expect(tries).toBe(2);
    expect(lines[0]).toMatch(/^This crashed; the delivery may be sent again\. .*"kind":"Error","at":\["at /);
    expect(lines.join('\n')).not.toContain('hunter2');
    expect(lines[1]).toMatch(/^Check completed\./);
  });

  test('that asks for nothing says why, and is not remembered', async () => {
    const { ours, lines } = server(() => Promise.reject(new Error('nothing was asked')));
    const idle = { id: 'd1', event: 'ping', payload: { nothing: 'It is about no repository.' } };
    await ours.take(idle);
    await ours.take(idle);
    expect(lines).toEqual(Array(2).fill('It is about no repository. {"delivery":"d1","event":"ping"}'));
  });

  test('of a newer push breaks off the older one; both are done with', async () => {
    const said: string[] = [];
    const { ours, lines } = server(async (subject, signal) => {
      said.push(subject);
      if (subject === 'first push')
        await new Promise((resolve) => {
          signal.addEventListener('abort', resolve);
        });
      return 'Check completed.';
    });
    await Promise.all([
      ours.take(delivery('d1', 'first push')),
      ours.take(delivery('d2', 'second push')),
      ours.take(delivery('d3', 'third push')),
    ]);
    expect(said).toEqual(['first push', 'third push']);
    expect(lines.map((line) => /"delivery":"(d\d)".*"outcome":"(\w+)"/.exec(line)?.slice(1))).toEqual(
      expect.arrayContaining([
        ['d1', 'overtaken'],
        ['d2', 'overtaken'],
        ['d3', 'done'],
      ]),
    );
  });
});
