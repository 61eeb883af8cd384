import { wantsAnswer } from '../domain/finding.ts';
import type { Finding } from '../domain/finding.ts';
import type { Rehearsal, RehearsalRun, StatementRun } from '../domain/rehearsal.ts';
import type { Report } from '../domain/report.ts';
import { cut } from './escape.ts';

type Step = (report: Report) => Report;

/** Shown wherever such a report is shown again. */
export const lesserNote =
  'This is what the check keeps of a report too large for it: its longest details are in the full report of the run.';

/**
 * The report, then the same with less and less of it, what is missed least going first. What an approval is about, its
 * blockers and how dangerous they are, is in every one of them.
 */
export function* lessAndLess(report: Report): Generator<Report> {
  yield report;
  let kept: Report = { ...report, ...rehearsed(report, noted) };
  for (const step of steps) {
    kept = step(kept);
    yield kept;
  }
}

/** A statement or finding that nobody must approve is cut shorter than one of those. */
const few = 200;

const steps: readonly Step[] = [
  (report) => ({ ...report, ...ran(report, (run) => ({ ...run, schemaDiff: '' })) }),
  (report) => ({ ...report, ...ran(report, withoutLists) }),
  (report) => ({ ...report, ...statements(report, (all) => all.map(shortened)), findings: report.findings.map(brief) }),
  (report) => ({ ...report, findings: report.findings.filter((one) => one.severity !== 'advice' || wantsAnswer(one)) }),
  (report) => ({ ...report, findings: report.findings.filter(wantsAnswer) }),
  (report) => ({ ...report, ...statements(report, (all) => all.filter((one) => decides(one, report))) }),
];

const noted = (rehearsal: Rehearsal): Rehearsal =>
  rehearsal.status === 'skipped' ? rehearsal : { ...rehearsal, notes: [...rehearsal.notes, lesserNote] };

/** What lists what the sentences beside it sum up. */
function withoutLists(run: RehearsalRun): RehearsalRun {
  const { traffic, rollback, rerun, compatibility } = run;
  return {
    ...without(run, 'advice'),
    traffic: traffic.status === 'measured' ? without(traffic, 'alone', 'behind', 'tables') : traffic,
    rollback: rollback.status === 'not-measured' ? rollback : without(rollback, 'generated'),
    rerun: 'points' in rerun ? { ...rerun, points: rerun.points.slice(0, 5) } : rerun,
    compatibility: { backward: fewBroken(compatibility.backward), forward: fewBroken(compatibility.forward) },
    notes: [...run.notes.slice(0, 10).map((note) => cut(note, few)), lesserNote],
    leftovers: run.leftovers.slice(0, 20),
  };
}

const fewBroken = (check: RehearsalRun['compatibility']['backward']): typeof check =>
  'broken' in check ? { ...check, broken: check.broken.slice(0, 5) } : check;

const shortened = (run: StatementRun): StatementRun => ({ ...run, sql: cut(run.sql, few) });

function brief(finding: Finding): Finding {
  const most = finding.severity === 'blocker' ? 2 * few : few;
  const { says, instead } = finding;
  return { ...without(finding, 'edit', 'rehearsed'), says: cut(says, most), instead: cut(instead, most) };
}

const without = <Value extends object, Key extends keyof Value>(
  value: Value,
  ...keys: readonly Key[]
): Omit<Value, Key> =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !keys.some((one) => one === key))) as Omit<Value, Key>;

/** Whether a blocker accuses it, or it failed. */
const decides = ({ file, line, error }: StatementRun, { findings }: Report): boolean =>
  error !== undefined || findings.some((finding) => finding.file === file && finding.line === line);

function ran({ rehearsal }: Report, change: (run: RehearsalRun) => RehearsalRun): Pick<Report, 'rehearsal'> {
  return rehearsal?.status === 'ran' ? { rehearsal: change(rehearsal) } : {};
}

function rehearsed({ rehearsal }: Report, change: (rehearsal: Rehearsal) => Rehearsal): Pick<Report, 'rehearsal'> {
  return rehearsal === undefined ? {} : { rehearsal: change(rehearsal) };
}

const statements = (
  report: Report,
  change: (all: readonly StatementRun[]) => readonly StatementRun[],
): Pick<Report, 'rehearsal'> =>
  rehearsed(report, (rehearsal) =>
    rehearsal.status === 'skipped' || rehearsal.statements === undefined
      ? rehearsal
      : { ...rehearsal, statements: change(rehearsal.statements) },
  );
