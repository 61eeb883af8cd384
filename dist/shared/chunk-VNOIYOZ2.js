import {
  show,
  tell
} from "./chunk-RZRSENEW.js";
import {
  chooseProvider,
  readProposal,
  review
} from "./chunk-3GHMPT7B.js";
import {
  interruption,
  openRepository,
  progressTo,
  systemClock
} from "./chunk-CJVKZTXT.js";
import {
  ruleIds
} from "./chunk-AZPCHA24.js";
import {
  failure,
  success
} from "./chunk-6DY2GZUB.js";

// src/entry/cli/review.ts
import { readFile } from "node:fs/promises";
async function runReview(options) {
  const asked = options.rehearsal ? "rehearsal" : "reading";
  const { report, problem } = await review(await propose(options), asked, localWorld());
  await show(report, options);
  if (problem !== void 0) tell(problem);
  return report.verdict;
}
var localWorld = () => ({
  database: ({ provider, image }) => chooseProvider({ provider, image }),
  clock: systemClock,
  progress: progressTo((line) => process.stderr.write(line), systemClock),
  signal: interruption()
});
async function propose(options) {
  const { base, head } = options;
  if (base === void 0) return failure(noBase);
  const repository = await openRepository(options.repo);
  if (!repository.ok) return repository;
  const config = await override(options.config, "--config");
  if (!config.ok) return config;
  const profile = await override(options.profile, "--profile");
  if (!profile.ok) return profile;
  return readProposal(
    {
      base,
      head,
      rules: ruleIds,
      ...config.value !== void 0 && { config: config.value },
      ...profile.value !== void 0 && { profile: profile.value }
    },
    repository.value
  );
}
async function override(named, flag) {
  if (named === void 0) return success(void 0);
  if (named.startsWith("env:")) {
    const text2 = process.env[named.slice("env:".length)];
    return text2 === void 0 ? failure(unreadable(named, flag)) : success({ file: named, text: text2 });
  }
  const text = await readFile(named, "utf8").catch(() => void 0);
  return text === void 0 ? failure(unreadable(named, flag)) : success({ file: named, text });
}
var unreadable = (named, flag) => ({
  code: "bad-usage",
  says: `${named}, named by ${flag}, cannot be read.`,
  advice: "Check the name and your rights."
});
var noBase = {
  code: "bad-usage",
  says: "`review` needs to know what the pull request would be merged into.",
  advice: "For example: --base main."
};

export {
  runReview,
  localWorld
};
