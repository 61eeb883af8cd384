import * as z from 'zod';
import { count, failed, lock, ms, notMeasured, position, size, sqlstate, words } from './parts.ts';

/** What the passes beside the measured run say, each a key of `rehearsal`. */

const trafficFigures = z.strictObject({
  longestReadStallMs: ms,
  longestWriteStallMs: ms,
  blockedStatements: count,
});
const trafficWait = z.strictObject({
  behind: z.enum(['reader', 'writer', 'snapshot']),
  rows: z.literal(true).exactOptional(),
  ms,
  lockTimeoutMs: ms,
  sqlstate: sqlstate.exactOptional(),
  leaves: words.exactOptional(),
  keeps: z.array(words).readonly().exactOptional(),
  alike: z
    .array(z.strictObject({ file: words, line: position }))
    .readonly()
    .exactOptional(),
});
const trafficRun = trafficFigures.extend({
  rows: count,
  stalls: z
    .array(
      z.strictObject({
        file: words,
        line: position,
        tables: z.array(words).readonly(),
        readMs: ms,
        writeMs: ms,
        rowMs: ms,
        waited: trafficWait.exactOptional(),
      }),
    )
    .readonly(),
  totalMs: ms,
  reads: z.array(ms).readonly(),
  writes: z.array(ms).readonly(),
});
export const traffic = z.union([
  trafficFigures.extend({
    status: z.literal('measured'),
    says: words.exactOptional(),
    tables: z
      .array(z.strictObject({ table: words, readers: count, writers: count }))
      .readonly()
      .exactOptional(),
    alone: trafficRun.exactOptional(),
    behind: trafficRun.extend({ heldMs: ms, productionMs: ms.exactOptional() }).exactOptional(),
  }),
  notMeasured,
]);

const reverted = ['reverts', 'loses-data', 'differs', 'fails'] as const;
export const rollback = z.union([
  z.strictObject({
    status: z.enum([...reverted, 'missing']),
    says: words,
    optional: z.literal(true).exactOptional(),
    generated: z.strictObject({ status: z.enum(reverted), says: words, sql: z.string() }).exactOptional(),
  }),
  notMeasured,
]);

export const rerun = z.union([
  z.strictObject({
    status: z.enum(['idempotent', 'resumes', 'fails']),
    says: words,
    points: z
      .array(
        z.strictObject({
          after: count,
          at: z.string().exactOptional(),
          how: z.enum(['after', 'during']).exactOptional(),
          progress: z.enum(['goes-on', 'starts-anew']).exactOptional(),
          schema: z.string(),
          next: z.string(),
        }),
      )
      .readonly(),
  }),
  notMeasured,
]);

export const compatibility = z.union([
  z.strictObject({
    checked: count,
    coverage: z
      .strictObject({ source: words, ageDays: z.number().min(0), callsShare: z.number().min(0).max(1) })
      .exactOptional(),
    broken: z.array(z.strictObject({ query: words, source: words, sqlstate })).readonly(),
  }),
  notMeasured,
]);

const adviceFigures = z.strictObject({
  durationMs: ms,
  waits: lock.exactOptional(),
  rowsLockedMs: ms.exactOptional(),
  rewrites: z.array(words).readonly(),
  scansWhileWaiting: z.array(words).readonly(),
  walBytes: size,
});
export const advice = z.strictObject({
  finding: words,
  rule: words,
  file: words,
  line: position,
  status: z.enum(['helps', 'fails', 'no-better']),
  rows: count,
  original: adviceFigures,
  alternative: adviceFigures,
  sql: words,
  says: words,
  pausesMs: ms.exactOptional(),
  lag: z
    .strictObject({ bytesPerSecond: size, productionRows: count, originalMs: ms, alternativeMs: ms })
    .exactOptional(),
  verification: z.strictObject({ sql: words, before: count, after: count }).exactOptional(),
  error: failed.exactOptional(),
});
