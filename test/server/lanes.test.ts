import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { lanes, overtaken, stopping } from '../../src/server/lanes.ts';
import { places } from '../../src/server/places.ts';

/** Work that goes on until it is let go, or broken off. */
function task() {
  const said: string[] = [];
  let finish = (): void => undefined;
  const gate = new Promise<void>((resolve) => (finish = resolve));
  const work = async (signal: AbortSignal): Promise<void> => {
    said.push('begun');
    const broken = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => {
        resolve();
      });
    });
    await Promise.race([gate, broken]);
    said.push(signal.aborted ? `broken off: ${String(signal.reason)}` : 'ended');
  };
  return { said, work, finish };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the newest work at a place', () => {
  test('breaks off what runs there, and begins once that has ended', async () => {
    const ours = lanes();
    const [old, newer] = [task(), task()];
    const first = ours.newest('acme/shop#7', old.work);
    const second = ours.newest('acme/shop#7', newer.work);
    expect(await first).toBe('overtaken');
    expect(old.said).toEqual(['begun', `broken off: ${overtaken}`]);
    await settled();
    newer.finish();
    expect(await second).toBe('done');
    expect(newer.said).toEqual(['begun', 'ended']);
  });

  test('leaves other places alone', async () => {
    const ours = lanes();
    const [one, other] = [task(), task()];
    const outcomes = Promise.all([ours.newest('acme/shop#7', one.work), ours.newest('acme/shop#8', other.work)]);
    expect(ours.load()).toEqual({ running: 2, waiting: 0 });
    expect(['acme/shop#7', 'acme/shop#9'].map((place) => ours.busy(place))).toEqual([true, false]);
    one.finish();
    other.finish();
    expect(await outcomes).toEqual(['done', 'done']);
    expect(ours.busy('acme/shop#7')).toBe(false);
    expect(ours.load()).toEqual({ running: 0, waiting: 0 });
  });

  test('of twenty in a row is the only one that is done', async () => {
    const ours = lanes();
    const pushes = Array.from({ length: 20 }, task);
    const outcomes = pushes.map(({ work }) => ours.newest('acme/shop#7', work));
    await settled();
    pushes.at(-1)?.finish();
    expect(await Promise.all(outcomes)).toEqual([...Array.from({ length: 19 }, () => 'overtaken'), 'done']);
    expect(pushes.map(({ said }) => said.length > 0).filter(Boolean)).toHaveLength(2);
  });

  test('goes on where what it took the place of has crashed', async () => {
    const ours = lanes();
    const crash = ours.newest(
      'acme/shop#7',
      (signal) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            reject(new Error('a bug'));
          });
        }),
    );
    const after = ours.newest('acme/shop#7', () => Promise.resolve());
    await expect(crash).rejects.toThrow('a bug');
    expect(await after).toBe('done');
    expect(ours.load()).toEqual({ running: 0, waiting: 0 });
  });

  test('can be called off by a person', async () => {
    const ours = lanes();
    const run = task();
    const outcome = ours.newest('acme/shop#7', run.work);
    ours.breakOff('acme/shop#7', '@alice cancelled it');
    expect(await outcome).toBe('overtaken');
    expect(run.said).toEqual(['begun', 'broken off: @alice cancelled it']);
  });
});

describe('work in order', () => {
  test('is done one after the other, also after a crash', async () => {
    const ours = lanes();
    const heard: string[] = [];
    const say = (word: string) =>
      ours.inOrder('acme/shop#7', async () => {
        await settled();
        heard.push(word);
        if (word === 'second') throw new Error('a bug');
      });
    const all = [say('first'), say('second'), say('third')];
    expect(ours.load()).toEqual({ running: 1, waiting: 2 });
    expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(heard).toEqual(['first', 'second', 'third']);
  });

  test('does not wait for a rehearsal of the same pull request', async () => {
    const ours = lanes();
    const rehearsal = task();
    const run = ours.newest('acme/shop#7', rehearsal.work);
    expect(await ours.inOrder('acme/shop#7', () => Promise.resolve())).toBe('done');
    rehearsal.finish();
    expect(await run).toBe('done');
  });
});

test('a stop breaks off what runs, begins nothing that waits, and settles when all has ended', async () => {
  const ours = lanes();
  const [running, waiting, comment] = [task(), task(), task()];
  const outcomes = [
    ours.newest('acme/shop#7', running.work),
    ours.inOrder('acme/shop#8', comment.work),
    ours.inOrder('acme/shop#8', waiting.work),
  ];
  await ours.stop();
  expect(await Promise.all(outcomes)).toEqual(['overtaken', 'overtaken', 'overtaken']);
  expect(running.said).toEqual(['begun', `broken off: ${stopping}`]);
  expect(waiting.said).toEqual([]);
  expect(await ours.newest('acme/shop#9', waiting.work)).toBe('overtaken');
  expect(waiting.said).toEqual([]);
});

test('whatever comes in whatever order: one run at a time a place, and the last one wins', async () => {
  const arrivals = fc.array(
    fc.record({ place: fc.integer({ min: 0, max: 2 }), rests: fc.integer({ min: 0, max: 3 }) }),
  );
  await fc.assert(
    fc.asyncProperty(arrivals, async (all) => {
      const ours = lanes();
      const running = new Map<number, number>();
      const done = new Map<number, number>();
      const outcomes = all.map(async ({ place, rests }, index) => {
        const outcome = await ours.newest(`${place}`, async (signal) => {
          running.set(place, (running.get(place) ?? 0) + 1);
          expect(running.get(place)).toBe(1);
          for (let rest = 0; rest < rests && !signal.aborted; rest++) await settled();
          running.set(place, 0);
        });
        if (outcome === 'done') done.set(place, index);
      });
      await Promise.all(outcomes);
      for (const place of new Set(all.map((one) => one.place))) {
        expect(done.get(place)).toBe(all.findLastIndex((one) => one.place === place));
      }
      expect(ours.load()).toEqual({ running: 0, waiting: 0 });
    }),
  );
});

describe('places for rehearsals', () => {
  const never = new AbortController().signal;

  test('are given in the order in which they were asked for', async () => {
    const ours = places(1);
    const first = task();
    const heard: string[] = [];
    const all = [
      ours.taken(never, () => first.work(never)),
      ours.taken(never, async () => Promise.resolve(heard.push('second'))),
      ours.taken(never, async () => Promise.resolve(heard.push('third'))),
    ];
    expect(ours.load()).toEqual({ running: 1, waiting: 2 });
    first.finish();
    await Promise.all(all);
    expect(heard).toEqual(['second', 'third']);
    expect(ours.load()).toEqual({ running: 0, waiting: 0 });
  });

  test('are not waited for once the work was called off', async () => {
    const ours = places(1);
    const first = task();
    const running = ours.taken(never, () => first.work(never));
    const controller = new AbortController();
    const given = ours.taken(controller.signal, () => Promise.reject<string>(new Error('it was called off')));
    controller.abort();
    expect(await given).toBeUndefined();
    first.finish();
    await running;
    expect(await ours.taken(never, () => Promise.resolve('free again'))).toBe('free again');
  });
});
