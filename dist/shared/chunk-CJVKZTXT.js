import {
  checklistItems
} from "./chunk-TNOWIQTG.js";
import {
  defaultStallBudgetMs
} from "./chunk-TU5TG4ZA.js";
import {
  bytes,
  counted,
  duration,
  durationRange,
  firstSentence,
  howLong,
  joined,
  migrationsIn,
  place,
  rows,
  sentence,
  share,
  short,
  statementsOf,
  upper,
  waitWords,
  worstFirst,
  worstStandstill
} from "./chunk-ORHZ3WJD.js";
import {
  compareNames,
  folderOf,
  nameOf,
  require_picomatch,
  toolById,
  upwards,
  within
} from "./chunk-4XG65QLW.js";
import {
  spoken,
  strength
} from "./chunk-WGPGLP6T.js";
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

// src/git/command.ts
import { spawn } from "node:child_process";
var safeSettings = [
  "core.hooksPath=/dev/null",
  "core.fsmonitor=false",
  "core.attributesFile=/dev/null",
  "core.quotePath=false",
  "log.showSignature=false",
  "diff.external="
];
var safeArguments = ["--no-pager", "--literal-pathspecs", ...safeSettings.flatMap((setting) => ["-c", setting])];
var inherited = ["PATH", "HOME", "XDG_CONFIG_HOME", "USERPROFILE", "SystemRoot", "TMPDIR", "TMP", "TEMP"];
function safeEnvironment() {
  return {
    ...Object.fromEntries(inherited.map((name) => [name, process.env[name]])),
    LC_ALL: "C",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_NO_LAZY_FETCH: "1",
    // git before 2.44 knows no GIT_NO_LAZY_FETCH; a list without a real protocol allows none.
    GIT_ALLOW_PROTOCOL: "none",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_TERMINAL_PROMPT: "0"
  };
}
function gitIn(directory) {
  return (args, input = "") => new Promise((resolve, reject) => {
    const child = spawn("git", ["-C", directory, ...safeArguments, ...args], { env: safeEnvironment() });
    const stdout = [];
    const stderr = [];
    child.stdout.on("data", (chunk) => stdout.push(chunk));
    child.stderr.on("data", (chunk) => stderr.push(chunk));
    child.stdin.on("error", () => void 0);
    child.on("error", reject);
    child.on("close", (status) => {
      resolve({
        status: status ?? -1,
        stdout: Buffer.concat(stdout),
        stderr: Buffer.concat(stderr).toString("utf8")
      });
    });
    child.stdin.end(input);
  });
}
async function output(git, args, input) {
  const { status, stdout, stderr } = await git(args, input);
  if (status === 0) return stdout;
  throw new Error(`git ${args[0] ?? ""} ended with status ${status}.`, { cause: stderr });
}

// src/git/path.ts
var strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
function decodePath(bytes2) {
  const whole = decodeStrictly(bytes2);
  if (whole !== void 0) return whole;
  let path = "";
  for (let at = 0; at < bytes2.length; ) {
    const length = sequenceLength(bytes2[at] ?? 0);
    const character = decodeStrictly(bytes2.subarray(at, at + length));
    path += character ?? String.fromCharCode(56320 + (bytes2[at] ?? 0));
    at += character === void 0 ? 1 : length;
  }
  return path;
}
function decodeStrictly(bytes2) {
  try {
    return strict.decode(bytes2);
  } catch {
    return void 0;
  }
}
function sequenceLength(lead) {
  if (lead >= 240) return 4;
  if (lead >= 224) return 3;
  return lead >= 192 ? 2 : 1;
}
function* fields(output2) {
  let start = 0;
  for (let end = output2.indexOf(0); end >= 0; end = output2.indexOf(0, start)) {
    yield output2.subarray(start, end);
    start = end + 1;
  }
  if (start < output2.length) yield output2.subarray(start);
}

// src/git/objects.ts
var maximumBytes = 256 * 1024 * 1024;
async function listTree(git, commit) {
  return treeEntries(await output(git, ["ls-tree", "-r", "-z", "-l", "--full-tree", commit]));
}
async function newestEntry(git, path) {
  const { status, stdout } = await git(["ls-tree", "-z", "-l", "--full-tree", "HEAD", "--", path]);
  return status === 0 ? treeEntries(stdout) : [];
}
function treeEntries(listing) {
  return [...fields(listing)].map((field) => {
    const tab = field.indexOf(9);
    const [mode = "", , blob = "", bytes2 = "-"] = field.subarray(0, tab).toString("latin1").split(/ +/);
    return {
      path: decodePath(field.subarray(tab + 1)),
      mode,
      blob,
      bytes: bytes2 === "-" ? 0 : Number(bytes2)
    };
  });
}
async function blobSizes(git, blobs) {
  if (blobs.length === 0) return [];
  const answer2 = await output(git, ["cat-file", "--batch-check"], `${blobs.join("\n")}
`);
  const lines = answer2.toString("latin1").trimEnd().split("\n");
  return lines.map((line) => {
    const [, type, bytes2] = line.split(" ");
    return type === "blob" ? Number(bytes2) : void 0;
  });
}
async function readBlobs(git, blobs) {
  const sizes = await blobSizes(git, blobs);
  const missing = blobs.find((_, index) => sizes[index] === void 0);
  if (missing !== void 0) return failure(leftOut(missing));
  const total = sizes.reduce((sum, size) => sum + (size ?? 0), 0);
  if (total > maximumBytes) return failure(tooMuch(total));
  if (blobs.length === 0) return success([]);
  return success(splitBatch(await output(git, ["cat-file", "--batch"], `${blobs.join("\n")}
`)));
}
function splitBatch(batch) {
  const contents = [];
  for (let at = 0; at < batch.length; ) {
    const lineEnd = batch.indexOf(10, at);
    const size = Number(batch.subarray(at, lineEnd).toString("latin1").split(" ")[2]);
    contents.push(batch.subarray(lineEnd + 1, lineEnd + 1 + size));
    at = lineEnd + 1 + size + 1;
  }
  return contents;
}
var leftOut = (blob) => ({
  code: "shallow-clone",
  says: `This clone lacks the content of a file it lists (blob ${blob.slice(0, 12)}); it was cloned with a filter, or is damaged.`,
  advice: "Clone without `--filter` (actions/checkout: remove `filter:` and `sparse-checkout:`)."
});
var tooMuch = (bytes2) => ({
  code: "pull-request-too-large",
  says: `The migration files hold ${Math.round(bytes2 / 1024 / 1024)} MB; at most 256 MB can be read.`,
  advice: "Narrow `migrations.paths` in the configuration, and keep data files out of the migration folder."
});

