import { beforeAll, describe, expect, test } from '@jest/globals';
import type { RehearsalRun, StatementRun } from '../../src/domain/rehearsal.ts';
import type { TrafficStall, TrafficWait } from '../../src/domain/traffic.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { told } from './rehearsed.ts';

beforeAll(loadParser);

const addColumn = 'alter table orders add column note text;';
const lock = { object: 'public.orders', mode: 'AccessExclusiveLock', heldMs: 2, blocks: ['reads', 'writes'] } as const;
const instant = { locks: [lock] };

interface Queue {
  readonly waited?: Partial<TrafficWait>;
  readonly stall?: Partial<TrafficStall>;
  readonly readers?: number;
  readonly writers?: number;
  readonly productionMs?: number;
}

/** A run behind a transaction that had read `orders`, and in which everybody queued for 1.4 s. */
function queued({ waited = {}, stall = {}, readers = 0, writers = 0, productionMs }: Queue): Partial<RehearsalRun> {
  const figures = { longestReadStallMs: 1_400, longestWriteStallMs: 1_400, blockedStatements: 4 };
  const drawing = { rows: 100, totalMs: 1_600, reads: [], writes: [] };
  const one = { file: '2.sql', line: 1, tables: ['public.orders'], readMs: 1_400, writeMs: 1_400, rowMs: 0, ...stall };
  const wait = { behind: 'reader', ms: 1_500, lockTimeoutMs: 0, ...waited } as const;
  return {
    traffic: {
      ...{ status: 'measured', ...figures, tables: [{ table: 'public.orders', readers, writers }] },
      alone: { ...figures, ...drawing, stalls: [] },
      behind: {
        ...{ ...figures, ...drawing, heldMs: 1_500, stalls: [{ ...one, waited: wait }] },
        ...(productionMs !== undefined && { productionMs }),
      },
    },
  };
}

const limit = [
  '-- In the environment of psql: PGOPTIONS="-c lock_timeout=5s"',
  '-- Or at the top of the file, and not around CONCURRENTLY, which it would cancel:',
  "SET lock_timeout = '1s';",
].join('\n');

describe('an instant statement behind an open transaction', () => {
  const says =
    'No lock_timeout is in force. `2.sql:1` `alter table orders add column note text` waited 1.5 s for a transaction that had only read `public.orders`, and every later read and write queued behind it, the longest for 1.4 s. In production it lasts as long as the longest transaction there. An autovacuum against wraparound keeps it waiting as well: that one gives way to nobody.';

  test('is a warning that says who queued, in the place of the one that reads the same from the text', () => {
    expect(told('waits-behind-readers', addColumn, { run: instant, rehearsal: queued({}) })).toEqual([
      { severity: 'warning', evidence: 'observed', line: 1, objects: ['public.orders'], says, instead: limit },
    ]);
    expect(told('missing-lock-timeout', addColumn, { run: instant, rehearsal: queued({}) })).toEqual([]);
    expect(told('missing-lock-timeout', addColumn, { run: instant })).toHaveLength(1);
  });

  test('tells what else its transaction kept locked meanwhile', () => {
    const rehearsal = queued({ waited: { keeps: ['public.customers'] } });
    const [finding] = told('waits-behind-readers', addColumn, { run: instant, rehearsal });
    expect(finding?.says).toContain('All that while its transaction kept `public.customers` locked as well.');
  });

  test('is none where a lock_timeout ended the wait, or is in force', () => {
    const gaveUp = queued({ waited: { sqlstate: '55P03', lockTimeoutMs: 200, ms: 200 } });
    expect(told('waits-behind-readers', addColumn, { run: instant, rehearsal: gaveUp })).toEqual([]);
    const inForce = queued({ waited: { lockTimeoutMs: 5_000 } });
    expect(told('waits-behind-readers', addColumn, { run: instant, rehearsal: inForce })).toEqual([]);
  });
});

