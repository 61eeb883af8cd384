import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Report } from '../../src/domain/report.ts';
import type { RehearsalRun, StatementRun } from '../../src/domain/rehearsal.ts';
import { examples } from './incident.ts';

/** `expected.json` of an incident. Places are `file:line`, without the folder. */
export interface Expected {
  readonly verdict: Report['verdict'];
  /** `severity rule file:line`; severities where it depends on measured times: `warning|advice`. */
  readonly findings: readonly string[];
  /** Rules that must not be found. */
  readonly absent?: readonly string[];
  /** Words that the report says somewhere; … stands for figures and whatever else may differ. */
  readonly says?: readonly string[];
  /** By place. */
  readonly statements?: Readonly<Record<string, ExpectedStatement>>;
  /** By item of the checklist. */
  readonly checklist?: Readonly<Record<string, string>>;
  /** What has to be in the report's `rehearsal`. */
  readonly rehearsal?: object;
  /** Of all these, what does not hold yet, as `unmet` words it. */
  readonly pending?: readonly string[];
}

export interface ExpectedStatement {
  /** `table Mode`. */
  readonly locks?: readonly string[];
  readonly rewrites?: readonly string[];
  readonly scans?: readonly string[];
  readonly class?: string;
  /** Its strongest lock is held at least as long as that other statement takes. */
  readonly heldThrough?: string;
  readonly estimated?: true;
}

export const expectedOf = (incident: string): Expected =>
  JSON.parse(readFileSync(join(examples, incident, 'expected.json'), 'utf8')) as Expected;

/** What is expected and not so, one line each. */
export function unmet(expected: Expected, report: Report): readonly string[] {
  const run = report.rehearsal?.status === 'ran' ? report.rehearsal : undefined;
  const found = report.findings.map(({ severity, rule, file, line }) => `${severity} ${rule} ${place(file, line)}`);
  const words = wordsIn(report).join('\n');
  const lines: readonly (readonly [string, boolean])[] = [
    [`verdict ${expected.verdict}, not ${report.verdict}`, report.verdict === expected.verdict],
    ['the rehearsal ran to its end', run !== undefined],
    ...expected.findings.map((line) => [`finds ${line}`, eitherOf(line).some((one) => found.includes(one))] as const),
    ...(expected.absent ?? []).map(
      (rule) => [`does not find ${rule}`, !report.findings.some((f) => f.rule === rule)] as const,
    ),
    ...(expected.says ?? []).map((phrase) => [`says ${phrase}`, patternOf(phrase).test(words)] as const),
    ...Object.entries(expected.checklist ?? {}).map(
      ([item, status]) =>
        [
          `${item} ${status}`,
          report.checklist.some((entry) => entry.item === item && entry.status === status),
        ] as const,
    ),
    ...Object.entries(expected.statements ?? {}).flatMap(([at, wanted]) => ofStatement(at, wanted, run)),
    ...parts('rehearsal', expected.rehearsal ?? {}, run),
  ];
  return lines.filter(([, met]) => !met).map(([line]) => line);
}

/** `warning|advice rule file:line` as two lines. */
const eitherOf = (line: string): readonly string[] => {
  const [severities = '', ...rest] = line.split(' ');
  return severities.split('|').map((severity) => [severity, ...rest].join(' '));
};

const place = (file: string, line: number): string => `${basename(file)}:${line}`;

function ofStatement(
  at: string,
  wanted: ExpectedStatement,
  run: RehearsalRun | undefined,
): readonly (readonly [string, boolean])[] {
  const statement = (where: string): StatementRun | undefined =>
    run?.statements.find(({ file, line }) => place(file, line) === where);
  const made = statement(at);
  const locks = made?.locks.map(({ object, mode }) => `${object} ${mode}`) ?? [];
  const heldMs = Math.max(0, ...(made?.locks.map((lock) => lock.heldMs) ?? []));
  const { heldThrough } = wanted;
  return [
    [`${at} ran`, made !== undefined],
    ...(wanted.locks ?? []).map((lock) => [`${at} takes ${lock}`, locks.includes(lock)] as const),
    ...listed(`${at} rewrites`, wanted.rewrites, made?.rewrites),
    ...listed(
      `${at} scans`,
      wanted.scans,
      made?.scans.map(({ table }) => table),
    ),
    ...(wanted.class ? [[`${at} is ${wanted.class}`, made?.estimate.class === wanted.class] as const] : []),
    ...(wanted.estimated
      ? [[`${at} has an estimate`, made !== undefined && 'productionMs' in made.estimate] as const]
      : []),
    ...(heldThrough !== undefined
      ? [[`${at} is held through ${heldThrough}`, heldMs >= (statement(heldThrough)?.durationMs ?? Infinity)] as const]
      : []),
  ];
}

const listed = (
  what: string,
  wanted: readonly string[] | undefined,
  seen: readonly string[] = [],
): readonly (readonly [string, boolean])[] => {
  if (wanted === undefined) return [];
  return [[`${what} ${wanted.join(', ') || 'nothing'}`, wanted.toSorted().join() === seen.toSorted().join()]];
};

/** Every leaf of `wanted` has to be the same in `seen`; lists hold it anywhere. */
function parts(path: string, wanted: unknown, seen: unknown): readonly (readonly [string, boolean])[] {
  if (typeof wanted !== 'object' || wanted === null) return [[`${path} is ${String(wanted)}`, wanted === seen]];
  if (Array.isArray(wanted)) {
    const there: readonly unknown[] = Array.isArray(seen) ? seen : [];
    return wanted.map((one: unknown) => {
      return [
        `${path} has ${JSON.stringify(one)}`,
        there.some((other) => parts('', one, other).every(([, met]) => met)),
      ];
    });
  }
  return Object.entries(wanted).flatMap(([key, value]) => {
    const within = typeof seen === 'object' && seen !== null ? (seen as Record<string, unknown>)[key] : undefined;
    return parts(`${path}.${key}`, value, within);
  });
}

/** Every text in the report. */
function wordsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(wordsIn) : [];
}

const patternOf = (phrase: string): RegExp =>
  new RegExp(
    phrase
      .split('…')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*?'),
  );
