import { beforeAll, describe, expect, test } from '@jest/globals';
import { blocks, strength } from '../../src/domain/lock.ts';
import { schemaText } from '../../src/rehearsal/base/schema-text.ts';
import { rules } from '../../src/rules/index.ts';
import { isRunnable } from '../../src/rules/kit/instead.ts';
import { parseScript } from '../../src/sql/parse.ts';
import { findingsIn } from '../rules/reading.ts';
import { hurt, onServers, prepare, tryOut, type Effect } from './trial.ts';

// Advice is run before it is given: what every rule proposes for its own bad example, on a real server.
const advising = rules.flatMap((rule) => (rule.examples ? [{ ...rule, examples: rule.examples }] : []));

/** Where the proposal goes beside the statement, or waits for people: what has happened by then. */
const beforehand: Readonly<Record<string, string>> = {
  'add-column-not-null-no-default': 'delete from orders;',
  'drop-cascade': 'drop view open_orders;',
  'fk-without-index': 'create table lines (id bigint primary key, order_id bigint references orders (id));',
  'not-null-default-then-drop-default': "alter table orders add column state text not null default 'open';",
  'security-definer-search-path': "create function order_count() returns bigint language sql as 'select 1::bigint';",
  'transaction-nesting': 'begin;',
  'type-narrowing-data-loss': 'update orders set note = left(note, 20);',
};
/** The table is meant to be emptied, or copied: once that does no harm, or once instead of several times. */
const onPurpose: readonly string[] = ['several-rewrites', 'truncate-cascade', 'type-narrowing-data-loss'];
/** DETACH CONCURRENTLY leaves a CHECK, and says so; jsonb is another type than json. */
const otherSchema: readonly string[] = ['partition-detach', 'json-column'];

onServers('on Postgres %i', (server, major) => {
  beforeAll(() => prepare(server()));

  describe.each(advising.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
    const { given, rows = '', bad } = rule.examples;
    const proposals = (): readonly string[] =>
      major < rule.since
        ? []
        : findingsIn(bad, { given, overrides: { postgres: major } }).flatMap(({ rule: by, instead }) =>
            by === id && isRunnable(instead) ? [instead] : [],
          );
    const effectsOf = async (instead: string): Promise<readonly Effect[]> => {
      const first = beforehand[id] ?? '';
      const effects = await tryOut(server(), given + rows, `${first}\n${instead}`);
      return effects.slice(statementsIn(first));
    };

    test('what it proposes runs, and nothing is read or copied while others wait', async () => {
      for (const instead of proposals()) {
        const effects = await effectsOf(instead);
        expect(effects.flatMap(({ sql, sqlstate }) => (sqlstate ? [`${sqlstate} ${sql}`] : []))).toEqual([]);
        expect(effects.length).toBe(statementsIn(instead));
        if (!onPurpose.includes(id)) expect(effects.flatMap(hurt)).toEqual([]);
      }
    });

    // Where something is read or copied, a strong lock for a moment is better than a weak one for long.
    if (rule.hazard === 'lock' && !rule.scans && !rule.rewrites) {
      test('what it proposes takes no stronger lock than the bad example', async () => {
        const effects = await tryOut(server(), given + rows, bad);
        for (const instead of proposals()) {
          expect(strongest(await effectsOf(instead))).toBeLessThanOrEqual(strongest(effects));
        }
      });
    }

    if (rule.mechanical && rule.fails === undefined && !otherSchema.includes(id)) {
      test('what it proposes ends in the same schema', async () => {
        const [instead] = proposals();
        if (instead === undefined) return;
        const schemaAfter = async (script: string): Promise<string> => {
          let text = '';
          await tryOut(server(), given, script, async (session) => {
            text = await schemaText(session);
          });
          return text;
        };
        expect(await schemaAfter(instead)).toBe(await schemaAfter(bad));
      });
    }
  });
});

function statementsIn(sql: string): number {
  const parsed = parseScript('script.sql', sql);
  return parsed.ok ? parsed.value.statements.length : 0;
}

/** The strongest mode that makes others wait, by its rank; −1 for none. */
const strongest = (effects: readonly Effect[]): number =>
  Math.max(
    -1,
    ...effects.flatMap(({ locks }) => [...locks.values()].filter((mode) => blocks(mode).length > 0).map(strength)),
  );
