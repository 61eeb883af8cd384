import pc from 'picocolors';
import type { ChecklistStatus } from '../domain/checklist.ts';
import { counted, duration } from '../domain/figures.ts';
import type { Report } from '../domain/report.ts';
import type { Severity } from '../domain/rule.ts';
import type { Verdict } from '../domain/verdict.ts';
import { answerLines, plainAnswer } from './approval.ts';
import { visible } from './escape.ts';
import { excerptsOf } from './excerpt.ts';
import { pastWords } from './production.ts';
import { drawing } from './traffic.ts';
import {
  headOf,
  itemTitle,
  lockWords,
  place,
  production,
  signOf,
  statementsOf,
  verdictSign,
  waitWords,
  worstFirst,
  worstLock,
} from './words.ts';

export interface TerminalOptions {
  /** Characters a line. */
  readonly width?: number;
  readonly color?: 'always' | 'never';
  /** What the files hold, by path: a finding shows its line, the place underlined. */
  readonly sources?: ReadonlyMap<string, string>;
}

type Paint = (words: string) => string;
type Colors = ReturnType<typeof pc.createColors>;

/** The report for a person at a terminal: the decision first, plain where colours are not wanted. */
export function terminal(report: Report, options: TerminalOptions = {}): string {
  const { width = 80, color = 'never', sources = new Map<string, string>() } = options;
  const colors = pc.createColors(color === 'always');
  const columns = Math.max(50, Math.min(width, 120));
  const { verdict, because } = report;
  const paint = verdictPaint(colors)[verdict];
  const head = wrap(`${colors.bold(paint(verdictSign[verdict].word.toUpperCase()))}  ${visible(because)}`, columns, '');
  const parts = [
    head,
    answerLines(report)
      .map((line) => wrap(visible(plainAnswer(line)), columns, '  '))
      .join('\n'),
    statements(report, columns, colors),
    findings(report, columns, colors, excerptsOf(sources, columns - 12)),
    items(report, columns, colors),
    foot(report, columns, colors),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function statements(report: Report, columns: number, colors: Colors): string {
  const runs = statementsOf(report.rehearsal);
  if (runs.length === 0) return '';
  const lines = runs.slice(0, 40).flatMap((run) => {
    const lock = worstLock(run);
    const waits = lock === undefined ? 'no lock on an existing table' : `${lockWords(lock)}: ${waitWords(lock.blocks)}`;
    const told = `${duration(run.durationMs)} here, ${production(run.estimate)} in production; ${waits}`;
    const painted = lock !== undefined && lock.blocks.length > 0 ? colors.yellow : colors.dim;
    const error =
      run.error === undefined
        ? []
        : [wrap(colors.red(`failed: ${visible(run.error.says)} (${run.error.sqlstate})`), columns, '    ')];
    return [
      `  ${visible(headOf(`${place(run.file, run.line)}  ${run.sql}`, columns - 2))}`,
      wrap(visible(told), columns, '    ', painted),
      ...error,
    ];
  });
  const drawn = columns >= 100 ? drawing(report.rehearsal) : '';
  const picture =
    drawn === ''
      ? []
      : [
          '',
          ...visible(drawn)
            .split('\n')
            .map((line) => `  ${line}`.trimEnd()),
        ];
  return [colors.bold('Statements'), ...lines, ...past(report, columns), ...picture].join('\n');
}

/** How right such ranges have been. */
function past({ rehearsal }: Report, columns: number): readonly string[] {
  const told = rehearsal?.status === 'ran' ? rehearsal.pastEstimates : undefined;
  return told === undefined ? [] : [wrap(visible(pastWords(told)), columns, '  ')];
}

function findings({ findings: all }: Report, columns: number, colors: Colors, excerptOf: ExcerptOf): string {
  if (all.length === 0) return '';
  const paint: Readonly<Record<Severity, Paint>> = { blocker: colors.red, warning: colors.yellow, advice: colors.cyan };
  const told = worstFirst(all).map((finding) => {
    const { severity, file, line, column, rule, says, instead, rehearsed } = finding;
    return [
      `  ${paint[severity](severity)}  ${visible(`${file}:${line}:${column}`)}  ${colors.dim(visible(rule))}`,
      ...underlined(excerptOf(finding), paint[severity], colors.dim),
      wrap(visible(says), columns, '    '),
      `    ${colors.bold('Instead')}`,
      ...visible(instead)
        .trimEnd()
        .split('\n')
        .map((row) => `      ${row}`),
      ...(rehearsed === undefined ? [] : [wrap(visible(rehearsed), columns, '    ')]),
    ].join('\n');
  });
  return [colors.bold('Findings'), told.join('\n\n')].join('\n');
}

type ExcerptOf = ReturnType<typeof excerptsOf>;

function underlined(excerpt: ReturnType<ExcerptOf>, paint: Paint, dim: Paint): readonly string[] {
  if (excerpt === undefined) return [];
  const { line, source, marks, goesOnTo } = excerpt;
  const bar = `${' '.repeat(8)} ${dim('|')} `;
  return [
    `${dim(`${String(line).padStart(8)} |`)} ${source}`,
    `${bar}${paint(marks)}${goesOnTo === undefined ? '' : dim(` … to line ${goesOnTo}`)}`,
  ];
}

function items({ checklist }: Report, columns: number, colors: Colors): string {
  const paint: Readonly<Record<ChecklistStatus, Paint>> = {
    pass: colors.green,
    warn: colors.yellow,
    fail: colors.red,
    unknown: colors.dim,
    'not-applicable': colors.dim,
  };
  const shown = checklist.filter(({ status }) => status !== 'not-applicable');
  if (shown.length === 0) return '';
  const lines = shown.map(({ item, status, says }) => {
    const label = `  ${paint[status](signOf(item, status).word.padEnd(8))}${itemTitle[item].padEnd(24)}`;
    return `${label}${wrap(visible(says), columns, ' '.repeat(34)).trimStart()}`;
  });
  return [colors.bold('Checklist'), ...lines].join('\n');
}

function foot({ rehearsal, digest, migrations, timings }: Report, columns: number, colors: Colors): string {
  const how =
    rehearsal === undefined
      ? ['not rehearsed']
      : rehearsal.status === 'ran'
        ? [`Postgres ${rehearsal.postgres} (${rehearsal.provider})`]
        : [rehearsal.because, ...(rehearsal.status === 'broke' ? [`Instead: ${rehearsal.advice}`] : [])];
  const parts = [
    counted(migrations.length, 'migration file'),
    ...how,
    digest === '' ? '' : `digest ${digest.slice(0, 12)}`,
    duration(timings.totalMs),
  ];
  return wrap(visible(parts.filter((part) => part !== '').join(' · ')), columns, '', colors.dim);
}

const verdictPaint = (colors: Colors): Readonly<Record<Verdict, Paint>> => ({
  pass: colors.green,
  approved: colors.green,
  'needs-approval': colors.red,
  fail: colors.red,
  error: colors.yellow,
});

// Colours take no room on the line.
const escapes = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');
const lengthOf = (word: string): number => (word.includes('\u001b') ? word.replace(escapes, '').length : word.length);

function wrap(words: string, columns: number, indent: string, paint: Paint = (line) => line): string {
  const lines: string[] = [];
  for (const word of words.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && lengthOf(last) + lengthOf(word) + 1 + indent.length <= columns) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines.map((line) => `${indent}${paint(line)}`).join('\n');
}