// src/git/compare.ts
var renameLimit = 1e3;
var diffArguments = [
  "diff-tree",
  "-r",
  "-z",
  "-M50%",
  `-l${renameLimit}`,
  // Empty files are all alike; that makes none of them a renamed other.
  "--no-rename-empty",
  "--raw",
  "--no-abbrev",
  "--no-relative",
  "--no-ext-diff",
  "--no-textconv",
  "--ignore-submodules=none"
];
async function changedFiles(git, from, to) {
  const files = readRawDiff(await output(git, [...diffArguments, from, to]));
  const sizes = await blobSizes(
    git,
    files.map(({ blob }) => blob)
  );
  return files.map((file, index) => {
    const bytes2 = sizes[index];
    return bytes2 === void 0 ? file : { ...file, bytes: bytes2 };
  });
}
function readRawDiff(diff) {
  const files = [];
  const tokens = fields(diff);
  for (const header of tokens) {
    const [oldMode = "", newMode = "", oldBlob = "", newBlob = "", letter = ""] = header.subarray(1).toString("latin1").split(" ");
    const status = fileStatus(letter);
    const first = nextPath(tokens);
    const gone = status === "deleted";
    files.push({
      path: status === "renamed" ? nextPath(tokens) : first,
      ...status === "renamed" && { previousPath: first },
      status,
      mode: gone ? oldMode : newMode,
      blob: gone ? oldBlob : newBlob,
      ...status !== "added" && { baseBlob: oldBlob }
    });
  }
  return files;
}
function nextPath(tokens) {
  const next = tokens.next();
  if (next.done === true) throw new Error("git diff-tree ended in the middle of a record.");
  return decodePath(next.value);
}
function fileStatus(letter) {
  switch (letter.charAt(0)) {
    case "A":
      return "added";
    case "D":
      return "deleted";
    case "R":
      return "renamed";
    case "M":
    case "T":
      return "modified";
    default:
      throw new Error(`git diff-tree reported the unknown status ${letter}.`);
  }
}

// src/git/history.ts
var commitsAtATime = 200;
var mostCommits = 2e4;
async function commitsAdding(git, tip, wanted2, limit) {
  const found = [];
  for (let skip = 0; skip < mostCommits && found.length < limit; skip += commitsAtATime) {
    const commits = await firstParents(git, tip, skip);
    const added = await addedPaths(git, commits);
    for (const commit of commits) {
      const paths = (added.get(commit.commit) ?? []).filter(wanted2);
      if (paths.length > 0) found.push({ ...commit, added: paths });
    }
    if (commits.length === 0) break;
  }
  return found.slice(0, limit);
}
async function firstParents(git, tip, skip) {
  const range = ["--first-parent", `--skip=${skip}`, `--max-count=${commitsAtATime}`, tip];
  const log = await output(git, ["log", "-z", "--no-color", "--format=tformat:%H%n%P%n%s", ...range]);
  return [...fields(log)].flatMap((entry) => {
    const [commit = "", parents = "", subject = ""] = entry.toString("utf8").split("\n");
    const [parent = ""] = parents.split(" ");
    return parent === "" ? [] : [{ commit, parent, subject }];
  });
}
async function addedPaths(git, commits) {
  const added = /* @__PURE__ */ new Map();
  if (commits.length === 0) return added;
  const lines = commits.map(({ commit, parent }) => `${commit} ${parent}
`).join("");
  const diff = await output(
    git,
    ["diff-tree", "--stdin", "-r", "-z", "--raw", "--no-abbrev", "--no-relative", "--no-renames", "--diff-filter=A"],
    lines
  );
  let paths = [];
  const tokens = fields(diff);
  for (const token of tokens) {
    if (token[0] === 58) {
      const next = tokens.next();
      if (next.done !== true) paths.push(decodePath(next.value));
    } else {
      paths = [];
      added.set(token.toString("latin1").trim(), paths);
    }
  }
  return added;
}

// src/git/references.ts
async function resolveCommit(git, reference) {
  const spellings = reference === "" || reference.startsWith("-") ? [] : [reference, `refs/remotes/origin/${reference}`];
  for (const spelling of spellings) {
    const { status, stdout } = await git(["rev-parse", "--verify", "--quiet", `${spelling}^{commit}`]);
    if (status === 0) return success(stdout.toString("latin1").trim());
  }
  return failure(await isShallow(git) ? beyondShallow(reference) : await unknownReference(git, reference));
}
async function mergeBase(git, base, head, baseRef) {
  const { status, stdout } = await git(["merge-base", base, head]);
  if (status === 0) return success(stdout.toString("latin1").trim());
  return failure(await isShallow(git) ? noSharedHistoryHere(baseRef) : noSharedHistory(baseRef));
}
async function isShallow(git) {
  const answer2 = await output(git, ["rev-parse", "--is-shallow-repository"]);
  return answer2.toString("latin1").trim() === "true";
}
async function unknownReference(git, reference) {
  const listing = await output(git, ["for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads", "refs/remotes"]);
  const branches = listing.toString("utf8").split("\n").filter(Boolean);
  const nearest2 = branches.length > 0 ? closest(reference, branches) : void 0;
  const near = nearest2 !== void 0 && distance(reference, nearest2) <= Math.max(2, reference.length / 3);
  return {
    code: "unknown-ref",
    says: `There is no commit, branch or tag named ${JSON.stringify(reference)} in this repository.`,
    advice: near ? `Did you mean ${JSON.stringify(nearest2)}?` : "Fetch it first (`git fetch origin`), or name another one; `git branch --all` lists them."
  };
}
var deepen = "Fetch the whole history: `git fetch --unshallow`, or `fetch-depth: 0` for actions/checkout.";
var beyondShallow = (reference) => ({
  code: "shallow-clone",
  says: `${JSON.stringify(reference)} is not in this clone, which is shallow.`,
  advice: deepen
});
var noSharedHistoryHere = (baseRef) => ({
  code: "shallow-clone",
  says: `This clone is shallow and does not reach back to where the pull request left ${JSON.stringify(baseRef)}.`,
  advice: deepen
});
var noSharedHistory = (baseRef) => ({
  code: "no-merge-base",
  says: `The pull request and ${JSON.stringify(baseRef)} have no commit in common, so what it changes cannot be told.`,
  advice: "Name the base branch that the pull request was started from, or rebase it on that branch."
});

