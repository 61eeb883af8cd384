import { describe, expect, test } from '@jest/globals';
import type { Traffic } from '../../src/domain/rehearsal.ts';
import type { TrafficRun, TrafficStall } from '../../src/domain/traffic.ts';
import { lanes, stallLines, trafficWords } from '../../src/report/traffic.ts';
import { htmlPage } from '../../src/report/html.ts';
import { markdown } from '../../src/report/markdown.ts';
import { reportSchema } from '../../src/report/schema/report.ts';
import { assemble } from '../../src/report/assemble.ts';
import { cleanFacts } from './samples.ts';

type Measured = Extract<Traffic, { readonly status: 'measured' }>;

const run = (longestReadStallMs: number, longestWriteStallMs: number, more: Partial<TrafficRun> = {}): TrafficRun => ({
  ...{ longestReadStallMs, longestWriteStallMs, blockedStatements: 2, rows: 10_000, totalMs: 1_600, stalls: [] },
  reads: Array.from({ length: 36 }, (_, part) => (part < 12 ? 2 : longestReadStallMs)),
  writes: Array.from({ length: 36 }, (_, part) => (part < 12 ? 2 : longestWriteStallMs)),
  ...more,
});

const stall = (more: Partial<TrafficStall>): TrafficStall => ({
  ...{ file: 'migrations/2.sql', line: 1, tables: ['public.orders'], readMs: 0, writeMs: 0, rowMs: 0 },
  ...more,
});
const reader = { behind: 'reader', ms: 1_500, lockTimeoutMs: 0 } as const;

const measured = (alone: TrafficRun, behind?: TrafficRun): Measured => ({
  ...{ status: 'measured', longestReadStallMs: 1_400, longestWriteStallMs: 1_500, blockedStatements: 4 },
  ...{ says: 'Probes read from and wrote to public.orders every 4 ms.', alone },
  ...(behind && { behind: { ...behind, heldMs: 1_500 } }),
});

describe('the drawing', () => {
  test('is of the run that kept reads and writes longer', () => {
    const seen = measured(run(3, 60), run(21, 1_500));
    expect(lanes(seen)).toBe(
      [
        'Under probes, behind a transaction held open for 1.5 s',
        '               0                              1.6 s',
        'write latency ▏▁▁▁▁▁▁▁▁▁▁▁▁████████████████████████▕ longest 1.5 s',
        'read latency  ▏▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▕ longest 21 ms',
      ].join('\n'),
    );
    expect(lanes(measured(run(3, 400)))).toContain('Under probes\n');
  });

  test('is left out where nobody waited, or nobody looked', () => {
    expect(lanes(measured(run(3, 4, { blockedStatements: 0 })))).toBe('');
    expect(lanes(undefined)).toBe('');
  });
});

describe('who waited for whom', () => {
  const said = (...stalls: readonly TrafficStall[]) =>
    stallLines(measured(run(0, 0, { stalls }))).map(({ says }) => says);

  test('by the work itself', () => {
    expect(said(stall({ writeMs: 235 }))).toEqual(['orders: kept writes for up to 235 ms waiting.']);
    expect(said(stall({ rowMs: 300 }))).toEqual(['orders: kept rows that it had changed locked for 300 ms.']);
  });

  test('behind an open transaction', () => {
    const waited = { ...reader, keeps: ['public.customers'], alike: [{ file: 'migrations/2.sql', line: 7 }] };
    expect(said(stall({ readMs: 1_400, writeMs: 1_500, waited }))).toEqual([
      'orders: waited 1.5 s for a transaction that had only read; kept reads for up to 1.4 s and writes for up to 1.5 s waiting. Its transaction kept customers locked meanwhile. So would 2.sql:7, with the same locks.',
    ]);
  });

  test('until a lock_timeout ended it', () => {
    const waited = { ...reader, ms: 101, lockTimeoutMs: 100, sqlstate: '55P03' };
    expect(said(stall({ readMs: 99, writeMs: 99, waited }))).toEqual([
      'orders: gave up after 101 ms behind a transaction that had only read (lock_timeout, 55P03), and the queue moved on; kept reads for up to 99 ms and writes for up to 99 ms waiting.',
    ]);
  });

  test('for rows, where a lock_timeout that was meant for tables ends it', () => {
    const rows = { behind: 'writer', rows: true, ms: 301, lockTimeoutMs: 2_000, sqlstate: '55P03' } as const;
    expect(said(stall({ waited: rows }))).toEqual([
      'orders: gave up after 301 ms behind a transaction that had changed some of the same rows (lock_timeout, shortened from 2 s for the rehearsal, 55P03); kept nobody else waiting.',
    ]);
  });

  test('CONCURRENTLY, which keeps nobody else waiting and leaves something behind', () => {
    const snapshot = {
      behind: 'snapshot',
      ms: 302,
      lockTimeoutMs: 5_000,
      sqlstate: '55P03',
      leaves: 'public.i',
    } as const;
    expect(said(stall({ tables: [], waited: snapshot }))).toEqual([
      'gave up after 302 ms behind a transaction that was open before, on whatever table (lock_timeout, shortened from 5 s for the rehearsal, 55P03), and left the invalid index i; kept nobody else waiting.',
    ]);
  });
});

test('the line on locks tells of the open transaction where somebody queued behind it', () => {
  const queue = [stall({ readMs: 1_400, waited: reader })];
  expect(trafficWords(measured(run(3, 4), run(1_400, 1_500, { stalls: queue })))).toBe(
    ' Under traffic, behind a transaction held open for 1.5 s, the longest write waited 1.5 s, the longest read 1.4 s.',
  );
  expect(trafficWords(measured(run(3, 4), run(3, 4)))).toBe(
    ' Under traffic the longest write waited 1.5 s, the longest read 1.4 s.',
  );
  expect(trafficWords({ status: 'not-measured', because: 'it met its time limit' })).toBe('');
});

test('every view has it, and the report is valid', () => {
  const facts = cleanFacts;
  if (facts.rehearsal?.status !== 'ran') throw new Error('The sample ran.');
  const traffic = measured(run(3, 4), run(1_400, 1_500, { stalls: [stall({ readMs: 1_400, waited: reader })] }));
  const report = assemble({ ...facts, rehearsal: { ...facts.rehearsal, traffic } });
  expect(() => reportSchema.parse(report)).not.toThrow();
  for (const view of [markdown(report), htmlPage(report)]) {
    expect(view).toContain('Who waits');
    expect(view).toContain('Probes read from and wrote to public.orders every 4 ms.');
    expect(view).toContain('waited 1.5 s for a transaction that had only read; kept reads for up to 1.4 s waiting.');
    expect(view).toContain('Under probes, behind a transaction held open for 1.5 s');
  }
});
