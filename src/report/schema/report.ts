import * as z from 'zod';
import { checklistItems } from '../../domain/checklist.ts';
import { toolIds } from '../../domain/migration.ts';
import type { Report } from '../../domain/report.ts';
import { advice, compatibility, rerun, rollback, traffic } from './passes.ts';
import { count, failed, lock, ms, notMeasured, position, size, words } from './parts.ts';

/** The JSON document to the letter. An unknown key is a mistake of ours, never something to pass on. */

const migration = z.strictObject({
  path: words,
  tool: z.enum(toolIds),
  version: z.string(),
  status: z.enum(['added', 'modified', 'renamed', 'deleted']),
  transaction: z.enum(['per-statement', 'per-file', 'one-message', 'all-pending']),
  direction: z.enum(['up', 'down', 'both']),
});

const finding = z.strictObject({
  id: words,
  rule: words,
  severity: z.enum(['blocker', 'warning', 'advice']),
  evidence: z.enum(['read', 'observed']),
  file: words,
  line: position,
  column: position,
  endLine: position,
  endColumn: position,
  objects: z.array(words).readonly(),
  says: words,
  instead: words,
  edit: words.exactOptional(),
  rehearsed: words.exactOptional(),
  suppressed: z.strictObject({ was: z.enum(['blocker', 'warning', 'advice']), reason: words }).exactOptional(),
  docs: words,
});

const checklistEntry = z.strictObject({
  item: z.enum(checklistItems),
  status: z.enum(['pass', 'warn', 'fail', 'unknown', 'not-applicable']),
  says: words,
});

const volume = z.strictObject({
  table: words,
  rows: count,
  bytes: size,
  source: z.enum(['snapshot', 'seed', 'synthetic', 'existing']),
  productionRows: count.exactOptional(),
});

const workClass = z.enum(['metadata', 'scan', 'scan-sort', 'rewrite', 'rows']);
const estimate = z.union([
  z.strictObject({
    class: workClass,
    productionMs: z.tuple([ms, ms]).readonly(),
    model: words,
    sizes: z.array(count).readonly(),
    error: z.number().min(0),
    calibrated: z.boolean(),
    runs: count.exactOptional(),
    widened: z.array(words).readonly().exactOptional(),
    cold: z.union([z.strictObject({ ms, warmMs: ms }), notMeasured]).exactOptional(),
  }),
  notMeasured.extend({ class: workClass }),
]);

const statement = z.strictObject({
  file: words,
  line: position,
  sql: words,
  durationMs: ms,
  locks: z.array(lock).readonly(),
  rewrites: z.array(words).readonly(),
  scans: z.array(z.strictObject({ table: words, rows: count })).readonly(),
  deadTuples: z
    .array(z.strictObject({ table: words, rows: count }))
    .readonly()
    .exactOptional(),
  walBytes: size,
  tempBytes: z.union([size, notMeasured]),
  rowsAffected: count.exactOptional(),
  estimate,
  phase: z.enum(['expand', 'migrate', 'contract']).exactOptional(),
  error: failed.exactOptional(),
});

const provider = z.enum(['embedded', 'docker', 'url']);
const rehearsal = z.union([
  z.strictObject({
    status: z.literal('ran'),
    postgres: words,
    provider,
    volume: z.array(volume).readonly(),
    statements: z.array(statement).readonly(),
    traffic,
    rollback,
    rerun,
    leftovers: z.array(z.strictObject({ kind: z.enum(['invalid-index', 'not-validated']), object: words })).readonly(),
    compatibility: z.strictObject({ backward: compatibility, forward: compatibility }),
    advice: z.array(advice).readonly().exactOptional(),
    schemaDiff: z.string(),
    pastEstimates: z
      .strictObject({ compared: count, inside: count, times: z.tuple([ms, ms]).readonly(), applied: z.boolean() })
      .exactOptional(),
    notes: z.array(words).readonly(),
  }),
  z.strictObject({ status: z.literal('skipped'), because: words }),
  z.strictObject({
    status: z.literal('broke'),
    because: words,
    advice: words,
    postgres: words.exactOptional(),
    provider: provider.exactOptional(),
    volume: z.array(volume).readonly().exactOptional(),
    statements: z.array(statement).readonly().exactOptional(),
    notes: z.array(words).readonly(),
  }),
]);

const decision = z.strictObject({
  who: words,
  role: z.enum(['admin', 'maintain', 'write', 'triage', 'read', 'none']),
  at: words,
  reason: words.exactOptional(),
  digest: z.string().regex(/^[0-9a-f]*$/),
  url: z.string(),
});

const approval = z.strictObject({
  state: z.enum(['nothing-needed', 'waiting', 'approved', 'overridden', 'blocked']),
  given: z.array(decision).readonly(),
  carriedOver: z.boolean(),
  void: z.array(z.strictObject({ who: words, at: words, url: z.string(), because: words })).readonly(),
  missing: z
    .array(
      z.strictObject({ finding: words, rule: words, file: words, destructive: z.boolean(), wants: count, has: count }),
    )
    .readonly(),
  approvers: z.string(),
  decisive: decision.extend({ kind: z.enum(['block', 'override']) }).exactOptional(),
  notes: z.array(words).readonly(),
});

const stages = z.strictObject({
  provision: ms.exactOptional(),
  baseline: ms.exactOptional(),
  volume: ms.exactOptional(),
  rehearse: ms.exactOptional(),
  report: ms.exactOptional(),
});

export const reportSchema = z.strictObject({
  schema: z.literal(1),
  tool: z.strictObject({ name: z.literal('migration-rehearsal'), version: words }),
  verdict: z.enum(['pass', 'needs-approval', 'approved', 'fail', 'error']),
  because: words,
  digest: z.string().regex(/^([0-9a-f]{64})?$/),
  migrations: z.array(migration).readonly(),
  findings: z.array(finding).readonly(),
  checklist: z.array(checklistEntry).length(checklistItems.length).readonly(),
  approval: approval.exactOptional(),
  rehearsal: rehearsal.exactOptional(),
  timings: z.strictObject({ totalMs: ms, stages }),
}) satisfies z.ZodType<Report>;

/** The text of docs/report.schema.json. */
export function reportJsonSchema(): string {
  const document = { title: 'Migration Rehearsal report, schema 1', ...z.toJSONSchema(reportSchema) };
  return `${JSON.stringify(document, null, 2)}\n`;
}
