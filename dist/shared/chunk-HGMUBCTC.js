import {
  toolIds
} from "./chunk-6S3QQKEH.js";
import {
  external_exports
} from "./chunk-CEA2E6WD.js";
import {
  require_dist,
  shown
} from "./chunk-I35ANTAZ.js";
import {
  closest,
  distance
} from "./chunk-D75LI2OU.js";
import {
  failure,
  success
} from "./chunk-6DY2GZUB.js";
import {
  __toESM
} from "./chunk-UL4WNEGY.js";

// src/config/parse.ts
var import_yaml2 = __toESM(require_dist(), 1);

// src/config/config.ts
function configOf(file) {
  const { "enforce-from": enforceFrom, postgres: postgres2, volume: volume2, rehearsal: rehearsal2, rules: rules2, approval: approval2, windows, ...same } = file;
  const { "url-env": urlEnv, "create-role": createRole, ...database } = postgres2;
  const { "stale-after": staleAfterMs, ...amounts } = volume2;
  const { exceptions, ...settings2 } = rules2;
  const { ttl: ttlMs, ...approvers } = approval2;
  return defined({
    ...same,
    enforceFrom,
    postgres: { ...database, urlEnv, createRole },
    volume: { ...amounts, staleAfterMs },
    rehearsal: rehearsalOf(rehearsal2),
    rules: {
      settings: Object.fromEntries(Object.entries(settings2).map(([rule, setting]) => [rule, settingOf(setting)])),
      exceptions
    },
    approval: { ...approvers, ttlMs },
    windows: { timeZone: windows["time-zone"], allowed: windows.allowed, freezes: windows.freezes }
  });
}
function rehearsalOf({ traffic, rollback, rerun, cold, ...file }) {
  const startup = file["startup-budget"];
  return {
    statementLimitMs: file["statement-limit"],
    passLimitMs: file["pass-limit"],
    totalLimitMs: file["total-limit"],
    stallBudgetMs: file["stall-budget"],
    ...startup !== "" && { startupBudgetMs: startup },
    traffic,
    rollback,
    rerun,
    cold
  };
}
var settingOf = (setting) => typeof setting === "string" ? { severity: setting, suppressible: true } : setting;
var defined = (value) => JSON.parse(JSON.stringify(value));

// src/config/values.ts
var durationPattern = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/;
var milliseconds = { ms: 1, s: 1e3, m: 6e4, h: 36e5, d: 864e5 };
var duration = external_exports.string({ error: "must be a time such as 60s, 10m or 30d" }).regex(durationPattern, { error: "must be a time such as 60s, 10m or 30d" }).transform((text2) => scaled(durationPattern.exec(text2), milliseconds)).meta({ examples: ["60s", "10m", "30d"] });
var sizePattern = /^(\d+(?:\.\d+)?)(B|KB|MB|GB|TB)$/i;
var bytesIn = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3, tb: 1024 ** 4 };
var size = external_exports.union(
  [
    external_exports.literal("auto"),
    external_exports.int().nonnegative(),
    external_exports.string().regex(sizePattern).transform((text2) => Math.round(scaled(sizePattern.exec(text2.toLowerCase()), bytesIn)))
  ],
  { error: "must be auto, or a size such as 500MB or 20GB" }
);
function scaled(match, units) {
  return Number(match?.[1]) * (units[match?.[2] ?? ""] ?? NaN);
}
var day = external_exports.iso.date({ error: "must be a day such as 2027-01-31" });
var flag = (byDefault) => external_exports.boolean({ error: "must be true or false" }).default(byDefault === "on");
var text = external_exports.string({ error: "must be text" });
var texts = external_exports.array(text, { error: 'must be a list of texts, such as ["a", "b"]' }).default([]);
var count = external_exports.int({ error: "must be a whole number" }).nonnegative({ error: "must not be below 0" }).max(Number.MAX_SAFE_INTEGER);
var settings = external_exports.record(
  external_exports.string(),
  external_exports.union([external_exports.string(), external_exports.number(), external_exports.boolean()], { error: "must be text, a number, true or false" }),
  { error: "must be a list of `name: value`" }
).transform((entries) => {
  return Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, String(value)]));
}).prefault({});
var word = (words) => external_exports.enum(words, { error: `must be one of ${words.join(", ")}` });