describe('where queries of the profile use the table', () => {
  const reads = (queue: Queue, run: Partial<StatementRun> = instant) =>
    told('long-read-stall', addColumn, { run, rehearsal: queued(queue) });

  test('reads that wait longer than the budget are a blocker, however few rows there are', () => {
    expect(reads({ readers: 2, productionMs: 300_000 })).toEqual([
      {
        ...{ severity: 'blocker', evidence: 'observed', line: 1, objects: ['public.orders'], instead: limit },
        says: 'Reads of `public.orders` waited 1.4 s: this statement waited for a transaction that had only read `public.orders`, held open for 1.5 s, and everything after it queued. 2 queries of the profile read `public.orders`; the budget is 1 s, and no lock_timeout is in force. In production it lasts as long as the longest transaction there (5 min when the profile was taken).',
      },
    ]);
  });

  test('so are writes', () => {
    const rehearsal = queued({ writers: 1, waited: { behind: 'writer' } });
    const [finding] = told('long-write-stall', addColumn, { run: instant, rehearsal });
    expect(finding).toMatchObject({ severity: 'blocker' });
    expect(finding?.says).toMatch(
      /^Writes of `public.orders` waited 1.4 s: this statement waited for a transaction that had written to `public.orders`, held open for 1.5 s, and everything after it queued. 1 query of the profile changes `public.orders`; /,
    );
  });

  test('where both wait, it is told once', () => {
    const [finding, ...others] = reads({ readers: 2, writers: 1 });
    expect(finding?.says).toMatch(/^Reads and writes of `public.orders` waited 1.4 s: /);
    expect(finding?.says).toContain(
      '2 queries of the profile read `public.orders` and 1 query of the profile changes `public.orders`; ',
    );
    expect(others).toEqual([]);
    const rehearsal = queued({ readers: 2, writers: 1 });
    expect(told('long-write-stall', addColumn, { run: instant, rehearsal })).toEqual([]);
  });

  test('a table that no query is known to read stops nobody', () => {
    expect(reads({ writers: 3 })).toEqual([]);
  });

  test('what stays within the budget neither', () => {
    expect(reads({ readers: 2, stall: { readMs: 1_000 } })).toEqual([]);
    expect(reads({ readers: 2, stall: { readMs: 200 }, waited: { lockTimeoutMs: 200, sqlstate: '55P03' } })).toEqual(
      [],
    );
  });

  test('whoever set a lock_timeout has chosen, but not a minute', () => {
    expect(reads({ readers: 2, waited: { lockTimeoutMs: 5_000 } })).toEqual([]);
    const [finding] = reads({ readers: 2, waited: { lockTimeoutMs: 60_000 } });
    expect(finding).toMatchObject({ severity: 'blocker' });
    expect(finding?.says).toContain(
      'the budget is 1 s, and the lock_timeout in force, 1 min, is no shorter. In production it lasts as long as the longest transaction there, and no longer than 1 min.',
    );
  });
});

describe('CONCURRENTLY under a short lock_timeout', () => {
  const build = "set lock_timeout = '5s'; create index concurrently orders_email on orders (email);";
  const rule = 'lock-timeout-starves-concurrently';
  const says =
    '`CREATE INDEX CONCURRENTLY` waits for every transaction that was open before it, on any table: one that is open for longer than 5s cancels it (lock_timeout is `5s`), and an invalid index stays.';
  const run = { sql: 'create index concurrently orders_email on orders (email);', locks: [] };
  const cancelled = {
    behind: 'snapshot',
    lockTimeoutMs: 5_000,
    sqlstate: '55P03',
    leaves: 'public.orders_email',
  } as const;

  test('what the text says and what was seen are one finding', () => {
    const rehearsal = queued({ stall: { tables: [], readMs: 0, writeMs: 0 }, waited: cancelled });
    expect(told(rule, build, { run, rehearsal })).toMatchObject([
      {
        ...{ severity: 'warning', evidence: 'observed', line: 1, objects: ['public.orders'] },
        says: `${says} Behind a transaction on no table of its own it was cancelled in the rehearsal (55P03), and left \`public.orders_email\` invalid.`,
      },
    ]);
  });

  test('where it was not cancelled, the text stands', () => {
    const rehearsal = queued({ waited: { behind: 'snapshot', lockTimeoutMs: 5_000 } });
    expect(told(rule, build, { run, rehearsal })).toMatchObject([{ evidence: 'read', says }]);
  });
});

