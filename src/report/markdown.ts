import { counted, duration } from '../domain/figures.ts';
import type { Finding } from '../domain/finding.ts';
import type { Severity } from '../domain/rule.ts';
import type { Report } from '../domain/report.ts';
import { answers } from './approval.ts';
import { details } from './details.ts';
import { code, fence, prose, summary, text, together, within } from './escape.ts';
import { beginning, checklistTable, statementTable } from './tables.ts';
import { drawing } from './traffic.ts';
import {
  capital,
  migrationsIn,
  place,
  rowsOf,
  severitySign,
  short,
  statementsOf,
  verdictSign,
  worstFirst,
} from './words.ts';

export interface CommentOptions {
  readonly commit?: string;
  /** Where the full report can be read. */
  readonly link?: string;
  /** Of the database, where a repository holds several. */
  readonly id?: string;
  /** What the reader can type now, as Markdown code: `/migrate rerun`. */
  readonly commands?: readonly string[];
  /** The team is told what is found and not held up, until that day; '' = no day is named. */
  readonly trial?: { readonly until: string };
  /** UTF-16 units, at least 4,000; GitHub's limit less the hidden marker unless told. */
  readonly budget?: number;
}

// GitHub takes 65,536; the hidden first line holds an id that may be long when percent-encoded.
const commentBudget = 65_536 - 1_024;
const noteRoom = 200;

/**
 * The comment: decision, reason and cure without a click; everything else folded, and dropped least severe first.
 * Never longer than the budget: every part is bounded as it is written, and kept only while there is room for it.
 */
export function markdown(report: Report, options: CommentOptions = {}): string {
  const { budget = commentBudget } = options;
  const statements = statementsOf(report.rehearsal);
  const drawn = drawing(report.rehearsal);
  const head = [
    headline(report, options.id),
    source(report, options),
    trialNote(report, options),
    answers(report, options.id),
    remedy(report),
  ];
  const foot = footer(report, options);
  const parts = [
    checklistTable(report.checklist),
    statementTable(statements, budget * 0.3),
    drawn === '' ? '' : fence(drawn, 'text'),
    ...worstFirst(report.findings).map((finding, index) => (index === 0 ? opened(finding) : folded(finding))),
    ...details(report),
  ].filter((part) => part !== '');
  const kept = beginning(parts, budget - noteRoom - [...head, foot].join('\n\n').length);
  const dropped = parts.length - kept.length;
  const note =
    dropped > 0 ? `_${counted(dropped, 'more detail')} did not fit here and can be read in the full report._` : '';
  return `${[...head, ...kept, note, foot].filter((part) => part !== '').join('\n\n')}\n`;
}

/** One line: of which database what was decided, and why. */
export function headline({ verdict, because, migrations }: Report, id = ''): string {
  const { icon, word } = verdictSign[verdict];
  const says = together(within(600, because, prose)).replace(/\.$/, '');
  return migrations.length === 0 && verdict === 'pass'
    ? `## ${icon} ${titled(id)}: ${says}`
    : `## ${icon} ${titled(id)}: ${word} — ${says}`;
}

export const titled = (id: string): string =>
  id === '' ? 'Migration rehearsal' : `Migration rehearsal of ${code(id)}`;

/** The second line: how much was found, in what, and on how many rows that was measured. */
function source({ migrations, findings, rehearsal, digest }: Report, { commit, link }: CommentOptions): string {
  if (migrations.length === 0) return '';
  const ran = rehearsal?.status === 'ran' ? rehearsal : undefined;
  const largest = [...(ran?.volume ?? [])].sort((one, other) => other.rows - one.rows)[0];
  const on = largest === undefined ? '' : ` with ${rowsOf(largest)} in ${within(200, short(largest.table), code)}`;
  const how =
    ran !== undefined
      ? `rehearsed on Postgres ${version(ran.postgres)}${on}`
      : `not rehearsed${rehearsal?.status === 'broke' ? ' to the end' : ''}`;
  const marks = [
    digest === '' ? '' : `Digest ${code(digest.slice(0, 12))}`,
    commit === undefined ? '' : `commit ${code(commit.slice(0, 7))}`,
    link === undefined || link.length > 1_000 ? '' : `[full report](<${encodeURI(link).replace(/[<>]/g, '')}>)`,
  ].filter((mark) => mark !== '');
  return `${tally(findings)}${migrationsIn(migrations)} ${how}.${marks.length > 0 ? `<br>${marks.join(' · ')}` : ''}`;
}