// src/config/schema.ts
var migrations = external_exports.strictObject({
  tool: word(toolIds).optional(),
  paths: texts.describe("Globs from the top of the repository"),
  ignore: texts,
  command: text.default(""),
  schema: text.default("").describe("A structure file that the tool keeps"),
  transaction: word(["per-statement", "per-file", "one-message", "all-pending"]).optional(),
  placeholders: settings,
  session: settings.describe("What the runner sets itself, such as lock_timeout: 5s")
});
var postgres = external_exports.strictObject({
  version: external_exports.int({ error: "must be a major version from 12 to 18" }).min(12).max(18).optional(),
  provider: word(["auto", "embedded", "docker", "url"]).default("auto"),
  image: text.default(""),
  "url-env": text.regex(/^([A-Za-z_][A-Za-z0-9_]*)?$/, { error: "must be the name of an environment variable" }).default("").describe("Name of the environment variable that holds the address; never the address itself"),
  disposable: flag("off"),
  create: text.default(""),
  destroy: text.default(""),
  extensions: texts,
  settings,
  "create-role": flag("off")
});
var volume = external_exports.strictObject({
  rows: count.default(1e6),
  tables: external_exports.record(external_exports.string(), count, { error: "must be a list of `schema.table: rows`" }).default({}),
  seconds: count.default(60),
  bytes: size.default("auto"),
  profile: text.default(""),
  snapshot: text.default(""),
  seed: text.default(""),
  full: flag("off"),
  "stale-after": duration.prefault("30d")
});
var rehearsal = external_exports.strictObject({
  "statement-limit": duration.prefault("60s"),
  "pass-limit": duration.prefault("120s"),
  "total-limit": duration.prefault("10m"),
  "stall-budget": duration.prefault("1s"),
  "startup-budget": external_exports.union([external_exports.literal(""), duration], { error: "must be a time such as 30s" }).default(""),
  traffic: flag("on"),
  rollback: flag("on"),
  rerun: flag("on"),
  cold: flag("off")
});
var severity = word(["off", "advice", "warning", "blocker"]);
var exception = external_exports.strictObject({
  table: text.default(""),
  path: text.default(""),
  rule: text.default(""),
  reason: text.min(1, { error: "must say why" }),
  until: day.optional()
}).refine(({ table, path, rule }) => table + path + rule !== "", { error: "must name a table, a path or a rule" });
var rules = external_exports.object({ exceptions: external_exports.array(exception, { error: "must be a list" }).default([]) }).catchall(
  external_exports.union([severity, external_exports.strictObject({ severity: severity.optional(), suppressible: flag("on") })], {
    error: "must be off, advice, warning or blocker, or { severity: blocker, suppressible: true }"
  })
);
var approval = external_exports.strictObject({
  users: texts,
  teams: texts,
  codeowners: flag("on"),
  required: external_exports.strictObject({ blocker: count.default(1), destructive: count.default(1) }).prefault({}),
  forbidden: texts.describe("Rules that nobody may approve"),
  ttl: duration.prefault("14d"),
  reviews: flag("off"),
  emergency: texts
});
var fileSchema = external_exports.strictObject({
  mode: word(["enforce", "report"]).default("enforce"),
  "enforce-from": day.optional(),
  id: text.regex(/^([A-Za-z0-9][A-Za-z0-9._-]{0,49})?$/, { error: "must be letters, digits, dots, dashes; at most 50" }).default(""),
  migrations: migrations.prefault({}),
  postgres: postgres.prefault({}),
  volume: volume.prefault({}),
  rehearsal: rehearsal.prefault({}),
  queries: external_exports.strictObject({ files: texts, commands: texts }).prefault({}),
  rules: rules.prefault({}),
  approval: approval.prefault({}),
  windows: external_exports.strictObject({ "time-zone": text.default("UTC"), allowed: texts, freezes: texts }).prefault({}),
  notify: external_exports.strictObject({ webhooks: texts, mention: texts }).prefault({}),
  comment: external_exports.strictObject({ when: word(["always", "on-findings", "never"]).default("always"), suggestions: flag("off") }).prefault({})
});

