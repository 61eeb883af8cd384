import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import type { RehearsalRun } from '../../src/domain/rehearsal.ts';
import type { Report } from '../../src/domain/report.ts';
import { assemble } from '../../src/report/assemble.ts';
import { runbook } from '../../src/report/runbook.ts';
import { hostile } from './hostile.ts';
import { broken, clean, dangerous, dangerousFacts, empty, failed } from './samples.ts';

const ran = dangerousFacts.rehearsal as RehearsalRun;
const lines = (report: Report): readonly string[] =>
  runbook(report, { call: '/migrate', commit: '4be1c9d'.padEnd(40, '0') })
    .replaceAll('\u2060', '')
    .split('\n');
const part = (report: Report, number: number): string =>
  lines(report)
    .join('\n')
    .split(/^## /m)
    [number]?.replace(/^.*\n\n/, '')
    .trim() ?? '';
const all = (node: Nodes): readonly Nodes[] => [node, ...('children' in node ? node.children.flatMap(all) : [])];
const sample = (over: Partial<RehearsalRun>): Report => assemble({ ...dangerousFacts, rehearsal: { ...ran, ...over } });

describe('The plan of a deployment', () => {
  test('begins with what it is, how long it takes and who waits', () => {
    expect(part(dangerous, 0)).toBe(
      [
        'digest `9f3a61c07b2e` · commit `4be1c9d` · rehearsed on Postgres 17.5',
        '',
        '🔴 Needs approval: `orders` would refuse writes for 4–9 min.',
        '',
        '**Do not deploy this as it is**: the check is not green.',
        '',
        '- Takes: 4.1–9.1 min in production; 19.2 s in the rehearsal.',
        '- Impact: Writes wait on `orders` for 13.1 s in the rehearsal, 4–9 min in production (Share on orders).',
        '- Impact: Under traffic reads waited up to 21 ms and writes up to 13.1 s: while a lock waits for a transaction that is open, everybody waits behind it.',
      ].join('\n'),
    );
    expect(part(clean, 0)).not.toContain('Do not deploy');
  });

  test('has its six parts in the order in which they are needed', () => {
    expect(lines(dangerous).filter((line) => line.startsWith('## '))).toEqual([
      '## 1. Before you begin',
      '## 2. The steps, in this order',
      '## 3. What to watch, and when to stop',
      '## 4. If it stops halfway',
      '## 5. The way back',
      '## 6. Afterwards',
    ]);
  });

  test('lists the steps with their times, and who waits', () => {
    expect(part(dangerous, 2).split('\n\n')[0]).toBe(
      [
        '| | statement | rehearsed | production | who waits |',
        '| ---: | --- | ---: | ---: | --- |',
        '| 1 | `0042_add_email.up.sql:1` `ALTER TABLE orders ADD COLUMN email text` | 2 ms | instant | reads and writes wait on `orders`, 2 ms here |',
        '| 2 | `0042_add_email.up.sql:3` `CREATE INDEX orders_email_idx ON orders (email)` | 13.1 s | 4–9 min | writes wait on `orders`, 13.1 s here |',
        '| 3 | `0043_fill_email.up.sql:1` `UPDATE orders SET email = lower(contact) WHERE id BETWEEN 1 AND 10000` | 6.1 s | 5–8 s | nobody |',
      ].join('\n'),
    );
    expect(part(failed, 2)).toContain('| **failed**: It names a table that does not exist then: `orders`. |');
  });

  test('says when to stop only by what was foretold', () => {
    expect(part(dangerous, 3)).toContain(
      '- `0042_add_email.up.sql:3` should end within 4–9 min. Past 9 min it is outside of what was foretold: stop it unless you can tell why.',
    );
    const statements = ran.statements.map((one) => ({
      ...one,
      estimate: { status: 'not-measured', because: 'production rows are not known', class: 'scan-sort' } as const,
    }));
    const unknown = sample({ statements });
    expect(part(unknown, 3)).toContain(
      '- `0042_add_email.up.sql:3`: how long it takes in production is not known. Agree before it begins on the time after which it is stopped.',
    );
    expect(part(unknown, 3)).not.toContain('should end within');
    expect(part(unknown, 0)).toContain('- Takes: not known in production; 19.2 s in the rehearsal.');
  });

  test('tells who waits for all that runs under a lock, and of a table rather than its indexes', () => {
    const [first, second] = ran.statements;
    const kept = (object: string) =>
      ({ object, mode: 'AccessExclusiveLock', heldMs: 13_103, blocks: ['reads', 'writes'] }) as const;
    const report = sample({
      statements: [
        { ...first!, locks: [kept('public.orders_pkey'), kept('public.orders')] },
        { ...second!, locks: [] },
      ],
    });
    expect(part(report, 0).match(/^- Impact: Reads.*$/gm)).toEqual([
      '- Impact: Reads and writes wait on `orders` for 13.1 s in the rehearsal, 4–9 min in production (AccessExclusive on orders).',
    ]);
  });

  test('knows what an interruption leaves, and the tool’s command that goes on', () => {
    expect(part(dangerous, 4)).toBe(
      'Interrupted at each of 3 points and run again: the same schema.\n\n- After step 1: `orders.email` exists. Then `migrate force 41 && migrate up`',
    );
    expect(part(failed, 4)).toBe('Not rehearsed: The migration failed.');
  });

  test('has the way back as it was rehearsed, the last first, with the one that was generated', () => {
    const migrations = dangerousFacts.migrations.map((one) => ({ ...one, direction: 'both' as const }));
    const generated = {
      status: 'reverts',
      says: 'It brings the schema back.',
      sql: 'DROP INDEX orders_email_idx;',
    } as const;
    const rollback = { status: 'missing', says: 'Nobody wrote a down.', generated } as const;
    expect(part(assemble({ ...dangerousFacts, migrations, rehearsal: { ...ran, rollback } }), 5)).toBe(
      [
        'Nobody wrote a down. A generated one was run: It brings the schema back.',
        'The last first:',
        '1. `db/migrations/0043_fill_email.up.sql`\n2. `db/migrations/0042_add_email.up.sql`',
        'The generated one:',
        '```sql\nDROP INDEX orders_email_idx;\n```',
      ].join('\n\n'),
    );
  });

  test('looks for what was left afterwards', () => {
    const left = sample({
      leftovers: [{ kind: 'not-validated', object: 'public.orders.orders_fk' }],
      statements: ran.statements.map((one) => ({ ...one, deadTuples: [{ table: 'public.orders', rows: 10_000 }] })),
    });
    expect(part(left, 6)).toContain('The rehearsal left the unvalidated constraint `orders.orders_fk`');
    expect(part(left, 6)).toContain(
      '- `orders` is left with 10,000 dead rows in the rehearsal: `VACUUM (ANALYZE) public.orders;` once no old transaction is left.',
    );
    expect(part(dangerous, 6)).toContain('The rehearsal left nothing half done, so this should show no row:');
  });

  test('is honest where nothing was rehearsed, and short where nothing changes', () => {
    expect(part(broken, 2)).toBe(
      'Nothing is known of the steps: No Postgres could be started: Docker does not answer, and no embedded Postgres is installed.',
    );
    expect(part(broken, 0)).toContain('- Takes: not known: it was not rehearsed to its end.');
    expect(runbook({ ...empty, verdict: 'error', because: 'The list of files was cut off.' })).toBe(
      '# Runbook\n\nWhat there is to deploy is not known: The list of files was cut off.\n',
    );
    expect(runbook(empty)).toBe('# Runbook\n\nNo migration changes, so there is nothing to deploy.\n');
  });

  test('holds nothing of the pull request that becomes a link, a mention or HTML', () => {
    const known = 'root heading paragraph text inlineCode strong table tableRow tableCell code list listItem';
    fc.assert(
      fc.property(hostile, (name) => {
        const statement = { ...ran.statements[1]!, sql: name, file: `db/${name}`, rewrites: [name] };
        const report = sample({
          postgres: name,
          statements: [{ ...statement, locks: [{ ...statement.locks[0]!, object: name }] }],
          rerun: { status: 'fails', says: name, points: [{ after: 1, at: name, schema: name, next: name }] },
          rollback: { status: 'missing', says: name, generated: { status: 'fails', says: name, sql: name } },
          leftovers: [{ kind: 'invalid-index', object: name }],
        });
        const nodes = all(fromMarkdown(runbook(report), { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }));
        expect(nodes.map(({ type }) => type).filter((type) => !known.split(' ').includes(type))).toEqual([]);
        const words = nodes.map((node) => (node.type === 'text' ? node.value : '\n')).join('');
        expect(words).not.toMatch(/@[a-z0-9]|(^|[^\w])(#|gh-)\d/i);
        expect(nodes.filter(({ type }) => type === 'heading')).toHaveLength(7);
      }),
      { numRuns: 60 },
    );
  });

  test('fits into one comment, whatever the names are', () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom(1, 120), (name, times) => {
        const object = name.repeat(20);
        const statement = { ...ran.statements[1]!, sql: object, file: object, rewrites: [object] };
        const report = sample({
          statements: Array.from({ length: times }, (_, line) => ({
            ...statement,
            line,
            locks: [{ ...statement.locks[0]!, object: `${object}${line}` }],
          })),
          rerun: {
            status: 'fails',
            says: object,
            points: Array.from({ length: times }, (_, step) => ({ after: step, schema: object, next: object })),
          },
          rollback: { status: 'missing', says: object, generated: { status: 'fails', says: object, sql: object } },
        });
        expect(runbook(report, { call: '/migrate' }).length).toBeLessThan(59_000);
      }),
      { numRuns: 8 },
    );
  });
});
