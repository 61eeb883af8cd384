import { gzipSync } from 'node:zlib';
import { counted } from '../domain/figures.ts';
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

/** Code scanning refuses a file with more, or one that is larger after gzip; findings stand worst first. */
const limits = { results: 25_000, bytes: 10_000_000 } as const;

/** By rule id; they make the descriptions. Without one a rule has its id and page only. */
type Cards = Readonly<Partial<Record<string, RuleCard>>>;

/**
 * SARIF 2.1.0 as code scanning takes it: one run, rules by index, columns in UTF-16 units, the end exclusive as ours is.
 * What is over its limits is left out, the least first, and the file says how much.
 */
export function sarif(report: Report, cards: Cards = {}): string {
  const most = Math.min(report.findings.length, limits.results);
  return fitting(most, (shown) => written(report, shown, cards));
}

/** Gzip makes nothing larger that is worth measuring, so most files need not be compressed to know. */
function fitting(shown: number, write: (shown: number) => string): string {
  const text = write(shown);
  if (shown === 0 || Buffer.byteLength(text) <= limits.bytes) return text;
  const { length } = gzipSync(text);
  return length <= limits.bytes ? text : fitting(Math.floor(((shown * limits.bytes) / length) * 0.95), write);
}

function written(report: Report, shown: number, cards: Cards): string {
  const findings = report.findings.slice(0, shown);
  const ids = [...new Set(findings.map(({ rule }) => rule))].sort();
  const leftOut = report.findings.length - shown;
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
        invocations: [invocation(report, leftOut)],
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

/** Where something kept us from knowing, or findings are missing, code scanning shows it with the tool's status. */
function invocation({ verdict, because }: Report, leftOut: number) {
  const known = verdict !== 'error';
  const says = `${counted(leftOut, 'finding')} left out, the least urgent: code scanning takes 25,000, and 10 MB compressed.`;
  const notifications = [
    ...(known ? [] : [{ level: 'error', message: { text: visible(because) } }]),
    ...(leftOut === 0 ? [] : [{ level: 'warning', message: { text: says } }]),
  ];
  return {
    executionSuccessful: known,
    ...(notifications.length > 0 && { toolExecutionNotifications: notifications }),
  };
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
  { id, rule, severity, says, instead, rehearsed, edit, file, line, column, endLine, endColumn }: Finding,
  ids: readonly string[],
) {
  // A path is a URI here; each part encoded by itself keeps the slashes.
  const uri = file.split('/').map(encodeSafely).join('/');
  const tried = rehearsed === undefined ? [] : [rehearsed];
  const region = { startLine: line, startColumn: column, endLine, endColumn };
  return {
    ruleId: rule,
    ruleIndex: ids.indexOf(rule),
    level: levels[severity],
    message: { text: unlinked(visible([says, `Instead:\n${instead}`, ...tried].join('\n\n'))) },
    locations: [{ physicalLocation: { artifactLocation: { uri, uriBaseId: '%SRCROOT%' }, region } }],
    partialFingerprints: { 'findingId/v1': id },
    ...(edit !== undefined && {
      fixes: [
        {
          description: { text: 'The same without the wait' },
          artifactChanges: [
            {
              artifactLocation: { uri, uriBaseId: '%SRCROOT%' },
              replacements: [{ deletedRegion: region, insertedContent: { text: edit } }],
            },
          ],
        },
      ],
    }),
  };
}

/** `[words](address)` would be a link; what quotes a pull request must not make one. */
const unlinked = (text: string): string => text.replaceAll('](', ']\u2060(');

/** Stray bytes of a file name are held as lone surrogates, which no URI can carry. */
const encodeSafely = (part: string): string => encodeURIComponent(visible(part));
