import type { Finding } from '../domain/finding.ts';
import type { Report } from '../domain/report.ts';
import type { RuleCard, Severity } from '../domain/rule.ts';
import { visible } from './escape.ts';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  blocker: 'error',
  warning: 'warning',
  advice: 'note',
};

/** GitHub's name for how urgent a rule's findings are; it sorts by this. */
const urgency: Readonly<Record<Severity, 'error' | 'warning' | 'recommendation'>> = {
  blocker: 'error',
  warning: 'warning',
  advice: 'recommendation',
};

/** Code scanning refuses a file with more; findings stand worst first. */
const mostResults = 25_000;

/**
 * SARIF 2.1.0 as code scanning takes it: one run, rules by index, columns in UTF-16 units, the end exclusive as ours is.
 * Rule cards make the descriptions; without one the rule has its id and page only.
 */
export function sarif(report: Report, cards: Readonly<Partial<Record<string, RuleCard>>> = {}): string {
  const findings = report.findings.slice(0, mostResults);
  const ids = [...new Set(findings.map(({ rule }) => rule))].sort();
  const leftOut = report.findings.length - findings.length;
  const document = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: report.tool.name,
            semanticVersion: report.tool.version,
            rules: ids.map((id) => described(id, cards[id])),
          },
        },
        invocations: [invocation(report)],
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => result(finding, ids)),
        properties: {
          verdict: report.verdict,
          because: visible(report.because),
          digest: report.digest,
          ...(leftOut > 0 && { leftOut }),
        },
      },
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Where something kept us from knowing, code scanning shows it with the tool's status. */
function invocation({ verdict, because }: Report) {
  if (verdict !== 'error') return { executionSuccessful: true };
  const notification = { level: 'error', message: { text: visible(because) } };
  return { executionSuccessful: false, toolExecutionNotifications: [notification] };
}

function described(id: string, card: RuleCard | undefined) {
  const { title = id, why = id, severity = 'warning', hazard } = card ?? {};
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: `${why}\n\nMore: migration-rehearsal explain ${id}` },
    defaultConfiguration: { level: levels[severity] },
    properties: {
      tags: ['postgres', 'migration', ...(hazard === undefined ? [] : [hazard])],
      precision: 'high',
      'problem.severity': urgency[severity],
    },
  };
}

function result(
  { id, rule, severity, says, instead, file, line, column, endLine, endColumn }: Finding,
  ids: readonly string[],
) {
  // A path is a URI here; each part encoded by itself keeps the slashes.
  const uri = file.split('/').map(encodeSafely).join('/');
  const region = { startLine: line, startColumn: column, endLine, endColumn };
  return {
    ruleId: rule,
    ruleIndex: ids.indexOf(rule),
    level: levels[severity],
    message: { text: visible(`${says}\n\nInstead:\n${instead}`) },
    locations: [{ physicalLocation: { artifactLocation: { uri, uriBaseId: '%SRCROOT%' }, region } }],
    partialFingerprints: { 'findingId/v1': id },
  };
}

/** Stray bytes of a file name are held as lone surrogates, which no URI can carry. */
const encodeSafely = (part: string): string => encodeURIComponent(visible(part));
