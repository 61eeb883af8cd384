import {
  show,
  tell
} from "./chunk-RZRSENEW.js";
import {
  assemble,
  assumedPostgres,
  companionsOf,
  detect,
  folderHolding,
  newestFile,
  phaseOf,
  readMigrations,
  recognise,
  reported,
  systemClock,
  tablesChanged,
  wanted
} from "./chunk-CJVKZTXT.js";
import {
  version
} from "./chunk-YVZJR36C.js";
import "./chunk-TNOWIQTG.js";
import "./chunk-TU5TG4ZA.js";
import "./chunk-ORHZ3WJD.js";
import {
  toolIds
} from "./chunk-6S3QQKEH.js";
import {
  cards,
  configPath,
  judge,
  load,
  readStatements,
  require_picomatch,
  toolById
} from "./chunk-4XG65QLW.js";
import {
  nearest,
  ruleIds
} from "./chunk-AZPCHA24.js";
import "./chunk-WGPGLP6T.js";
import {
  maximumFileBytes,
  oversize,
  textOf
} from "./chunk-I35ANTAZ.js";
import "./chunk-D75LI2OU.js";
import {
  failure,
  success
} from "./chunk-6DY2GZUB.js";
import {
  __toESM
} from "./chunk-UL4WNEGY.js";

// src/entry/cli/lint.ts
var import_picomatch = __toESM(require_picomatch(), 1);
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, normalize, relative, sep } from "node:path";
import { text as textOfStream } from "node:stream/consumers";

// src/flows/lint.ts
async function lint(request, clock) {
  const start = clock.elapsed();
  const { files, schema, config } = request;
  const tool = request.tool ?? config.migrations.tool;
  if (tool !== void 0 && toolById(tool) === void 0) return failure(notReadable(tool));
  const own = new Map(files.map(({ path, text }) => [path, text]));
  const detection = owners([...own.keys()], await viewOf(own, request.around), tool);
  const read = readMigrations(files, detection, {
    placeholders: config.migrations.placeholders,
    ...config.migrations.transaction !== void 0 && { transaction: config.migrations.transaction },
    companions: new Map([...own, ...await request.around.read(companionsOf(detection, [...own.keys()]))])
  });
  const proposal = {
    config,
    changed: read.migrations.map((file) => ({ ...file, status: "added" })),
    base: [],
    tip: [],
    ...schema !== void 0 && { structure: schema }
  };
  const postgres = request.postgres ?? config.postgres.version ?? assumedPostgres;
  const reading = await readStatements(proposal, schema === void 0 ? "assumed" : "known", postgres);
  const evidence = {
    rehearsal: { status: "skipped", because: "lint opens no database" },
    postgres
  };
  const { findings } = judge(proposal, reading, evidence, clock);
  return success(
    assemble({
      version,
      digest: "",
      migrations: read.migrations.map((file) => reported({ ...file, status: "added" })),
      findings,
      asked: "reading",
      rules: cards,
      problems: [...read.problems, ...reading.problems],
      forbidden: config.approval.forbidden,
      stallBudgetMs: config.rehearsal.stallBudgetMs,
      tablesChanged: tablesChanged(reading),
      phases: [...new Set(reading.steps.flatMap((step) => phaseOf(step) ?? []))],
      timings: { totalMs: clock.elapsed() - start, stages: {} }
    })
  );
}
async function viewOf(own, around) {
  const paths = [.../* @__PURE__ */ new Set([...own.keys(), ...around.paths])];
  const unread = wanted(paths).filter((path) => !own.has(path));
  return { paths, texts: new Map([...own, ...await around.read(unread)]) };
}
function owners(files, view, tool) {
  const found = tool === void 0 ? detect(view).folders : [];
  const detection = { folders: found, passedOver: [], problems: [] };
  const loose = /* @__PURE__ */ new Map();
  const aside = new Set(found.flatMap((folder) => keptAside(folder, files)));
  for (const path of toolById(tool ?? "")?.chosen?.(files) ?? files) {
    if (folderHolding(detection, path) !== void 0 || aside.has(path)) continue;
    const folder = path.slice(0, Math.max(0, path.lastIndexOf("/")));
    const id = tool ?? recognise({ folder, paths: [path] }, view)?.tool ?? "sql";
    const others = loose.get(id);
    if (others) others.push(path);
    else loose.set(id, [path]);
  }
  const more = [...loose].map(([id, paths]) => {
    const title = toolById(id)?.title ?? id;
    return { tool: id, title, folder: "", why: "named or assumed", readable: true, paths };
  });
  return { ...detection, folders: [...found, ...more] };
}
function keptAside({ tool, folder, paths }, files) {
  const inside2 = files.filter((path) => folder === "" || path.startsWith(`${folder}/`));
  const all = [.../* @__PURE__ */ new Set([...paths, ...inside2])];
  const chosen = new Set(toolById(tool)?.chosen?.(all) ?? all);
  return all.filter((path) => !chosen.has(path));
}
var notReadable = (tool) => ({
  code: "unreadable-tool",
  says: `Migrations of ${tool} are recognised, but cannot be read yet.`,
  advice: "Leave --tool out to have its SQL files read as plain SQL."
});

