import {
  print,
  tell
} from "./chunk-RZRSENEW.js";
import {
  nearest,
  rules
} from "./chunk-AZPCHA24.js";
import {
  spoken
} from "./chunk-WGPGLP6T.js";
import "./chunk-D75LI2OU.js";
import {
  failure,
  success
} from "./chunk-6DY2GZUB.js";
import "./chunk-UL4WNEGY.js";

// src/rules/kit/page.ts
var hazards = {
  lock: "Locks: others wait",
  compatibility: "Compatibility: running code breaks",
  "data-loss": "Data loss",
  failure: "Failure: the migration does not go through",
  process: "Process: history, order, way back",
  hygiene: "Hygiene"
};
function page(rule) {
  const { id, title, severity, why, examples } = rule;
  return `${[
    `# ${title}`,
    `\`${id}\` \xB7 ${severity} \xB7 ${hazards[rule.hazard].toLowerCase()}${rule.destructive ? " \xB7 destructive: an approval must give a reason" : ""}`,
    why,
    ...claims(rule),
    ...examples ? [
      ...[
        "## Given",
        fenced(examples.given),
        "## Dangerous",
        fenced(examples.bad),
        "## Better",
        fenced(examples.good)
      ],
      "Dangerous and better are both run on a real Postgres by `test/claims`."
    ] : [],
    ...rule.versions || rule.since > 13 ? ["## Versions", versions(rule)] : [],
    "## Let it pass",
    suppression(rule)
  ].join("\n\n")}
`;
}
var fenced = (code) => `\`\`\`sql
${code}
\`\`\``;
var versions = ({ since, versions: note }) => [since > 13 ? `From Postgres ${String(since)}.` : "", note ?? ""].filter(Boolean).join(" ");
function claims({ takes, rewrites, scans, fails }) {
  const lines = [
    takes ? `- Lock on an existing table: \`${takes}\` (${spoken(takes)})` : "",
    rewrites ? "- The table is rewritten" : "",
    scans ? "- The table is read to its end while the lock is held" : "",
    fails ? `- Fails with SQLSTATE ${fails}` : ""
  ].filter(Boolean);
  return lines.length > 0 ? ["## What Postgres does", lines.join("\n")] : [];
}
var suppression = ({ id, on }) => [
  `Above the statement${on ? "" : ", or above any statement of the file"}:`,
  fenced(`-- migrate:allow ${id} reason: why it is fine here`),
  "The finding stays as advice and names the reason. For the whole repository, in `.github/migration-rehearsal.yml`:",
  `\`\`\`yaml
rules:
  ${id}: off # or advice, warning, blocker
\`\`\``
].join("\n\n");

// src/rules/kit/explain.ts
function explain(id, rules2) {
  const rule = rules2.find((one) => one.id === id);
  if (rule) return success(page(rule));
  const near = nearest(
    id,
    rules2.map((one) => one.id)
  );
  return failure({
    code: "bad-usage",
    says: `There is no rule \u201C${id}\u201D.`,
    advice: near ? `Did you mean ${near}?` : "docs/rules/README.md lists them all."
  });
}

// src/entry/cli/explain.ts
async function runExplain(rule) {
  const page2 = explain(rule, rules);
  if (!page2.ok) {
    tell(page2.problem);
    return 2;
  }
  await print(page2.value);
  return 0;
}
export {
  runExplain
};
