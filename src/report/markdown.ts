import type { ChecklistEntry } from '../domain/checklist.ts';
import type { Finding } from '../domain/finding.ts';
import type { StatementRun } from '../domain/rehearsal.ts';
import type { Report } from '../domain/report.ts';
import { cell, cellCode, code, cut, fence, prose, text } from './escape.ts';
import { details } from './details.ts';
import { bytes, counted, duration, rows } from './figures.ts';
import { timeline } from './timeline.ts';
import {
  headOf,
  itemTitle,
  lockWords,
  place,
  production,
  severitySign,
  short,
  signOf,
  statementsOf,
  verdictSign,
  worstFirst,
  worstLock,
} from './words.ts';

export interface CommentOptions {
  readonly commit?: string;
  /** Where the full report can be read. */
  readonly link?: string;
  /** What the reader can type now, as Markdown code: `/migrate rerun`. */
  readonly commands?: readonly string[];
  /** Characters, UTF-16 units; GitHub's limit less the hidden marker unless told. */
  readonly budget?: number;
}

// GitHub takes 65,536; the hidden first line holds an id that may be long when percent-encoded.
const commentBudget = 65_536 - 1_024;
const mostStatements = 60;

/** The comment: decision, reason and cure without a click; everything else folded, and dropped least severe first. */
export function markdown(report: Report, options: CommentOptions = {}): string {
  const always = [
    headline(report),
    source(report, options),
    checklistTable(report.checklist),
    statementTable(statementsOf(report.rehearsal)),
    picture(statementsOf(report.rehearsal)),
  ];
  const found = worstFirst(report.findings).map((finding, index) => told(finding, index));
  const foot = footer(report, options);
  const budget = (options.budget ?? commentBudget) - 200;
  const kept = fit([...always, foot], [...found, ...details(report)], budget);
  const dropped = found.length + details(report).length - kept.length;
  const note =
    dropped > 0 ? `_${counted(dropped, 'more detail')} did not fit here and can be read in the full report._` : '';
  return `${[...always, ...kept, note, foot].filter((part) => part !== '').join('\n\n')}\n`;
}

/** The longest beginning of `parts`, worst first, that fits beside what is always shown. */
function fit(always: readonly string[], parts: readonly string[], budget: number): readonly string[] {
  const length = (all: readonly string[]) => all.reduce((sum, part) => sum + part.length + 2, 0);
  const room = budget - length(always);
  const most = parts.findIndex((_, index) => length(parts.slice(0, index + 1)) > room);
  return most < 0 ? parts : parts.slice(0, most);
}

/** One line: what was decided, and why. */
export function headline({ verdict, because, migrations }: Report): string {
  const { icon, word } = verdictSign[verdict];
  const says = prose(cut(because, 400)).replace(/\.$/, '');
  return migrations.length === 0 && verdict === 'pass'
    ? `## ${icon} Migration rehearsal: ${says}`
    : `## ${icon} Migration rehearsal: ${word} — ${says}`;
}

function source({ migrations, rehearsal, digest }: Report, { commit, link }: CommentOptions): string {
  if (migrations.length === 0) return '';
  const ran = rehearsal?.status === 'ran' ? rehearsal : undefined;
  const largest = [...(ran?.volume ?? [])].sort((one, other) => other.rows - one.rows)[0];
  const of = largest?.productionRows === undefined ? '' : ` of ${rows(largest.productionRows)}`;
  const on = largest === undefined ? '' : ` with ${rows(largest.rows)}${of} rows in ${code(short(largest.table))}`;
  const how =
    ran === undefined
      ? `${counted(migrations.length, 'migration file')} read, not rehearsed to the end`
      : `${counted(migrations.length, 'migration file')} rehearsed on Postgres ${text(ran.postgres)}${on}`;
  const marks = [
    digest === '' ? '' : `Digest ${code(digest.slice(0, 12))}`,
    commit === undefined ? '' : `commit ${code(commit.slice(0, 7))}`,
    link === undefined ? '' : `[full report](<${encodeURI(link).replace(/[<>]/g, '')}>)`,
  ].filter((mark) => mark !== '');
  return `${how}.${marks.length > 0 ? ` ${marks.join(' · ')}` : ''}`;
}