// src/entry/cli/surroundings.ts
import { readdir, readFile } from "node:fs/promises";
import { posix } from "node:path";
var inside = ["meta", ".sqlx"];
async function surroundingsOf(files) {
  const folders = new Set(files.flatMap((path) => upTo(posix.dirname(path))));
  const listed = await Promise.all([...folders].map((folder) => namesIn(folder)));
  return { paths: listed.flat(), read: textsOf };
}
function upTo(folder) {
  const outside = folder.startsWith("..") || posix.isAbsolute(folder);
  return folder === "." || outside ? [folder] : [folder, ...upTo(posix.dirname(folder))];
}
async function namesIn(folder) {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const own = entries.filter((entry) => entry.isFile()).map(({ name }) => posix.join(folder, name));
  const deeper = entries.filter((entry) => entry.isDirectory() && inside.includes(entry.name));
  return [...own, ...(await Promise.all(deeper.map(({ name }) => namesIn(posix.join(folder, name))))).flat()];
}
async function textsOf(paths) {
  const read = await Promise.all(
    paths.map(async (path) => [path, await readFile(path, "utf8").catch(() => void 0)])
  );
  return new Map(
    read.flatMap(([path, text]) => text === void 0 || text.length > maximumFileBytes ? [] : [[path, text]])
  );
}

// src/entry/cli/lint.ts
async function runLint(paths, options) {
  const request = await requestOf(paths, options);
  if (!request.ok) return refused(request);
  const report = await lint(request.value, systemClock);
  if (!report.ok) return refused(report);
  await show(report.value, options, new Map(request.value.files.map(({ path, text }) => [path, text])));
  return report.value.verdict;
}
function refused({ problem }) {
  tell(problem);
  return "error";
}
async function requestOf(paths, options) {
  const { tool, postgres } = options;
  if (tool !== void 0 && !isTool(tool)) return failure(unknownTool(tool));
  if (postgres !== void 0 && !(Number.isInteger(postgres) && postgres >= 12 && postgres <= 18)) {
    return failure({
      code: "bad-usage",
      says: "--postgres takes a major version from 12 to 18.",
      advice: "For example: --postgres 17."
    });
  }
  const [config, files] = await Promise.all([configuration(), filesOf(paths.length === 0 ? ["."] : paths)]);
  if (!config.ok) return config;
  if (!files.ok) return files;
  const schema = options.schema === void 0 ? success(void 0) : fileAt(options.schema);
  if (!schema.ok) return schema;
  return success({
    files: files.value,
    config: config.value,
    around: await surroundingsOf(files.value.map(({ path }) => path)),
    ...schema.value !== void 0 && { schema: schema.value },
    ...tool !== void 0 && { tool },
    ...postgres !== void 0 && { postgres }
  });
}
var isTool = (name) => toolIds.some((id) => id === name);
var unknownTool = (name) => {
  const near = nearest(name, toolIds);
  return {
    code: "bad-usage",
    says: `There is no migration tool \u201C${name}\u201D.`,
    advice: near === void 0 ? `Known: ${toolIds.join(", ")}.` : `Did you mean ${near}?`
  };
};
function configuration() {
  const newest = newestFile(".", configPath);
  return load(newest, newest.commit, configPath, ruleIds);
}
async function filesOf(patterns) {
  const paths = /* @__PURE__ */ new Set();
  for (const pattern of patterns) {
    const found = matching(pattern);
    if (found.length === 0) return failure(nothingAt(pattern));
    for (const path of found) paths.add(normalize(path));
  }
  const files = [];
  for (const path of paths) {
    const stdin = { path: "stdin.sql", text: path === "-" ? await textOfStream(process.stdin) : "" };
    const file = path === "-" ? success(stdin) : fileAt(path);
    if (!file.ok) return file;
    files.push(file.value);
  }
  return success(files);
}
function matching(pattern) {
  if (pattern === "-") return ["-"];
  const found = orNothing(() => statSync(pattern));
  if (found?.isDirectory() === true) return sqlIn(pattern);
  if (found !== void 0) return [pattern];
  const { base, isGlob } = import_picomatch.default.scan(pattern);
  const matches = (0, import_picomatch.default)(pattern, { dot: true });
  return isGlob ? sqlIn(base === "" ? "." : base).filter((path) => matches(path)) : [];
}
var notOurs = ["node_modules", ".git"];
function sqlIn(folder) {
  const listed = orNothing(() => readdirSync(folder, { withFileTypes: true })) ?? [];
  const entries = listed.filter(({ name }) => !notOurs.includes(name));
  const own = entries.filter((entry) => entry.isFile() && entry.name.endsWith(".sql"));
  const deeper = entries.filter((entry) => entry.isDirectory());
  return [
    ...own.map(({ name }) => join(folder, name)),
    ...deeper.flatMap(({ name }) => sqlIn(join(folder, name)))
  ].sort();
}
function orNothing(read) {
  try {
    return read();
  } catch {
    return void 0;
  }
}
function fileAt(path) {
  const bytes = orNothing(() => readFileSync(path));
  if (bytes === void 0) return failure(nothingAt(path));
  const name = relative(".", path).split(sep).join("/");
  const problem = oversize([{ path: name, bytes: bytes.length }]);
  if (problem !== void 0) return failure(problem);
  const text = textOf({ path: "file", mode: "100644", bytes });
  return text.ok ? success({ path: name, text: text.value }) : failure({ ...text.problem, says: text.problem.says.replace("file", name), file: name });
}
var nothingAt = (pattern) => ({
  code: "bad-usage",
  says: `${pattern}: no such file, or no .sql file in it.`,
  advice: "Name a file, a folder, a glob in quotes, or - for standard input."
});
export {
  runLint
};
