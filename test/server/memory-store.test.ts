import { expect, test } from '@jest/globals';
import type { Sha } from '../../src/domain/pull-request.ts';
import { memoryStore } from '../../src/server/memory-store.ts';

test('a delivery that is under way or done is known; one that failed may begin again', async () => {
  const store = memoryStore();
  expect(await store.begin('d1')).toBe('begun');
  expect(await store.begin('d1')).toBe('known');
  await store.end('d1', 'failed');
  expect(await store.begin('d1')).toBe('begun');
  await store.end('d1', 'done');
  expect(await store.begin('d1')).toBe('known');
});

test('remembers which commit of a pull request was seen through last', async () => {
  const store = memoryStore();
  expect(await store.settled('acme/shop#7')).toBeUndefined();
  await store.settle('acme/shop#7', 'a'.repeat(40) as Sha);
  await store.settle('acme/shop#7', 'b'.repeat(40) as Sha);
  expect(await store.settled('acme/shop#7')).toBe('b'.repeat(40));
  expect(await store.settled('acme/shop#8')).toBeUndefined();
});

test('lets go of the oldest, so that a month of deliveries fills no memory', async () => {
  const store = memoryStore(3);
  for (const delivery of ['d1', 'd2', 'd3']) await store.begin(delivery);
  await store.end('d1', 'done');
  await store.begin('d4');
  expect(await store.begin('d1')).toBe('known');
  expect(await store.begin('d2')).toBe('begun');
});
