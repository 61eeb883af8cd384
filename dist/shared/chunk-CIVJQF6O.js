import {
  checklistItems
} from "./chunk-TNOWIQTG.js";
import {
  toolIds
} from "./chunk-6S3QQKEH.js";
import {
  external_exports
} from "./chunk-CEA2E6WD.js";
import {
  lockModes
} from "./chunk-WGPGLP6T.js";

// src/report/schema.ts
var position = external_exports.int().min(1);
var count = external_exports.int().min(0);
var ms = external_exports.number().min(0);
var size = external_exports.int().min(0);
var words = external_exports.string().min(1);
var notMeasured = external_exports.strictObject({ status: external_exports.literal("not-measured"), because: words });
var migration = external_exports.strictObject({
  path: words,
  tool: external_exports.enum(toolIds),
  version: external_exports.string(),
  status: external_exports.enum(["added", "modified", "renamed", "deleted"]),
  transaction: external_exports.enum(["per-statement", "per-file", "one-message", "all-pending"]),
  direction: external_exports.enum(["up", "down", "both"])
});
var finding = external_exports.strictObject({
  id: words,
  rule: words,
  severity: external_exports.enum(["blocker", "warning", "advice"]),
  evidence: external_exports.enum(["read", "observed"]),
  file: words,
  line: position,
  column: position,
  endLine: position,
  endColumn: position,
  objects: external_exports.array(words).readonly(),
  says: words,
  instead: words,
  docs: words
});
var checklistEntry = external_exports.strictObject({
  item: external_exports.enum(checklistItems),
  status: external_exports.enum(["pass", "warn", "fail", "unknown", "not-applicable"]),
  says: words
});
var volume = external_exports.strictObject({
  table: words,
  rows: count,
  bytes: size,
  source: external_exports.enum(["snapshot", "seed", "synthetic", "existing"]),
  productionRows: count.exactOptional()
});
var workClass = external_exports.enum(["metadata", "scan", "scan-sort", "rewrite", "rows"]);
var estimate = external_exports.union([
  external_exports.strictObject({
    class: workClass,
    productionMs: external_exports.tuple([ms, ms]).readonly(),
    model: words,
    sizes: external_exports.array(count).readonly(),
    error: external_exports.number().min(0),
    calibrated: external_exports.boolean()
  }),
  notMeasured.extend({ class: workClass })
]);
var sqlstate = external_exports.string().regex(/^[0-9A-Z]{5}$/);
var statement = external_exports.strictObject({
  file: words,
  line: position,
  sql: words,
  durationMs: ms,
  locks: external_exports.array(
    external_exports.strictObject({
      object: words,
      mode: external_exports.enum(lockModes),
      heldMs: ms,
      blocks: external_exports.array(external_exports.enum(["reads", "writes"])).readonly()
    })
  ).readonly(),
  rewrites: external_exports.array(words).readonly(),
  scans: external_exports.array(external_exports.strictObject({ table: words, rows: count })).readonly(),
  walBytes: size,
  tempBytes: size,
  rowsAffected: count.exactOptional(),
  estimate,
  error: external_exports.strictObject({ sqlstate, says: words }).exactOptional()
});
var traffic = external_exports.union([
  external_exports.strictObject({
    status: external_exports.literal("measured"),
    longestReadStallMs: ms,
    longestWriteStallMs: ms,
    blockedStatements: count
  }),
  notMeasured
]);
var reverted = ["reverts", "loses-data", "differs", "fails"];
var rollback = external_exports.union([
  external_exports.strictObject({
    status: external_exports.enum([...reverted, "missing"]),
    says: words,
    generated: external_exports.strictObject({ status: external_exports.enum(reverted), says: words, sql: external_exports.string() }).exactOptional()
  }),
  notMeasured
]);
var rerun = external_exports.union([
  external_exports.strictObject({
    status: external_exports.enum(["idempotent", "resumes", "fails"]),
    says: words,
    points: external_exports.array(external_exports.strictObject({ after: count, schema: external_exports.string(), next: external_exports.string() })).readonly()
  }),
  notMeasured
]);
var compatibility = external_exports.union([
  external_exports.strictObject({
    checked: count,
    coverage: external_exports.strictObject({ source: words, ageDays: external_exports.number().min(0), callsShare: external_exports.number().min(0).max(1) }).exactOptional(),
    broken: external_exports.array(external_exports.strictObject({ query: words, source: words, sqlstate })).readonly()
  }),
  notMeasured
]);
var provider = external_exports.enum(["embedded", "docker", "url"]);
var rehearsal = external_exports.union([
  external_exports.strictObject({
    status: external_exports.literal("ran"),
    postgres: words,
    provider,
    volume: external_exports.array(volume).readonly(),
    statements: external_exports.array(statement).readonly(),
    traffic,
    rollback,
    rerun,
    leftovers: external_exports.array(external_exports.strictObject({ kind: external_exports.enum(["invalid-index", "not-validated"]), object: words })).readonly(),
    compatibility: external_exports.strictObject({ backward: compatibility, forward: compatibility }),
    schemaDiff: external_exports.string(),
    notes: external_exports.array(words).readonly()
  }),
  external_exports.strictObject({ status: external_exports.literal("skipped"), because: words }),
  external_exports.strictObject({
    status: external_exports.literal("broke"),
    because: words,
    advice: words,
    postgres: words.exactOptional(),
    provider: provider.exactOptional(),
    volume: external_exports.array(volume).readonly().exactOptional(),
    statements: external_exports.array(statement).readonly().exactOptional(),
    notes: external_exports.array(words).readonly()
  })
]);
var stages = external_exports.strictObject({
  provision: ms.exactOptional(),
  baseline: ms.exactOptional(),
  volume: ms.exactOptional(),
  rehearse: ms.exactOptional(),
  report: ms.exactOptional()
});
var reportSchema = external_exports.strictObject({
  schema: external_exports.literal(1),
  tool: external_exports.strictObject({ name: external_exports.literal("migration-rehearsal"), version: words }),
  verdict: external_exports.enum(["pass", "needs-approval", "approved", "fail", "error"]),
  because: words,
  digest: external_exports.string().regex(/^([0-9a-f]{64})?$/),
  migrations: external_exports.array(migration).readonly(),
  findings: external_exports.array(finding).readonly(),
  checklist: external_exports.array(checklistEntry).length(checklistItems.length).readonly(),
  rehearsal: rehearsal.exactOptional(),
  timings: external_exports.strictObject({ totalMs: ms, stages })
});

// src/report/json.ts
function toJson(report) {
  return `${JSON.stringify(reportSchema.parse(report), null, 2)}
`;
}
function fromJson(text) {
  return reportSchema.parse(JSON.parse(text));
}

export {
  toJson,
  fromJson
};
