import type { Sha } from '../domain/pull-request.ts';
import type { Store } from '../ports/store.ts';

type Delivery = 'under-way' | 'done' | 'failed';

/** Remembers the newest, as long as the process lives. */
export function memoryStore(most = 10_000): Store {
  const deliveries = recent<Delivery>(most);
  const heads = recent<Sha>(most);
  return {
    begin: (delivery) => {
      const known = deliveries.get(delivery);
      if (known === 'under-way' || known === 'done') return Promise.resolve('known');
      deliveries.set(delivery, 'under-way');
      return Promise.resolve('begun');
    },
    end: (delivery, outcome) => {
      deliveries.set(delivery, outcome);
      return Promise.resolve();
    },
    settled: (place) => Promise.resolve(heads.get(place)),
    settle: (place, head) => {
      heads.set(place, head);
      return Promise.resolve();
    },
  };
}

/** A map that lets go of what was set longest ago. */
function recent<Value>(most: number): Pick<Map<string, Value>, 'get' | 'set'> {
  const entries = new Map<string, Value>();
  return {
    get: (key) => entries.get(key),
    set: (key, value) => {
      entries.delete(key);
      entries.set(key, value);
      const [oldest] = entries.keys();
      if (entries.size > most && oldest !== undefined) entries.delete(oldest);
      return entries;
    },
  };
}
