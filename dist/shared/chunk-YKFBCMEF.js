import {
  duration,
  place,
  waitWords,
  worstLock
} from "./chunk-ORHZ3WJD.js";

// src/report/timeline.ts
var width = 36;
var most = 12;
var worthDrawing = 100;
function timeline(statements) {
  const bars = statements.map(
    (statement, index) => barOf(
      statement,
      statements.slice(0, index).reduce((sum, { durationMs }) => sum + durationMs, 0)
    )
  );
  const total = Math.max(0, ...bars.map(({ until, released }) => Math.max(until, released)));
  if (total < worthDrawing) return "";
  const longest = [...bars].sort((one, other) => lengthOf(other) - lengthOf(one)).slice(0, most);
  const drawn = bars.filter((bar) => longest.includes(bar));
  const margin = Math.max(...drawn.map(({ label }) => label.length));
  const rest = bars.length - drawn.length;
  return [
    `${" ".repeat(margin)}  0${duration(total).padStart(width - 1)}`,
    ...drawn.map((bar) => `${bar.label.padEnd(margin)} \u258F${glyphs(bar, total)}\u2595 ${bar.told}`),
    ...rest > 0 ? [`\u2026 and ${rest} shorter`] : [],
    ...drawn.some(isKept) ? ["\u2592 the statement is done, its lock is kept until the transaction ends"] : []
  ].join("\n");
}
function barOf(statement, from) {
  const { file, line, durationMs } = statement;
  const lock = worstLock(statement);
  const waits = lock !== void 0 && lock.blocks.length > 0;
  const until = from + durationMs;
  const full = place(file, line);
  return {
    label: full.length <= 32 ? full : `\u2026${full.slice(-31)}`,
    from,
    until,
    released: waits ? Math.max(until, from + lock.heldMs) : until,
    waits,
    told: waits ? `${waitWords(lock.blocks)} ${duration(lock.heldMs)}` : "nobody waits"
  };
}
var lengthOf = ({ from, released }) => released - from;
var isKept = ({ from, until, released }) => released - until > Math.max(20, (until - from) * 0.1);
function glyphs(bar, total) {
  const column = (ms) => Math.round(ms / total * width);
  const from = Math.min(width - 1, Math.floor(bar.from / total * width));
  const run = Math.max(1, Math.min(column(bar.until), width) - from);
  const kept = isKept(bar) ? Math.max(0, Math.min(column(bar.released), width) - from - run) : 0;
  return `${" ".repeat(from)}${(bar.waits ? "\u2588" : "\u2591").repeat(run)}${"\u2592".repeat(kept)}`.padEnd(width);
}

export {
  timeline
};
