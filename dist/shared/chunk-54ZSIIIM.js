import {
  external_exports
} from "./chunk-CEA2E6WD.js";
import {
  failure,
  success
} from "./chunk-6DY2GZUB.js";

// src/config/profile.ts
var amount = external_exports.number().nonnegative();
var schema = external_exports.looseObject({
  schema: external_exports.literal(1),
  // Read by hand below: a table may be called __proto__.
  tables: external_exports.custom((value) => typeof value === "object" && value !== null && !Array.isArray(value)),
  postgres: external_exports.int().positive().optional(),
  queries: external_exports.array(external_exports.looseObject({ sql: external_exports.string(), callsPerSecond: amount.optional() })).default([]),
  takenAt: external_exports.iso.datetime({ offset: true }).optional()
});
var table = external_exports.looseObject({ rows: amount.optional(), bytes: amount.optional() });
function parseProfile(text, file) {
  const parsed = schema.safeParse(json(text));
  if (!parsed.success) return bad(file, keyOf(parsed.error));
  const tables = /* @__PURE__ */ new Map();
  for (const [name, value] of Object.entries(parsed.data.tables)) {
    const entry = table.safeParse(value);
    if (!entry.success) return bad(file, ["tables", name, ...keyOf(entry.error)]);
    tables.set(name, present({ rows: entry.data.rows, bytes: entry.data.bytes }));
  }
  const { postgres, takenAt } = parsed.data;
  const queries = parsed.data.queries.map(({ sql, callsPerSecond }) => ({ sql, ...present({ callsPerSecond }) }));
  return success({
    tables,
    queries,
    ...present({ postgres, takenAt: takenAt === void 0 ? void 0 : Date.parse(takenAt) })
  });
}
function json(text) {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return void 0;
  }
}
var present = (value) => Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== void 0));
var keyOf = (error) => error.issues[0]?.path ?? [];
function bad(file, key) {
  const name = key.map((step) => JSON.stringify(String(step))).join(" \u203A ");
  return failure({
    code: "bad-profile",
    says: name === "" ? `${file} is not a JSON object, so production's row counts are not known.` : `${file}: ${name} is missing or not what a profile of schema 1 holds there.`,
    advice: 'Correct it; only "schema": 1 and "tables" are required.',
    file
  });
}

export {
  parseProfile
};
