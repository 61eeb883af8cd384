import {
  visible
} from "./chunk-7GNVCGD7.js";
import "./chunk-UL4WNEGY.js";

// src/report/sarif.ts
var levels = {
  blocker: "error",
  warning: "warning",
  advice: "note"
};
var urgency = {
  blocker: "error",
  warning: "warning",
  advice: "recommendation"
};
var mostResults = 25e3;
function sarif(report, cards = {}) {
  const findings = report.findings.slice(0, mostResults);
  const ids = [...new Set(findings.map(({ rule }) => rule))].sort();
  const leftOut = report.findings.length - findings.length;
  const document = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: report.tool.name,
            semanticVersion: report.tool.version,
            rules: ids.map((id) => described(id, cards[id]))
          }
        },
        invocations: [invocation(report)],
        columnKind: "utf16CodeUnits",
        results: findings.map((finding) => result(finding, ids)),
        properties: {
          verdict: report.verdict,
          because: visible(report.because),
          digest: report.digest,
          ...leftOut > 0 && { leftOut }
        }
      }
    ]
  };
  return `${JSON.stringify(document, null, 2)}
`;
}
function invocation({ verdict, because }) {
  if (verdict !== "error") return { executionSuccessful: true };
  const notification = { level: "error", message: { text: visible(because) } };
  return { executionSuccessful: false, toolExecutionNotifications: [notification] };
}
function described(id, card) {
  const { title = id, why = id, severity = "warning", hazard } = card ?? {};
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: `${why}

More: migration-rehearsal explain ${id}` },
    defaultConfiguration: { level: levels[severity] },
    properties: {
      tags: ["postgres", "migration", ...hazard === void 0 ? [] : [hazard]],
      precision: "high",
      "problem.severity": urgency[severity]
    }
  };
}
function result({ id, rule, severity, says, instead, file, line, column, endLine, endColumn }, ids) {
  const uri = file.split("/").map(encodeSafely).join("/");
  const region = { startLine: line, startColumn: column, endLine, endColumn };
  return {
    ruleId: rule,
    ruleIndex: ids.indexOf(rule),
    level: levels[severity],
    message: { text: visible(`${says}

Instead:
${instead}`) },
    locations: [{ physicalLocation: { artifactLocation: { uri, uriBaseId: "%SRCROOT%" }, region } }],
    partialFingerprints: { "findingId/v1": id }
  };
}
var encodeSafely = (part) => encodeURIComponent(visible(part));
export {
  sarif
};