function checklistTable(entries: readonly ChecklistEntry[]): string {
  if (entries.every(({ status }) => status === 'not-applicable')) return '';
  const lines = entries.map(({ item, status, says }) => {
    const { icon, word } = signOf(item, status);
    return `| ${icon}&nbsp;${word.replaceAll(' ', '&nbsp;')} | ${itemTitle[item]} | ${cell(cut(says, 500))} |`;
  });
  return ['| | check | measured |', '| --- | --- | --- |', ...lines].join('\n');
}

function statementTable(statements: readonly StatementRun[]): string {
  if (statements.length === 0) return '';
  const shown = statements.slice(0, mostStatements);
  const more = statements.length - shown.length;
  return [
    '| statement | rehearsed | production | lock | waiting | rows · WAL |',
    '| --- | ---: | ---: | --- | --- | ---: |',
    ...shown.map(statementRow),
    ...(more > 0 ? [`| and ${counted(more, 'more statement')} | | | | | |`] : []),
  ].join('\n');
}

function statementRow(statement: StatementRun): string {
  const { file, line, sql, durationMs, estimate, rowsAffected, walBytes, error } = statement;
  const lock = worstLock(statement);
  const waits =
    lock === undefined || lock.blocks.length === 0 ? '–' : `**${lock.blocks.join(', ')}** ${duration(lock.heldMs)}`;
  const failed =
    error === undefined ? '' : ` — **failed**: ${cell(cut(error.says, 300))} (${cellCode(error.sqlstate)})`;
  const cells = [
    `${cellCode(cut(place(file, line), 80))} ${cellCode(headOf(sql, 90))}${failed}`,
    duration(durationMs),
    production(estimate),
    lock === undefined ? '–' : text(cut(lockWords(lock), 100)),
    waits,
    `${rowsAffected === undefined ? '–' : rows(rowsAffected)} · ${walBytes === 0 ? '–' : bytes(walBytes)}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

function picture(statements: readonly StatementRun[]): string {
  const drawn = timeline(statements);
  return drawn === '' ? '' : fence(drawn, 'text');
}

/** The worst finding is open, the others are a click away. */
function told(finding: Finding, index: number): string {
  const { severity, says, instead, file, line, rule, evidence } = finding;
  const { icon, word } = severitySign[severity];
  const seen = evidence === 'observed' ? 'seen in the rehearsal' : 'read from the SQL';
  const body = [prose(cut(says, 2_000)), `**Instead**`, cure(instead), `${code(rule)} · ${seen}`].join('\n\n');
  if (index === 0) return `### ${icon} ${word}: ${code(place(file, line))}\n\n${body}`;
  const summary = `${icon} ${word}: <code>${summaryText(place(file, line))}</code> ${summaryText(rule)}`;
  return `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
}

const cure = (instead: string): string =>
  /;\s*$|^\s*(--|alter|create|drop|update|delete|set|begin|with)\b/im.test(instead)
    ? fence(cut(instead, 6_000), 'sql')
    : prose(cut(instead, 2_000));

// In raw HTML only entities are safe, and the mention rules of `text` hold as well.
const summaryText = (words: string): string =>
  text(words).replace(/\\?([\\`*_[\]<>|~&$#])/g, (_, mark: string) => `&#${mark.charCodeAt(0)};`);

function footer({ rehearsal, tool, timings }: Report, { commands = [] }: CommentOptions): string {
  const ran = rehearsal?.status === 'ran' ? `Postgres ${text(rehearsal.postgres)} (${rehearsal.provider}) · ` : '';
  const measured = `<sub>${ran}${tool.name} ${text(tool.version)} · ${duration(timings.totalMs)}</sub>`;
  return [...(commands.length > 0 ? [commands.map(code).join(' · ')] : []), measured].join('\n\n');
}