// src/git/repository.ts
async function openRepository(directory) {
  const git = gitIn(directory);
  const probe = await tryGit(git);
  if (probe === void 0) return failure(noGit);
  if (probe.status !== 0) return failure(cannotOpen(directory, probe.stderr));
  const top = await git(["rev-parse", "--show-toplevel"]);
  const root = (top.status === 0 ? top : probe).stdout.toString("utf8").replace(/\n$/, "");
  return success({
    root,
    compare: (base, head) => compare(git, base, head),
    resolve: (reference) => resolveCommit(git, reference),
    tree: (commit) => unlessPartial(git, () => listTree(git, commit)),
    read: (blobs) => readBlobs(git, blobs),
    commitsAdding: (tip, wanted2, limit) => commitsAdding(git, tip, wanted2, limit)
  });
}
function newestFile(directory, path) {
  const git = gitIn(directory);
  return {
    commit: "HEAD",
    tree: async () => success(await newestEntry(git, path).catch(nothingWithoutGit)),
    read: (blobs) => readBlobs(git, blobs)
  };
}
function nothingWithoutGit(error) {
  if (isMissing(error)) return [];
  throw error;
}
async function compare(git, base, head) {
  const baseTip = await resolveCommit(git, base);
  if (!baseTip.ok) return baseTip;
  const tip = await resolveCommit(git, head);
  if (!tip.ok) return tip;
  const start = await mergeBase(git, baseTip.value, tip.value, base);
  if (!start.ok) return start;
  const files = await unlessPartial(git, () => changedFiles(git, start.value, tip.value));
  if (!files.ok) return files;
  return success({
    mergeBase: start.value,
    baseTip: baseTip.value,
    head: tip.value,
    baseRef: base,
    files: files.value
  });
}
async function unlessPartial(git, read) {
  try {
    return success(await read());
  } catch (error) {
    const partial = await git(["config", "--get-regexp", "^(extensions\\.partialclone|remote\\..*\\.promisor)$"]);
    if (partial.status === 0) return failure(partialClone);
    throw error;
  }
}
async function tryGit(git) {
  try {
    return await git(["rev-parse", "--absolute-git-dir"]);
  } catch (error) {
    if (isMissing(error)) return void 0;
    throw error;
  }
}
var isMissing = (error) => typeof error === "object" && error !== null && "code" in error && error.code === "ENOENT";
var noGit = {
  code: "bad-usage",
  says: "git was not found, and the pull request is read with it.",
  advice: "Install git 2.30 or newer, and make sure that it is on the PATH."
};
var partialClone = {
  code: "shallow-clone",
  says: "This is a partial clone: it leaves out contents of files, which may be those of the migrations.",
  advice: "Clone without `--filter` (actions/checkout: remove `filter:` and `sparse-checkout:`)."
};
function cannotOpen(directory, stderr) {
  const name = JSON.stringify(directory);
  if (stderr.includes("dubious ownership")) {
    return {
      code: "not-a-repository",
      says: `git does not trust the repository in ${name}, because another user owns it.`,
      advice: "Run `git config --global --add safe.directory` with that folder, as the user who runs this."
    };
  }
  if (stderr.includes("cannot change to")) {
    return {
      code: "not-a-repository",
      says: `The folder ${name} cannot be opened.`,
      advice: "Check its name and your rights, or name another folder with `--repo`."
    };
  }
  return {
    code: "not-a-repository",
    says: `${name} is not in a git repository.`,
    advice: "Run this inside the repository, or name its folder with `--repo` (Action: check out the repository first)."
  };
}

