import { beforeAll, describe, expect, test } from '@jest/globals';
import { strength, type LockMode } from '../../src/domain/lock.ts';
import { rules } from '../../src/rules/index.ts';
import { hurt, onServers, prepare, tryOut, type Effect } from './trial.ts';

// Every claim of every rule, on a real server.
const claiming = rules.flatMap((rule) => (rule.examples ? [{ ...rule, examples: rule.examples }] : []));

onServers('on Postgres %i', (server, major) => {
  beforeAll(() => prepare(server()));

  describe.each(claiming.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
    const { given, rows = '', bad, good } = rule.examples;
    const supported = major >= rule.since;

    if (rule.fails !== undefined && supported) {
      test('the bad example fails as claimed', async () => {
        const effects = await tryOut(server(), given + rows, bad);
        expect(effects.at(-1)?.sqlstate ?? 'it succeeds').toBe(rule.fails);
      });
    }

    test('the bad example takes the lock that is claimed, rewrites and reads what is claimed', async () => {
      // A failing statement leaves no locks behind; without rows it succeeds.
      const effects = await tryOut(server(), rule.fails ? given : given + rows, bad);
      if (!supported) {
        expect(effects.at(-1)?.sqlstate).toBeDefined();
        return;
      }
      if (!rule.takes) return;
      expect(strongest(effects)).toBe(rule.takes);
      expect(effects.some(({ rewritten }) => rewritten.length > 0)).toBe(
        rule.rewrites ?? rule.id.startsWith('truncate'),
      );
      if (rule.scans) expect(effects.flatMap(hurt)).not.toEqual([]);
    });

    test('the good example succeeds, and nothing is read or copied while others wait', async () => {
      const effects = await tryOut(server(), given + rows, good);
      expect(effects.flatMap(({ sqlstate }) => sqlstate ?? [])).toEqual([]);
      if (rule.hazard === 'lock') expect(effects.flatMap(hurt)).toEqual([]);
    });
  });
});

const strongest = (effects: readonly Effect[]): LockMode | undefined =>
  effects.flatMap(({ locks }) => [...locks.values()]).toSorted((a, b) => strength(b) - strength(a))[0];