// src/config/mistakes.ts
var documentation = "docs/configuration.md lists every key.";
var nearest = (word2, known) => {
  const near = known.length > 0 && word2.length <= 100 ? closest(word2, known) : void 0;
  return near !== void 0 && distance(word2, near) <= Math.max(2, near.length / 2) ? near : void 0;
};
var meant = (word2, known) => {
  const near = nearest(word2, known);
  return near === void 0 ? documentation : `Did you mean \`${near}\`?`;
};
function mistakesOf(error) {
  return error.issues.flatMap((issue) => {
    if (issue.code !== "unrecognized_keys") {
      return [{ path: issue.path, says: `${subject(issue.path)} ${wording(issue)}.`, advice: documentation }];
    }
    const known = knownKeys(issue.path);
    return issue.keys.map((key) => ({
      path: issue.path,
      key,
      says: `\`${spoken([...issue.path, key])}\` is no key of the configuration.`,
      advice: meant(key, known)
    }));
  });
}
var subject = (path) => path.length === 0 ? "The file" : `\`${spoken(path)}\``;
function wording(issue) {
  if (issue.message.startsWith("must ")) return issue.message;
  if (issue.code === "too_small") return `must not be below ${issue.minimum}`;
  if (issue.code === "too_big") return `must not be above ${issue.maximum}`;
  return "must be a list of `key: value`";
}
var spoken = (path) => path.map((step) => typeof step === "number" ? `[${step}]` : `.${oneLine(String(step))}`).join("").replace(/^\./, "");
var oneLine = (key) => {
  const plain = key.replace(/[\p{C}\p{Zl}\p{Zp}`]/gu, "?");
  return plain.length <= 60 ? plain : `${plain.slice(0, 60)}\u2026`;
};
function knownKeys(path) {
  if (path[0] === "rules") {
    return path[1] === "exceptions" ? ["table", "path", "rule", "reason", "until"] : ["severity", "suppressible"];
  }
  let defaults = fileSchema.shape;
  for (const step of path) {
    const field = defaults[step];
    defaults = shapeOf(field);
  }
  return Object.keys(defaults);
}
function shapeOf(field) {
  if (typeof field !== "object" || field === null) return {};
  if ("shape" in field) return field.shape;
  return "unwrap" in field && typeof field.unwrap === "function" ? shapeOf(field.unwrap()) : {};
}
function unknownRules(file, rules2) {
  const { exceptions, ...settings2 } = file.rules;
  const named = [
    ...Object.keys(settings2).map((key) => ({ path: ["rules"], key })),
    ...exceptions.map((_, index) => ({ path: ["rules", "exceptions", index, "rule"] })),
    ...file.approval.forbidden.map((_, index) => ({ path: ["approval", "forbidden", index] }))
  ];
  const ids = [...Object.keys(settings2), ...exceptions.map(({ rule }) => rule), ...file.approval.forbidden];
  return named.flatMap((place, index) => {
    const id = ids[index] ?? "";
    if (id === "" || rules2.includes(id)) return [];
    return [{ ...place, says: `There is no rule \`${oneLine(id)}\`.`, advice: meant(id, rules2) }];
  });
}
function unusableKeys(value, path = []) {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(
    ([key, inner]) => key === "__proto__" ? [{ path, key, says: "The name `__proto__` cannot be used here.", advice: "Take it out." }] : unusableKeys(inner, [...path, Array.isArray(value) ? Number(key) : key])
  );
}
function databaseAddresses(value, path = []) {
  if (typeof value === "string" && /\bpostgres(ql)?:\/\//i.test(value)) {
    return [
      {
        path,
        says: `\`${spoken(path)}\` holds a database address, which everyone who reads the repository can see.`,
        advice: "Change its password, put the address into a secret, and name the environment variable in `postgres.url-env`."
      }
    ];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(
    ([key, inner]) => databaseAddresses(inner, [...path, Array.isArray(value) ? Number(key) : key])
  );
}

// src/config/position.ts
var import_yaml = __toESM(require_dist(), 1);
function offsetOf(document, path, key) {
  let node = document.contents;
  let offset = start(node);
  for (const step of path) {
    node = child(node, step);
    if (node === void 0) return offset;
    offset = (0, import_yaml.isPair)(node) ? start(node.value) || start(node.key) : start(node);
    if ((0, import_yaml.isPair)(node)) node = node.value;
  }
  const pair = key === void 0 ? void 0 : child(node, key);
  return (0, import_yaml.isPair)(pair) ? start(pair.key) : offset;
}
function child(node, step) {
  if ((0, import_yaml.isMap)(node)) return node.items.find(({ key }) => String((0, import_yaml.isScalar)(key) ? key.value : key) === String(step));
  return (0, import_yaml.isSeq)(node) ? node.items[Number(step)] : void 0;
}
var start = (node) => (0, import_yaml.isNode)(node) ? node.range?.[0] ?? 0 : 0;

// src/config/parse.ts
var mostCharacters = 64 * 1024;
var deepestNesting = 50;
function parseConfig(text2, file, rules2) {
  const top = { line: 1, col: 1 };
  if (text2.length > mostCharacters) {
    return failure(wrong(file, top, "The file is longer than 64 KB.", "Shorten it."));
  }
  const tooDeep = failure(
    wrong(
      file,
      top,
      "The file nests or repeats itself too deeply to be read.",
      "Write it out without deep nesting and aliases."
    )
  );
  if (nesting(text2) > deepestNesting) return tooDeep;
  try {
    return readDocument(text2, file, rules2);
  } catch (error) {
    if (error instanceof RangeError || error instanceof ReferenceError) return tooDeep;
    throw error;
  }
}
function nesting(text2) {
  let depth = 0;
  let deepest = 0;
  for (const [bracket] of text2.matchAll(/[[\]{}]/g)) {
    depth = "[{".includes(bracket) ? depth + 1 : Math.max(0, depth - 1);
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
function readDocument(text2, file, rules2) {
  const lines = new import_yaml2.LineCounter();
  const document = (0, import_yaml2.parseDocument)(text2, { lineCounter: lines, prettyErrors: false, logLevel: "silent" });
  const [broken] = document.errors;
  if (broken !== void 0) {
    const says = `This is not valid YAML: ${firstSentence(broken.message)}.`;
    return failure(
      wrong(file, lines.linePos(broken.pos[0]), says, "Mend the line; an editor with YAML support shows it.")
    );
  }
  const value = document.toJS({ maxAliasCount: 50 }) ?? {};
  const refused = [...databaseAddresses(value), ...unusableKeys(value)];
  if (refused.length > 0) return failure(firstOf(refused, document, lines, file));
  const parsed = fileSchema.safeParse(value);
  if (!parsed.success) return failure(firstOf(mistakesOf(parsed.error), document, lines, file));
  const unknown = unknownRules(parsed.data, rules2);
  return unknown.length > 0 ? failure(firstOf(unknown, document, lines, file)) : success(configOf(parsed.data));
}
function firstOf(mistakes, document, lines, file) {
  const placed = mistakes.map((mistake) => ({ ...mistake, offset: offsetOf(document, mistake.path, mistake.key) })).sort((one, other) => one.offset - other.offset);
  const [first] = placed;
  if (first === void 0) throw new Error("A configuration without a mistake was refused.");
  return wrong(file, lines.linePos(first.offset), first.says, first.advice);
}
function wrong(file, at, says, advice) {
  const [line, column] = at.line === 0 ? [1, Math.max(1, at.col)] : [at.line, at.col];
  return { code: "bad-configuration", says: `${file}:${line}:${column}: ${says}`, advice, file, line, column };
}
var firstSentence = (message) => shown(message.split("\n")[0] ?? "").replace(/\.$/, "");

export {
  parseConfig
};