// src/entry/world.ts
import { performance } from "node:perf_hooks";
var systemClock = {
  now: () => Date.now(),
  elapsed: () => performance.now()
};
function progressTo(write, clock) {
  const start = clock.elapsed();
  const line = (says) => {
    write(`${((clock.elapsed() - start) / 1e3).toFixed(1).padStart(6)} s  ${says}
`);
  };
  return {
    stage: (stage, says) => {
      line(`${stage}: ${says}`);
    },
    note: line
  };
}
function interruption() {
  const controller = new AbortController();
  const stop = (signal) => {
    if (controller.signal.aborted) process.exit(2);
    controller.abort(signal);
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  process.on("SIGHUP", stop);
  return controller.signal;
}

// src/tools/detection.ts
var held = /* @__PURE__ */ new WeakMap();
function folderHolding(detection, path) {
  const known = held.get(detection) ?? byPath(detection);
  held.set(detection, known);
  return known.get(path);
}
var byPath = ({ folders }) => new Map([...folders].reverse().flatMap((folder) => folder.paths.map((path) => [path, folder])));

// src/tools/read.ts
function companionsOf(detection, paths) {
  const beside = paths.flatMap((path) => {
    const folder = folderHolding(detection, path);
    return toolById(folder?.tool ?? "")?.companions?.(path, folder?.paths ?? []) ?? [];
  });
  return [...new Set(beside)];
}
function readMigrations(files, detection, settings) {
  const { migrations, problems } = readAll(files, detection, settings);
  return { migrations: migrations.filter(runs), problems };
}
function readChanged(files, detection, settings) {
  const readings = files.map((file) => ({ file, ...readAll([file], detection, settings) }));
  return {
    migrations: readings.flatMap(
      ({ file, migrations }) => migrations.filter(runs).map((migration) => changed(migration, file))
    ),
    problems: readings.flatMap(({ file, migrations, problems }) => [
      ...problems,
      ...file.status === "added" ? migrations.flatMap(idle) : []
    ])
  };
}
var runs = ({ neverRuns }) => neverRuns === void 0;
var idle = ({ path, neverRuns }) => neverRuns === void 0 ? [] : [
  {
    code: "unreadable-migration",
    says: `${path} ${neverRuns}`,
    advice: "Put it where the tool runs it, or keep it out of the folder of migrations.",
    file: path
  }
];
function readAll(files, detection, settings) {
  const read = files.flatMap((file) => readOne(file, detection, settings) ?? []);
  return {
    migrations: read.flatMap((result) => result.ok ? result.value : []),
    problems: read.flatMap((result) => result.ok ? [] : [result.problem])
  };
}
function changed(migration, { status, previousPath, baseText }) {
  return {
    ...migration,
    status,
    ...previousPath !== void 0 && { previousPath },
    ...baseText !== void 0 && { baseText }
  };
}
function readOne(file, detection, settings) {
  const folder = folderHolding(detection, file.path);
  if (folder === void 0) return void 0;
  const tool = toolById(folder.tool);
  if (tool === void 0) return notReadableYet(file.path, folder);
  if (tool.readAll) return tool.readAll(file, settings);
  const read = tool.read(file, settings);
  return read.ok ? success([read.value]) : read;
}
function notReadableYet(path, { title }) {
  return {
    ok: false,
    problem: {
      code: "unreadable-tool",
      says: `${path} looks like ${title}; not readable yet.`,
      advice: "Review this change by hand, or list the folder in migrations.ignore.",
      file: path
    }
  };
}

// src/tools/foreign.ts
var foreignTitles = {
  yoyo: "yoyo",
  pgroll: "pgroll",
  knex: "Knex",
  typeorm: "TypeORM",
  sequelize: "Sequelize",
  kysely: "Kysely",
  "mikro-orm": "MikroORM",
  "db-migrate": "db-migrate",
  umzug: "Umzug",
  rails: "Rails",
  django: "Django",
  alembic: "Alembic",
  ecto: "Ecto",
  command: "a command of your own"
};
var byPath2 = [
  ["rails", /^((?:.*\/)?db\/(?:\w+_)?migrate)\/\d{3,14}_\w+(?:\.\w+)?\.rb$/],
  ["ecto", /^((?:.*\/)?priv\/\w+\/migrations)\/(?:.*\/)?\d{14}_\w+\.exs$/],
  ["django", /^((?:.*\/)?migrations)\/\d{4}_\w+\.py$/],
  ["supabase", /^((?:.*\/)?supabase\/migrations)\/\d+_[^/]+\.sql$/]
];
var byMarker = [
  ["atlas", /^(?:(.*)\/)?atlas\.sum$/, /^[^/]+\.sql$/],
  ["sqitch", /^(?:(.*)\/)?sqitch\.plan$/, /^(?:sqitch\.plan|(?:.*\/)?(?:deploy|revert|verify)\/.*\.sql)$/],
  ["drizzle", /^(?:(.*)\/)?meta\/_journal\.json$/, /^(?:meta\/_journal\.json|[^/]+\.sql)$/],
  ["drizzle", /^(?:(.*)\/)?\d{14}_[^/]+\/snapshot\.json$/, /^\d{14}_[^/]+\/migration\.sql$/],
  // Milliseconds since 1970 are Hasura's; what else has a number beside them is too.
  [
    "hasura",
    /^((?:.*\/)?migrations(?:\/[^/]+)?)\/\d{13}_[^/]+\/(?:up|down)\.(?:sql|yaml)$/,
    /^\d+_[^/]+\/(?:up|down)\.(?:sql|yaml)$/
  ],
  ["alembic", /^(?:(.*)\/)?script\.py\.mako$/, /^versions\/(?:.*\/)?(?!__init__\.py$)[^/]+\.py$/],
  [
    "graphile-migrate",
    /^(?:(.*)\/)?committed\/\d{6}(?:-[^/]*)?\.sql$/,
    /^(?:current(?:\/.*)?\.sql|committed\/.*\.sql)$/
  ],
  [
    "popx",
    /^(?:(.*)\/)?\d{14}\d*_[^/]*\.(?:postgres|cockroach|mysql|sqlite3?)\.(?:up|down)\.sql$/,
    /\.(?:up|down)\.(?:sql|fizz)$/
  ],
  ["popx", /^(?:(.*)\/)?\d+_[^/]*\.autocommit\.(?:up|down)\.sql$/, /\.(?:up|down)\.(?:sql|fizz)$/],
  ["popx", /^(?:(.*)\/)?\d{14}_[^/]*\.(?:up|down)\.fizz$/, /\.(?:up|down)\.(?:sql|fizz)$/]
];
var byContent = [
  ["sql-migrate", /\.sql$/, /^\s*--\s*\+migrate\s+(?:up|down)\b/im],
  ["goose", /\.(?:sql|go)$/, /^\s*--\s*\+goose\s+(?:up|down)\b|pressly\/goose/im],
  ["dbmate", /\.sql$/, /^--\s*migrate:(?:up|down)\b/m],
  [
    "liquibase",
    /\.(?:sql|xml|ya?ml|json)$/,
    /^\s*--\s*liquibase formatted sql|<databaseChangeLog|databaseChangeLog["']?\s*:/im
  ],
  ["node-pg-migrate", /\.[cm]?[jt]s$/, /node-pg-migrate|\bpgm\./i],
  // A line of its own: as a remark over SQL of other tools the words are common.
  ["node-pg-migrate", /(?<!\.(?:up|down))\.sql$/, /^\s*--[\s-]*(?:up|down)\s+migration\s*$/im],
  ["typeorm", /\.[cm]?[jt]s$/, /\bMigrationInterface\b|from ['"]typeorm['"]/],
  ["mikro-orm", /\.[cm]?[jt]s$/, /@mikro-orm\/migrations/],
  ["kysely", /\.[cm]?[jt]s$/, /\bKysely\b|from ['"]kysely['"]/],
  ["sequelize", /\.[cm]?[jt]s$/, /\bqueryInterface\b|\bQueryInterface\b/],
  [
    "db-migrate",
    /\.[cm]?[jt]s$/,
    /\bdb-migrate|\bdbm\.(?:dataType|link)|db\.(?:runSql|addColumn|createTable|removeColumn)\(/
  ],
  ["knex", /\.[cm]?[jt]s$/, /\bknex\b|\bKnex\b/],
  ["umzug", /\.[cm]?[jt]s$/, /\bumzug\b/i],
  ["yoyo", /\.py$/, /\bfrom yoyo import\b/],
  ["pgroll", /\.(?:json|ya?ml)$/, /(?:^|\{)\s*["']?operations["']?\s*:\s*(?:\[|$)/m]
];

// src/tools/recognise.ts
var flyway = /(?:^|\/)(?:[VU]\d+(?:[._]\d+)*|R)__[^/]+\.(?:sql|java|kt|rs)$/;
var crate = (view, folder, name) => upwards(folder).some((above) => new RegExp(`\\b${name}\\b`).test(view.texts.get(within(above, "Cargo.toml")) ?? ""));
var npmPackage = (view, folder, name) => upwards(folder).some((above) => (view.texts.get(within(above, "package.json")) ?? "").includes(`"${name}"`));
function samplesOf(paths) {
  const at = [0, paths.length >> 2, paths.length >> 1, paths.length - 1];
  const kinds = new Map(paths.map((path) => [path.slice(path.lastIndexOf(".")), path]));
  return [.../* @__PURE__ */ new Set([...at.flatMap((index) => paths[index] ?? []), ...kinds.values()])];
}
function recognise(candidate, view) {
  if (candidate.tool === "atlas") return underAtlas(candidate, view);
  if (candidate.tool !== void 0) return { tool: candidate.tool, why: "its own files and names" };
  return fromContent(candidate, view) ?? fromNames(candidate, view);
}
function underAtlas({ folder, paths }, view) {
  const named = paths.some((path) => flyway.test(path) || path.endsWith(".up.sql"));
  const other = fromContent({ folder, paths }, view) ?? (named ? fromNames({ folder, paths }, view) : void 0);
  return other ? { ...other, why: `${other.why}, under an atlas.sum` } : { tool: "atlas", why: "its atlas.sum" };
}
function fromContent(candidate, view) {
  for (const [tool, files, text] of byContent) {
    const path = candidate.paths.find((path2) => files.test(path2) && text.test(view.texts.get(path2) ?? ""));
    if (path !== void 0) return { tool, why: `what ${path} says` };
  }
  return void 0;
}
function fromNames({ paths, folder }, view) {
  const some = (pattern) => paths.some((path) => pattern.test(path));
  if (some(flyway)) {
    return crate(view, folder, "refinery") || some(/\.rs$/) ? { tool: "refinery", why: "names like V1__name.sql, and Cargo.toml names refinery" } : { tool: "flyway", why: "names like V1__name.sql" };
  }
  if (some(/\/migration\.sql$/)) return { tool: "prisma", why: "names like 20260101000000_name/migration.sql" };
  if (some(/(?:^|\/)(?:up|down)\.sql$/)) return { tool: "diesel", why: "names like 2026-01-01-000000_name/up.sql" };
  if (!some(/(?:^|\/)[vV]?\d[^/]*\.sql$/)) return void 0;
  if (crate(view, folder, "sqlx") || view.paths.some((path) => /(?:^|\/)\.sqlx\/query-/.test(path))) {
    return { tool: "sqlx", why: "numbered files in a project that uses sqlx" };
  }
  if (some(/(?<!\.(?:up|down))\.sql$/) && npmPackage(view, folder, "node-pg-migrate")) {
    return { tool: "node-pg-migrate", why: "numbered files in a project that uses node-pg-migrate" };
  }
  return some(/\.up\.sql$/) ? { tool: "golang-migrate", why: "names like 1_name.up.sql" } : { tool: "sql", why: "numbered .sql files in a folder of migrations" };
}

// src/tools/detect.ts
var import_picomatch = __toESM(require_picomatch(), 1);

// src/tools/candidates.ts
var migrationFolder = /(?:^|\/)(?:[\w.-]*[_.-])?(?:migrations?|migrate|changelogs?|liquibase)(?:\/|$)/i;
var flywayFile = /^(.*\/|)(?:[VU]\d+(?:[._]\d+)*|R)__[^/]+\.(?:sql|java|kt|rs)$/;
var numberedPair = /^(.*\/|)\d+_[^/]*\.(?:up|down)\.sql$/;
var foldered = /^(.*\/|)[^/]+\/(?:migration|up|down)\.sql$/;
var foldersOwnName = /(?:^|\/)\d[^/]*\/(?:migration|up|down)\.sql$|\/migrations\/[^/]+\/migration\.sql$/;
var numbered = /^(.*\/|)[vV]?(?:\d+[^/]*\.(?:sql|go|py|[cm]?[jt]s|json|ya?ml)|Migration\d+[^/]*\.[jt]s)$/;
var changeLog = /^(.*\/|)(?:[^/]*changelog[^/]*\.(?:xml|ya?ml|json|sql)|migrations?\.xml)$/i;
var rootLog = /(?:^|\/)(?:[^/]*changelog[^/]*\.(?:xml|ya?ml|json)|(?:master|root)\.xml)$/i;
var logged = /\.(?:sql|xml|ya?ml|json)$/i;
var test = /(?:_test\.go|\.(?:test|spec|d)\.[cm]?[jt]s)$/;
var ungrouped = (folder) => folder.replace(/\/$/, "");
function rootOf(path) {
  if (test.test(path)) return void 0;
  const inFolders = foldersOwnName.test(path) ? foldered.exec(path)?.[1] : void 0;
  if (inFolders !== void 0) return ungrouped(inFolders);
  const named = flywayFile.exec(path) ?? numberedPair.exec(path);
  if (named !== null) return ungrouped(named[1] ?? "");
  const loose = migrationFolder.test(folderOf(path)) ? numbered.exec(path) : changeLog.exec(path);
  return loose === null ? void 0 : ungrouped(loose[1] ?? "");
}
function candidatesOf(paths) {
  const groups = /* @__PURE__ */ new Map();
  const taken = /* @__PURE__ */ new Set();
  const put = (path, folder, tool) => {
    if (taken.has(path)) return;
    taken.add(path);
    const key = `${tool ?? ""}
${folder}`;
    const group = groups.get(key) ?? { folder, ...tool && { tool }, paths: /* @__PURE__ */ new Set() };
    groups.set(key, group);
    group.paths.add(path);
  };
  for (const [tool, folder, files] of marked(paths)) {
    const start = folder === "" ? "" : `${folder}/`;
    for (const path of paths)
      if (path.startsWith(start) && files.test(path.slice(start.length))) put(path, folder, tool);
  }
  for (const folder of loggedFolders(paths)) {
    for (const path of paths) if (path.startsWith(`${folder}/`) && logged.test(path)) put(path, folder);
  }
  for (const path of paths) {
    const named = byPath2.find(([, pattern]) => pattern.test(path));
    const folder = named ? named[1].exec(path)?.[1] : rootOf(path);
    if (folder !== void 0) put(path, folder, named?.[0]);
  }
  return [...groups.values()].map((group) => ({ ...group, paths: [...group.paths].sort(compareNames) })).sort((a, b) => compareNames(a.folder, b.folder));
}
function loggedFolders(paths) {
  const logs = paths.filter((path) => rootLog.test(path) && migrationFolder.test(`${folderOf(path)}/`));
  const folders = [...new Set(logs.map(folderOf))];
  return folders.filter((folder) => !folders.some((other) => folder.startsWith(`${other}/`)));
}
function marked(paths) {
  const found = /* @__PURE__ */ new Map();
  for (const path of paths) {
    for (const [tool, marker, files] of byMarker) {
      const match = marker.exec(path);
      const folder = match?.[1] ?? "";
      if (match !== null) found.set(`${folder}
${tool}
${files.source}`, [tool, folder, files]);
    }
  }
  return [...found.values()].sort((a, b) => b[1].length - a[1].length);
}

// src/tools/lookalike.ts
var others = new Set(
  "clickhouse mysql mariadb sqlite sqlite3 hiqlite hsqldb h2 cockroach cockroachdb crdb oracle mssql sqlserver snowflake bigquery cassandra scylla duckdb db2 spanner tidb libsql d1 derby mongodb mongo".split(
    " "
  )
);
var wordsOf = (part) => part.toLowerCase().split(/[^a-z0-9]+/);
var otherDatabaseOf = (folder) => folder.split("/").flatMap(wordsOf).find((word) => others.has(word));
var elsewhere = /* @__PURE__ */ new Set(["node_modules", "vendor", "testdata", "fixtures", "__fixtures__"]);
var keptForOthers = (folder) => folder.split("/").find((part) => elsewhere.has(part));
var otherDialectOf = (path) => {
  const word = /\.(\w+)(?:\.autocommit)?(?:\.(?:up|down))?\.sql$/.exec(nameOf(path))?.[1];
  return word !== void 0 && others.has(word) ? word : void 0;
};
var provider = /^\s*provider\s*=\s*"([^"]+)"/m;
var dialect = /"dialect"\s*:\s*"([^"]+)"/;
function declaredOther(path, text) {
  const declared = (path.endsWith(".toml") ? provider : dialect).exec(text)?.[1];
  return declared === void 0 || declared.startsWith("postgres") || declared === "pg" ? void 0 : declared;
}
var atlasUrl = /\b(postgres|mysql|maria|sqlite|sqlserver|clickhouse|libsql)\w*(?=:\/\/|\/)/g;
function otherInAtlas(text) {
  const named = [...text.matchAll(atlasUrl)].map(([, name]) => name);
  return named.includes("postgres") ? void 0 : named[0];
}
function declarationFor(path) {
  if (nameOf(path) === "migration_lock.toml") return folderOf(path);
  if (/(?:^|\/)\d{14}_[^/]+\/snapshot\.json$/.test(path)) return folderOf(folderOf(path));
  return path === "meta/_journal.json" || path.endsWith("/meta/_journal.json") ? folderOf(folderOf(path)) : void 0;
}

// src/tools/detect.ts
function wanted(paths, override = {}) {
  const known = new Set(paths);
  const candidates = candidatesFor(paths, override).filter(({ folder }) => otherDatabaseOf(folder) === void 0);
  const around = candidates.flatMap(
    ({ folder }) => upwards(folder).flatMap((above) => ["Cargo.toml", "package.json", "atlas.hcl"].map((name) => within(above, name)))
  );
  const declarations = new Map(
    paths.flatMap((path) => {
      const folder = declarationFor(path);
      return folder === void 0 ? [] : [[folder, path]];
    })
  ).values();
  const samples = candidates.filter(({ tool }) => tool === void 0 || tool === "atlas").flatMap((candidate) => samplesOf(candidate.paths));
  return [.../* @__PURE__ */ new Set([...declarations, ...around, ...samples])].filter((path) => known.has(path));
}
function detect(view, override = {}) {
  const folders = [];
  const passedOver = [];
  for (const candidate of candidatesFor(view.paths, override)) {
    const other = configured(override) ? void 0 : otherDatabase(candidate, view);
    const paths = candidate.paths.filter((path) => configured(override) || otherDialectOf(path) === void 0);
    const found = override.tool ? { tool: override.tool, why: "the configuration says so" } : recognise(candidate, view);
    if (other !== void 0) passedOver.push({ folder: candidate.folder, because: other });
    else if (found !== void 0) folders.push(folderFor(found.tool, { ...candidate, paths }, found.why));
    else if (override.paths) folders.push(folderFor("sql", candidate, "configured, and of no known tool"));
    else passedOver.push({ folder: candidate.folder, because: "numbered files of no known migration tool" });
  }
  const held2 = joinedNested(folders.filter(({ paths }) => paths.length > 0));
  return { folders: held2, passedOver, problems: held2.length > 0 ? [] : nothingFound(view, override) };
}
var configured = ({ tool, paths }) => tool !== void 0 || paths !== void 0;
function candidatesFor(paths, override) {
  const ignored = (0, import_picomatch.default)([...override.ignore ?? []], { dot: true });
  const kept = override.ignore?.length ? paths.filter((path) => !ignored(path)) : paths;
  const tool = override.tool;
  if (override.paths === void 0) {
    const candidates = candidatesOf(kept);
    return tool === void 0 ? candidates : candidates.filter((candidate) => mayBe(tool, candidate));
  }
  const matches = (0, import_picomatch.default)([...override.paths], { dot: true });
  return configuredCandidates(
    kept.filter((path) => matches(path) && isMigration(path, tool)),
    tool
  );
}
function configuredCandidates(mine, tool) {
  const named = tool === void 0 ? candidatesOf(mine) : [];
  const claimed = new Set(named.flatMap(({ paths }) => paths));
  const rest = mine.filter((path) => !claimed.has(path) && (tool !== void 0 || path.endsWith(".sql")));
  const folders = [...new Set(rest.map(folderOf))].sort(compareNames);
  const inFolder = (folder) => rest.filter((path) => folderOf(path) === folder);
  return [...named, ...folders.map((folder) => ({ folder, paths: [...inFolder(folder)].sort(compareNames) }))];
}
var isMigration = (path, tool) => tool === void 0 || toolById(tool) === void 0 || toolById(tool)?.recognise(path) !== void 0;
function mayBe(tool, candidate) {
  if (candidate.tool !== void 0) return candidate.tool === tool;
  return otherDatabaseOf(candidate.folder) === void 0 && candidate.paths.some((path) => isMigration(path, tool));
}
function otherDatabase({ tool, folder }, view) {
  const kept = keptForOthers(folder);
  if (kept !== void 0) return `it lies in ${kept}/`;
  const named = otherDatabaseOf(folder);
  if (named !== void 0) return `its name says ${named}`;
  for (const [path, text] of view.texts) {
    const declared = declarationFor(path) === folder ? declaredOther(path, text) : void 0;
    if (declared !== void 0) return `${path} says ${declared}`;
  }
  const project = tool === "atlas" ? nearest(folder, "atlas.hcl", view) : void 0;
  const other = otherInAtlas(view.texts.get(project ?? "") ?? "");
  if (other !== void 0) return `${project ?? ""} says ${other}`;
  return void 0;
}
var joinedNested = (folders) => folders.reduce((joined2, folder) => {
  const outer = joined2.find(
    (other) => folder.tool === "liquibase" && other.tool === folder.tool && isWithin(other.folder, folder.folder)
  );
  if (outer === void 0) return [...joined2, folder];
  return joined2.map((other) => other === outer ? { ...outer, paths: [...outer.paths, ...folder.paths] } : other);
}, []);
var isWithin = (outer, inner) => outer === "" || inner.startsWith(`${outer}/`);
var nearest = (folder, name, view) => upwards(folder).map((above) => within(above, name)).find((path) => view.texts.has(path));
function folderFor(tool, { folder, paths }, why) {
  const readable = toolById(tool);
  const title = readable?.title ?? (tool in foreignTitles ? foreignTitles[tool] : tool);
  const own = readable ? paths.filter((path) => readable.recognise(path) !== void 0) : paths;
  const chosen = readable?.chosen?.(own) ?? own;
  return { tool, title, folder, why, readable: readable !== void 0, paths: chosen };
}
function nothingFound(view, override) {
  if (!configured(override)) return [];
  const looked = override.paths ? `migrations.paths (${override.paths.join(", ")})` : `migrations.tool (${override.tool ?? ""})`;
  const elsewhere2 = detect(view).folders.map(({ folder, title }) => `${folder || "."} (${title})`);
  const seen = elsewhere2.length > 0 ? `Migrations were seen in ${elsewhere2.join(", ")}.` : "No migrations were seen anywhere else.";
  return [
    {
      code: "paths-match-nothing",
      says: `The configured ${looked} matches no migration file of this commit.`,
      advice: `${seen} Correct the configuration, or remove the key to let the folder be found.`
    }
  ];
}

// src/report/checklist.ts
var pass = (says) => ({ status: "pass", says });
var warn = (says) => ({ status: "warn", says });
var fail = (says) => ({ status: "fail", says });
var unknown = (says) => ({ status: "unknown", says: sentence(says) });
function checklist(facts) {
  if (facts.migrations.length === 0) {
    return checklistItems.map((item) => ({ item, status: "not-applicable", says: "No migration changes." }));
  }
  return checklistItems.map((item) => ({ item, ...answer(item, facts) }));
}
var rank = ["not-applicable", "pass", "unknown", "warn", "fail"];
function answer(item, facts) {
  const found = accused(item, facts);
  const seen = questions[item](facts);
  const worst = worse(found, seen);
  return item === "lock-analysis" && worst === found ? withWait(worst, seen, facts) : worst;
}
function withWait(found, seen, { rehearsal, findings }) {
  const worst = worstStandstill(statementsOf(rehearsal));
  if (worst === void 0 || seen.status !== "pass") return found;
  const known = findings.some(({ objects }) => objects.includes(worst.lock.object));
  return { ...found, says: known ? seen.says : `${found.says} ${seen.says}` };
}
function worse(found, measured2) {
  if (found === void 0) return measured2;
  return rank.indexOf(measured2.status) > rank.indexOf(found.status) ? measured2 : found;
}
function accused(item, { findings, rules }) {
  const mine = worstFirst(findings).filter(
    ({ rule, severity }) => severity !== "advice" && (rules[rule]?.checks ?? "lock-analysis") === item
  );
  const [first, ...others2] = mine;
  if (first === void 0) return void 0;
  return { status: first.severity === "blocker" ? "fail" : "warn", says: withOthers(first, others2.length) };
}
var withOthers = ({ says }, others2) => others2 === 0 ? firstSentence(says) : `${firstSentence(says)} ${counted(others2, "more finding")}.`;
var measured = (question) => (facts) => {
  const { rehearsal } = facts;
  if (rehearsal?.status === "ran") return untilFailure(rehearsal, question(rehearsal, facts));
  return unknown(rehearsal === void 0 ? "Not rehearsed." : `Not measured: ${rehearsal.because}`);
};
function untilFailure({ statements }, seen) {
  const failed2 = statements.find(({ error }) => error !== void 0);
  if (failed2 === void 0 || seen.status !== "pass") return seen;
  return unknown(`Known only until \`${place(failed2.file, failed2.line)}\` failed. ${seen.says}`);
}
var compatibility = (check, schema) => {
  if ("status" in check) return unknown(`Not measured: ${check.because}`);
  const { checked, broken, coverage } = check;
  if (checked === 0) return unknown("No queries are known, so none could be checked.");
  const source = coverage === void 0 ? "" : ` (${coverage.source} of ${counted(coverage.ageDays, "day")} ago, ${share(coverage.callsShare)} of calls)`;
  const worked = `${rows(checked - broken.length)} of ${rows(checked)} known queries work on the ${schema} schema${source}.`;
  return broken.length === 0 ? pass(worked) : schema === "new" ? fail(worked) : warn(worked);
};
var locks = measured(({ statements, traffic }) => {
  const worst = worstStandstill(statements);
  const stalls = traffic.status === "measured" ? ` Under traffic the longest write waited ${duration(traffic.longestWriteStallMs)}, the longest read ${duration(traffic.longestReadStallMs)}.` : "";
  if (worst === void 0) return pass(`No lock made reads or writes of an existing table wait.${stalls}`);
  const { lock } = worst;
  return pass(
    `${spoken(lock.mode)} on \`${short(lock.object)}\` for ${howLong(worst)}: ${waitWords(lock.blocks)}.${stalls}`
  );
});
var dataVolume = measured(({ statements, volume }) => {
  const unsized = statements.filter(({ estimate }) => !("productionMs" in estimate) && estimate.class !== "metadata");
  const wal = statements.reduce((sum, { walBytes }) => sum + walBytes, 0);
  const touched = statements.reduce((sum, { rowsAffected = 0 }) => sum + rowsAffected, 0);
  const figures = `${touched === 0 ? "No row" : counted(touched, "row")} changed, ${bytes(wal)} of WAL in the rehearsal.`;
  const known = volume.filter(({ productionRows }) => productionRows !== void 0).length;
  if (unsized.length === 0) return pass(figures);
  return unknown(
    `${figures} How long ${counted(unsized.length, "statement")} would take in production is not known${known === 0 ? ": the production rows are not" : ""}.`
  );
});
var rollback = measured(({ rollback: result }) => {
  if (result.status === "not-measured") return unknown(`Not measured: ${result.because}`);
  if (result.status === "reverts") return pass(result.says);
  if (result.status === "fails") return fail(result.says);
  if (result.status === "missing" && result.generated?.status === "reverts") {
    return pass(`Nobody wrote a down migration; the generated rollback was run and reverts. ${result.generated.says}`);
  }
  return warn(result.says);
});
var idempotent = measured(({ rerun, leftovers }) => {
  if (rerun.status === "not-measured") return unknown(`Not measured: ${rerun.because}`);
  if (rerun.status !== "fails") return pass(rerun.says);
  return leftovers.some(({ kind }) => kind === "invalid-index") ? fail(rerun.says) : warn(rerun.says);
});
var monitoring = measured(({ traffic }, facts) => {
  const worst = worstStandstill(statementsOf(facts.rehearsal));
  if (worst !== void 0 && upper(worst) > budget(facts)) {
    return unknown(
      `To be set up: watch lock waits on \`${short(worst.lock.object)}\`, expected for ${howLong(worst)}.`
    );
  }
  if (traffic.status === "not-measured") return unknown(`Not measured: ${traffic.because}`);
  return pass(`No more than your usual alerts: nothing waits longer than the budget of ${duration(budget(facts))}.`);
});
var productionLike = measured(({ volume }) => {
  if (volume.length === 0) return pass("No existing table needs rows for these statements.");
  const told = volume.slice(0, 4).map(
    ({ table, rows: count, productionRows, source }) => productionRows === void 0 ? `${rows(count)} rows in \`${short(table)}\` (${source}; production rows not known)` : `${rows(count)} of ${rows(productionRows)} rows in \`${short(table)}\` (${source})`
  );
  const more = volume.length > told.length ? ` and ${counted(volume.length - told.length, "more table")}` : "";
  const known = volume.every(
    ({ productionRows, source }) => productionRows !== void 0 || source === "existing" || source === "snapshot"
  );
  const says = `${told.join(", ")}${more}.`;
  return known ? pass(says) : unknown(says);
});
var expandContract = ({ phases = [] }) => {
  const distinct = [...new Set(phases)];
  if (distinct.length === 0) return unknown("Which phase these statements belong to could not be told.");
  if (distinct.includes("expand") && distinct.includes("contract")) {
    return warn("Expand and contract in one pull request: code that runs during the deployment meets both schemas.");
  }
  return pass(`One step: ${joined(distinct)}.`);
};
var versioned = ({ migrations }) => {
  const versions = [...new Set(migrations.map(({ version }) => version).filter((version) => version !== ""))];
  if (versions.length === 0) return pass(`${counted(migrations.length, "migration file")} under version control.`);
  const told = versions.slice(0, 5).map((version) => `\`${version}\``);
  const more = versions.length > told.length ? ` and ${versions.length - told.length} more` : "";
  return pass(`${told.join(", ")}${more}: no duplicate, none out of order.`);
};
var small = ({ tablesChanged: tablesChanged2, migrations }) => {
  if (tablesChanged2 === void 0) return unknown("Which tables these statements change could not be told.");
  const size = `${counted(tablesChanged2.length, "existing table")} changed in ${migrationsIn(migrations)}`;
  return tablesChanged2.length > 3 ? warn(`${size}: smaller steps are easier to stop and to undo.`) : pass(`${size}.`);
};
var budget = ({ stallBudgetMs = defaultStallBudgetMs }) => stallBudgetMs;
var human = (task) => (facts) => {
  const worst = worstStandstill(statementsOf(facts.rehearsal));
  const waits = worst !== void 0 && upper(worst) > budget(facts);
  const matters = waits || facts.findings.some(({ severity }) => severity === "blocker");
  return matters ? unknown(task) : { status: "not-applicable", says: "Nothing found that people must be told of before it runs." };
};
var questions = {
  "backward-compatibility": measured(({ compatibility: { backward } }) => compatibility(backward, "new")),
  "forward-compatibility": measured(({ compatibility: { forward } }) => compatibility(forward, "old")),
  "lock-analysis": locks,
  "data-volume": dataVolume,
  "rollback-plan": rollback,
  monitoring,
  "expand-contract": expandContract,
  versioned,
  idempotent,
  "production-like-volume": productionLike,
  "small-and-focused": small,
  "team-notified": human("Tell the team when it runs and what will wait."),
  "impact-shared": human("Share the expected impact with those who will notice it."),
  "someone-watching": human("Name the person who watches it while it runs.")
};

// src/report/verdict.ts
var failingRules = ["syntax-error", "statement-fails", "refused-by-sandbox", "tampering"];
var failingWhenRead = ["syntax-error"];
function decide(facts) {
  const table = [failed, unknown2, noMigrations, blocked];
  const decision = table.map((row) => row(facts)).find((row) => row !== void 0) ?? clean(facts);
  const unmeasured = facts.asked === "reading" && facts.migrations.length > 0 && decision.verdict !== "error";
  return unmeasured ? { ...decision, because: `${decision.because.replace(/\.$/, "")}; not rehearsed.` } : decision;
}
function failed({ findings, rehearsal, asked, forbidden = [] }) {
  const rules = asked === "reading" ? failingWhenRead : failingRules;
  const statement = asked === "reading" ? void 0 : statementsOf(rehearsal).find(({ error }) => error !== void 0);
  if (statement?.error !== void 0) {
    const { file, line, error } = statement;
    return {
      verdict: "fail",
      because: `\`${place(file, line)}\` fails: ${sentence(error.says.replace(/^(?:It|The|This|A|An) /, (word) => word.toLowerCase()))}`
    };
  }
  const bad = blockers(findings).find(({ rule }) => rules.includes(rule));
  if (bad !== void 0) return { verdict: "fail", because: firstSentence(bad.says) };
  const refused = blockers(findings).find(({ rule }) => forbidden.includes(rule));
  return refused && { verdict: "fail", because: `${firstSentence(refused.says)} The configuration lets nobody approve it.` };
}
function unknown2({ problems, rehearsal, asked, migrations }) {
  const [problem] = problems;
  if (problem !== void 0) {
    return { verdict: "error", because: `${sentence(problem.says)} ${sentence(problem.advice)}` };
  }
  if (rehearsal?.status === "broke") return { verdict: "error", because: sentence(rehearsal.because) };
  if (asked === "reading" || migrations.length === 0 || rehearsal?.status === "ran") return void 0;
  const because = rehearsal?.because ?? "The rehearsal left no result";
  return { verdict: "error", because: `Not rehearsed: ${sentence(because)}` };
}
function noMigrations({ migrations, lookedIn, findings }) {
  if (migrations.length > 0 || blockers(findings).length > 0) return void 0;
  return {
    verdict: "pass",
    because: lookedIn === void 0 ? "No migration changes." : `No migrations in this repository (looked in ${joined(lookedIn.map((path) => `\`${path}\``))}).`
  };
}
function blocked(facts) {
  const { findings, approval, digest, suppressed = [] } = facts;
  const [allowed] = suppressed;
  if (blockers(findings).length === 0 && allowed === void 0) return void 0;
  if (approval?.digest === digest) {
    return { verdict: "approved", because: `Approved by ${joined(approval.by)} for exactly these migrations.` };
  }
  if (blockers(findings).length === 0 && allowed !== void 0) {
    const { rule, reason } = allowed;
    return { verdict: "needs-approval", because: `\`${rule}\` was suppressed by the author: ${sentence(reason)}` };
  }
  return { verdict: "needs-approval", because: standstillSentence(facts) ?? blockerSentence(facts) };
}
function standstillSentence({ findings, rehearsal, stallBudgetMs = 1e3 }) {
  const worst = worstStandstill(statementsOf(rehearsal));
  if (worst === void 0 || upper(worst) < stallBudgetMs) return void 0;
  const { lock, productionMs } = worst;
  if (!blockers(findings).some(({ objects }) => objects.includes(lock.object))) return void 0;
  const refuse = `\`${short(lock.object)}\` would refuse ${joined(lock.blocks)}`;
  return productionMs === void 0 ? `${refuse} for ${duration(lock.heldMs)} on the rehearsed rows.` : `${refuse} for ${durationRange(productionMs)}.`;
}
function blockerSentence({ findings }) {
  const [first, ...others2] = blockers(findings);
  if (first === void 0) return "";
  return others2.length === 0 ? firstSentence(first.says) : `${firstSentence(first.says)} ${counted(others2.length, "more blocker")}.`;
}
function clean({ findings, rehearsal }) {
  const warnings = findings.filter(({ severity }) => severity === "warning").length;
  const remarks = warnings === 0 ? "" : `; ${counted(warnings, "warning")}`;
  const statements = statementsOf(rehearsal);
  if (statements.length === 0) return { verdict: "pass", because: `No blocker found${remarks}.` };
  const worst = worstStandstill(statements);
  const waits = worst === void 0 ? "no lock made reads or writes wait" : `the longest lock that makes others wait lasted ${duration(worst.lock.heldMs)}, on \`${short(worst.lock.object)}\``;
  return { verdict: "pass", because: `${counted(statements.length, "statement")} ran and ${waits}${remarks}.` };
}
var blockers = (findings) => findings.filter(({ severity }) => severity === "blocker");

// src/report/assemble.ts
function assemble(facts) {
  const { version, digest, migrations, findings, rehearsal, timings } = facts;
  return {
    schema: 1,
    tool: { name: "migration-rehearsal", version },
    ...decide(facts),
    digest,
    migrations,
    findings: worstFirst(findings),
    checklist: checklist(facts),
    ...rehearsal === void 0 ? {} : { rehearsal },
    timings
  };
}

// src/sql/phase.ts
var contracting = /* @__PURE__ */ new Set([
  "AT_DropColumn",
  "AT_DropConstraint",
  "AT_SetNotNull",
  "AT_AlterColumnType",
  "AT_DropInherit",
  "AT_DetachPartition"
]);
function phaseOf({ statement, locks: locks2 }) {
  const { node } = statement;
  const onExisting = locks2.some(({ madeHere }) => !madeHere);
  if ("UpdateStmt" in node || "DeleteStmt" in node || "InsertStmt" in node) return onExisting ? "migrate" : void 0;
  if ("AlterTableStmt" in node) {
    if (!onExisting) return void 0;
    const kinds = (node.AlterTableStmt.cmds ?? []).flatMap(
      (cmd) => "AlterTableCmd" in cmd ? cmd.AlterTableCmd.subtype ?? [] : []
    );
    return kinds.some((kind) => contracting.has(kind)) ? "contract" : "expand";
  }
  if ("DropStmt" in node) {
    return node.DropStmt.removeType === "OBJECT_INDEX" || !onExisting ? void 0 : "contract";
  }
  if ("RenameStmt" in node || "TruncateStmt" in node) return onExisting ? "contract" : void 0;
  const expanding = ["CreateStmt", "IndexStmt", "ViewStmt", "CreateEnumStmt", "AlterEnumStmt", "CreateTableAsStmt"];
  return expanding.some((name) => name in node) ? "expand" : void 0;
}

// src/flows/reported.ts
var assumedPostgres = 17;
var reported = ({
  path,
  tool,
  version,
  status,
  transaction,
  direction
}) => ({
  path,
  tool,
  version,
  status,
  transaction,
  direction
});
var tablesChanged = ({ steps }) => {
  const least = strength("RowExclusiveLock");
  const changed2 = steps.flatMap(
    ({ locks: locks2, catalog }) => locks2.filter(({ madeHere, mode }) => !madeHere && strength(mode) >= least).filter(({ relation }) => catalog.relation(relation)?.kind.endsWith("table") ?? false).map(({ object }) => object)
  );
  return [...new Set(changed2)];
};

export {
  folderHolding,
  companionsOf,
  readMigrations,
  readChanged,
  recognise,
  wanted,
  detect,
  assemble,
  phaseOf,
  assumedPostgres,
  reported,
  tablesChanged,
  openRepository,
  newestFile,
  systemClock,
  progressTo,
  interruption
};