/** Where the check is green all the same, the words say what it would be, and from when on. */
function trialNote({ verdict }: Report, { trial }: CommentOptions): string {
  if (trial === undefined || (verdict !== 'needs-approval' && verdict !== 'fail')) return '';
  const would = verdict === 'needs-approval' ? 'would wait for an approval' : 'would be red';
  return trial.until === ''
    ? `**Report only**: the check is green. Enforced, it ${would}.`
    : `**Report only** until ${trial.until}: the check is green. From that day on it ${would}.`;
}

/** Who could not be told anything is told what to do. */
const remedy = ({ rehearsal }: Report): string =>
  rehearsal?.status === 'broke' ? `**Instead**: ${within(1_000, rehearsal.advice, prose)}` : '';

/** “**1 blocker**, 2 warnings in ”. */
function tally(findings: readonly Finding[]): string {
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  const [blockers, warnings, advice] = [count('blocker'), count('warning'), count('advice')];
  const told = [
    blockers > 0 ? `**${counted(blockers, 'blocker')}**` : '',
    warnings > 0 ? counted(warnings, 'warning') : '',
    advice > 0 ? counted(advice, 'piece of advice', 'pieces of advice') : '',
  ].filter((part) => part !== '');
  return told.length === 0 ? '' : `${told.join(', ')} in `;
}

/** The worst finding: what waits, and the cure, without a click. */
const opened = (finding: Finding): string =>
  `### ${titleOf(finding)} at ${within(300, where(finding), code)}\n\n${bodyOf(finding)}`;

// In raw HTML only entities are safe, and GitHub still looks for mentions in what they make.
const folded = (finding: Finding): string =>
  `<details><summary>${titleOf(finding)} at <code>${within(600, where(finding), summary)}</code>: ${within(200, finding.rule, summary)}</summary>\n\n${bodyOf(finding)}\n\n</details>`;

const titleOf = ({ severity }: Finding): string => {
  const { icon, word } = severitySign[severity];
  return `${icon} ${capital(word)}`;
};
const where = ({ file, line }: Finding): string => place(file, line);

function bodyOf({ says, instead, rehearsed, rule, evidence }: Finding): string {
  const seen = evidence === 'observed' ? 'seen in the rehearsal' : 'read from the SQL';
  const sign = `<sub>${within(200, rule, text)} · ${seen}</sub>`;
  const tried = rehearsed === undefined ? [] : [within(1_000, rehearsed, prose)];
  return [within(2_000, says, prose), '**Instead**', cure(instead), ...tried, sign].join('\n\n');
}

export const cure = (instead: string): string =>
  /;\s*$|^\s*(--|alter|create|drop|update|delete|set|begin|with)\b/im.test(instead)
    ? within(6_000, instead, (sql) => fence(sql, 'sql'))
    : within(2_000, instead, prose);

const version = (postgres: string): string => within(40, postgres, text);

function footer({ rehearsal, tool, timings }: Report, { commands = [] }: CommentOptions): string {
  const ran = rehearsal?.status === 'ran' ? `Postgres ${version(rehearsal.postgres)} (${rehearsal.provider}) · ` : '';
  const measured = `<sub>${ran}${tool.name} ${version(tool.version)} · ${duration(timings.totalMs)}</sub>`;
  return [...(commands.length > 0 ? [commands.map(code).join(' · ')] : []), measured].join('\n\n');
}