describe('a statement that a timeout cancels for the sake of locked rows', () => {
  const rule = 'row-lock-cancels';
  const stall = { readMs: 0, writeMs: 0 };
  const waited = { behind: 'writer', rows: true, ms: 300, lockTimeoutMs: 5_000, sqlstate: '55P03' } as const;
  const update = "update orders set email = 'x';";
  const rowLock = { object: 'public.orders', mode: 'RowExclusiveLock', heldMs: 2, blocks: [] } as const;
  const locks = [rowLock];
  const says =
    'Behind a transaction that had changed some of its rows in `public.orders` it was cancelled in the rehearsal (55P03): the lock_timeout in force, 5 s, counts locked rows as well. The migration ends there, and what ran before it stays.';

  test('is told, and that batches lose only themselves', () => {
    expect(told(rule, update, { run: { locks }, rehearsal: queued({ stall, waited }) })).toEqual([
      {
        ...{ severity: 'warning', evidence: 'observed', line: 1, objects: ['public.orders'], says },
        instead:
          'Change the rows in batches, as unbatched-update proposes, in a migration of its own: a batch that is cancelled loses only itself, and the next run goes on where it ended.',
      },
    ]);
  });

  test('where no rule asks for batches, it gets more time than the transactions that it waits for', () => {
    const few = 'update customers set id = 8 where id = 7;';
    const rehearsal = queued({
      stall: { ...stall, tables: ['public.customers'] },
      waited: { ...waited, keeps: ['public.orders'] },
    });
    expect(told(rule, few, { run: { sql: few, locks }, rehearsal })).toMatchObject([
      {
        says: `${says.replace('orders', 'customers')} Until then its transaction kept \`public.orders\` locked.`,
        instead: [
          '-- Longer than the transactions that change these rows; it keeps nobody waiting but for its own rows:',
          "SET lock_timeout = '60s';",
          few,
          "SET lock_timeout = '5s';",
        ].join('\n'),
      },
    ]);
  });

  test('a statement_timeout counts that wait, too', () => {
    const rehearsal = queued({ stall, waited: { ...waited, lockTimeoutMs: 0, sqlstate: '57014' } });
    const [finding] = told(rule, update, { run: { locks }, rehearsal });
    expect(finding?.says).toContain('(57014): the statement_timeout in force counts that wait as well.');
  });

  test('nothing is told where it waited for its turn, or for the table', () => {
    const patient = { behind: 'writer', rows: true, ms: 300, lockTimeoutMs: 5_000 } as const;
    expect(told(rule, update, { run: { locks }, rehearsal: queued({ stall, waited: patient }) })).toEqual([]);
    const forTable = { behind: 'writer', ms: 300, lockTimeoutMs: 5_000, sqlstate: '55P03' } as const;
    expect(told(rule, update, { run: { locks }, rehearsal: queued({ stall, waited: forTable }) })).toEqual([]);
  });
});

describe('what a statement’s own work keeps waiting', () => {
  const estimate: StatementRun['estimate'] = {
    class: 'scan',
    productionMs: [4_000, 9_000],
    model: 'linear',
    sizes: [],
    error: 0,
    calibrated: false,
  };
  const stall: TrafficStall = { file: '2.sql', line: 1, tables: ['public.orders'], readMs: 60, writeMs: 60, rowMs: 0 };
  const figures = { longestReadStallMs: 60, longestWriteStallMs: 60, blockedStatements: 4 };
  const rehearsal: Partial<RehearsalRun> = {
    traffic: {
      ...{ status: 'measured', ...figures },
      alone: { ...figures, rows: 100, totalMs: 80, reads: [], writes: [], stalls: [stall] },
    },
  };
  const held = (heldMs: number) => ({ durationMs: 60, locks: [{ ...lock, heldMs }], estimate });

  test('counts at production’s size', () => {
    expect(told('long-read-stall', addColumn, { run: held(60), rehearsal })).toEqual([
      {
        ...{ severity: 'blocker', evidence: 'observed', line: 1, objects: ['public.orders'] },
        says: 'Reads and writes of `public.orders` waited for this statement in the rehearsal, and would wait for up to 9 s in production; the budget is 1 s.',
        instead:
          'Split what takes long off into a migration of its own, in a form that lets others go on (CONCURRENTLY, NOT VALID and then VALIDATE, batches).',
      },
    ]);
  });

  test('not where the lock is let go of long before the statement ends', () => {
    expect(told('long-read-stall', addColumn, { run: held(5), rehearsal })).toEqual([]);
  });

  test('not where production’s rows are not known', () => {
    expect(told('long-read-stall', addColumn, { run: { durationMs: 60, locks: [lock] }, rehearsal })).toEqual([]);
  });

  test('a blocker that says so already has the figure added', () => {
    const build = 'create index orders_email on orders (email);';
    const share = { ...lock, mode: 'ShareLock', heldMs: 60, blocks: ['writes'] } as const;
    const run = { durationMs: 60, locks: [share], estimate };
    expect(told('long-write-stall', build, { run, rehearsal })).toEqual([]);
    const [finding] = told('create-index-not-concurrent', build, { run, rehearsal });
    expect(finding).toMatchObject({ severity: 'blocker', evidence: 'observed' });
    expect(finding?.says).toContain('and would wait for up to 9 s in production; the budget is 1 s.');
  });
});
