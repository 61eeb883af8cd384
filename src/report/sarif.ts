import type { Finding } from '../domain/finding.ts';
import type { Report } from '../domain/report.ts';
import type { RuleCard, Severity } from '../domain/rule.ts';
import { visible } from './escape.ts';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  blocker: 'error',
  warning: 'warning',
  advice: 'note',
};

/**
 * SARIF 2.1.0 as code scanning takes it: one run, rules by index, columns in UTF-16 units, the end exclusive as ours is.
 * Rule cards make the descriptions; without one the rule has its id and page only.
 */
export function sarif(report: Report, cards: Readonly<Partial<Record<string, RuleCard>>> = {}): string {
  const ids = [...new Set(report.findings.map(({ rule }) => rule))].sort();
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
        columnKind: 'utf16CodeUnits',
        results: report.findings.map((finding) => result(finding, ids)),
        properties: { verdict: report.verdict, because: report.because, digest: report.digest },
      },
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function described(id: string, card: RuleCard | undefined) {
  if (card === undefined) return { id, shortDescription: { text: id } };
  return {
    id,
    shortDescription: { text: card.title },
    fullDescription: { text: card.why },
    help: { text: card.why },
    defaultConfiguration: { level: levels[card.severity] },
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
