import {
  spoken
} from "./chunk-WGPGLP6T.js";

// src/report/figures.ts
var units = [
  { name: "ms", ms: 1, below: 999.5 },
  { name: "s", ms: 1e3, below: 119500 },
  { name: "min", ms: 6e4, below: 717e4 },
  { name: "h", ms: 36e5, below: 171e6 }
];
function duration(ms) {
  if (ms < 1) return ms <= 0 ? "0 ms" : "< 1 ms";
  const unit = unitOf(ms);
  return `${inUnit(ms, unit)} ${unit.name}`;
}
function durationRange([low, high]) {
  if (high < 1) return duration(high);
  const unit = unitOf(high);
  if (low < 1) return `up to ${about(high, unit)} ${unit.name}`;
  const below = low >= unit.ms ? unit : unitOf(low);
  const [from, to] = [about(low, below), about(high, unit)];
  if (below !== unit) return `${from} ${below.name}\u2013${to} ${unit.name}`;
  return from === to ? `${to} ${unit.name}` : `${from}\u2013${to} ${unit.name}`;
}
var rows = (count) => String(Math.round(count)).replace(/\B(?=(?:\d{3})+$)/g, ",");
var counted = (count, one, many = `${one}s`) => `${rows(count)} ${count === 1 ? one : many}`;
function bytes(size) {
  const names = ["bytes", "kB", "MB", "GB", "TB", "PB"];
  const power = size < 1 ? 0 : Math.min(names.length - 1, Math.floor(Math.log10(size) / 3));
  const scaled = size / 1e3 ** power;
  return `${power === 0 ? scaled : digits(scaled)} ${names[power] ?? ""}`;
}
function share(part) {
  const percent = part >= 1 ? 100 : Math.min(99, Math.round(part * 100));
  return `${percent} %`;
}
var days = { name: "days", ms: 864e5, below: Infinity };
var unitOf = (ms) => units.find(({ below }) => ms < below) ?? days;
var inUnit = (ms, unit) => unit.name === "ms" ? String(Math.round(ms)) : digits(ms / unit.ms, unit.name === "s" ? 100 : 10);
var about = (ms, unit) => unit.name === "ms" ? String(Math.round(ms)) : digits(ms / unit.ms);
var digits = (value, wholeFrom = 10) => value >= wholeFrom ? Math.round(value).toString() : value.toFixed(1).replace(/\.0$/, "");

// src/report/words.ts
var verdictSign = {
  pass: { icon: "\u{1F7E2}", word: "pass" },
  approved: { icon: "\u{1F7E2}", word: "approved" },
  "needs-approval": { icon: "\u{1F534}", word: "needs approval" },
  fail: { icon: "\u{1F534}", word: "fail" },
  error: { icon: "\u{1F7E0}", word: "could not verify" }
};
var statusSign = {
  pass: { icon: "\u{1F7E2}", word: "pass" },
  warn: { icon: "\u{1F7E1}", word: "warn" },
  fail: { icon: "\u{1F534}", word: "fail" },
  unknown: { icon: "\u26AA", word: "unknown" },
  "not-applicable": { icon: "\u2796", word: "not needed" }
};
var severitySign = {
  blocker: { icon: "\u{1F534}", word: "blocker" },
  warning: { icon: "\u{1F7E1}", word: "warning" },
  advice: { icon: "\u{1F535}", word: "advice" }
};
var itemTitle = {
  "backward-compatibility": "Backward compatibility",
  "forward-compatibility": "Forward compatibility",
  "lock-analysis": "Locks",
  "data-volume": "Data volume",
  "rollback-plan": "Rollback plan",
  monitoring: "Monitoring",
  "expand-contract": "Expand and contract",
  versioned: "Versions",
  idempotent: "Idempotent",
  "production-like-volume": "Production-like volume",
  "small-and-focused": "Small and focused",
  "team-notified": "Team notified",
  "impact-shared": "Impact shared",
  "someone-watching": "Someone watching"
};
var humanItems = ["team-notified", "impact-shared", "someone-watching"];
function signOf(item, status) {
  return status === "unknown" && humanItems.includes(item) ? { icon: "\u26AA", word: "to do" } : statusSign[status];
}
var severities = ["blocker", "warning", "advice"];
var worstFirst = (findings) => [...findings].sort((one, other) => severities.indexOf(one.severity) - severities.indexOf(other.severity));
var short = (object) => object.replace(/^public\./, "");
var migrationsIn = (migrations) => counted(
  new Set(migrations.map(({ version, path, tool }) => version === "" ? path : `${tool} ${version}`)).size,
  "migration"
);
var firstSentence = (words) => sentence(words.split(/(?<=\.)\s+(?=[A-Z“`])/)[0] ?? words);
var sentence = (words) => /[.!?…]$/.test(words) ? words : `${words}.`;
var capital = (words) => words.charAt(0).toUpperCase() + words.slice(1);
var place = (file, line) => `${file.split("/").at(-1) ?? file}:${line}`;
function headOf(sql, most) {
  const line = sql.replace(/\s+/g, " ").trim();
  return line.length <= most ? line : `${line.slice(0, most - 1).trimEnd()}\u2026`;
}
var joined = (names) => names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
var unnoticed = 50;
function production(estimate) {
  if ("productionMs" in estimate)
    return estimate.productionMs[1] < unnoticed ? "instant" : durationRange(estimate.productionMs);
  return estimate.class === "metadata" ? "instant" : "not known";
}
var worstLock = ({ locks }) => [...locks].sort((one, other) => other.blocks.length - one.blocks.length || other.heldMs - one.heldMs)[0];
var lockWords = ({ mode, object }) => `${spoken(mode)} on ${short(object)}`;
var waitWords = (blocks) => blocks.length === 0 ? "nothing waits" : `${joined(blocks)} wait`;
var statementsOf = (rehearsal) => rehearsal === void 0 || rehearsal.status === "skipped" ? [] : rehearsal.statements ?? [];
function worstStandstill(statements) {
  return statements.flatMap(
    (statement) => statement.locks.filter(({ blocks }) => blocks.length > 0).map((lock) => standstill(statement, lock))
  ).sort((one, other) => upper(other) - upper(one))[0];
}
function standstill(statement, lock) {
  const { estimate, durationMs } = statement;
  const whole = lock.heldMs <= durationMs * 1.5 + 5;
  return { statement, lock, ...whole && "productionMs" in estimate ? { productionMs: estimate.productionMs } : {} };
}
var upper = ({ lock, productionMs }) => Math.max(lock.heldMs, productionMs?.[1] ?? 0);
var howLong = ({ lock, productionMs }) => {
  const here = `${duration(lock.heldMs)} in the rehearsal`;
  return productionMs === void 0 ? here : `${here}, ${durationRange(productionMs)} in production`;
};

export {
  duration,
  durationRange,
  rows,
  counted,
  bytes,
  share,
  verdictSign,
  severitySign,
  itemTitle,
  signOf,
  worstFirst,
  short,
  migrationsIn,
  firstSentence,
  sentence,
  capital,
  place,
  headOf,
  joined,
  production,
  worstLock,
  lockWords,
  waitWords,
  statementsOf,
  worstStandstill,
  upper,
  howLong
};
