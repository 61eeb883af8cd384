import { failure } from '../domain/errors.ts';
import type { Problem, Result } from '../domain/errors.ts';
import { duration } from '../domain/figures.ts';
import { shown } from '../domain/safety.ts';
import type { Report } from '../domain/report.ts';
import type { Severity } from '../domain/rule.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { Clock } from '../ports/clock.ts';
import type { History, MergedCommit } from '../ports/code-host.ts';

/** What a review would have said of one merge. */
export interface Trial {
  readonly commit: string;
  readonly subject: string;
  readonly migrations: readonly string[];
  readonly verdict: Verdict;
  /** The gravest finding, or why there is none. */
  readonly worst: string;
  readonly tookMs: number;
}

export interface TryWorld {
  readonly history: History;
  readonly clock: Clock;
  /** True for a path that a migration tool of this repository would run. */
  readonly isMigration: (path: string) => boolean;
  /** Reviews what one merge brought, as if it were a pull request. */
  readonly review: (commit: MergedCommit) => Promise<Result<Report>>;
  /** Ends the trial after the merge under way. */
  readonly signal: AbortSignal;
  /** Called as each one ends. */
  readonly tried: (trial: Trial) => void;
}

const interrupted: Problem = {
  code: 'interrupted',
  says: 'The trial was interrupted.',
  advice: 'Run it again; no file was written.',
};

/** Reviews the newest `count` merges that added migrations, newest first. One that cannot be reviewed is told as such. */
export async function tryMerged(tip: string, count: number, world: TryWorld): Promise<Result<readonly Trial[]>> {
  const commit = await world.history.resolve(tip);
  if (!commit.ok) return commit;
  const trials: Trial[] = [];
  for (const merged of await world.history.commitsAdding(commit.value, world.isMigration, count)) {
    const start = world.clock.elapsed();
    const reviewed = await world.review(merged);
    if (world.signal.aborted) return failure(interrupted);
    const trial = trialOf(merged, reviewed, world.clock.elapsed() - start);
    world.tried(trial);
    trials.push(trial);
  }
  return { ok: true, value: trials };
}

function trialOf({ commit, subject, added }: MergedCommit, reviewed: Result<Report>, tookMs: number): Trial {
  return {
    commit: commit.slice(0, 10),
    subject,
    migrations: added,
    verdict: reviewed.ok ? reviewed.value.verdict : 'error',
    worst: reviewed.ok ? worstOf(reviewed.value) : reviewed.problem.says,
    tookMs,
  };
}

const gravity: readonly Severity[] = ['blocker', 'warning', 'advice'];

function worstOf({ findings, verdict, because }: Report): string {
  if (verdict === 'error' || verdict === 'fail') return because;
  const [worst] = [...findings].sort((one, other) => gravity.indexOf(one.severity) - gravity.indexOf(other.severity));
  return worst === undefined ? 'nothing found' : `${worst.rule}: ${worst.says}`;
}

/** A table of plain text: one merge a line, newest first. */
export function trialTable(trials: readonly Trial[]): string {
  if (trials.length === 0) return 'No merge of this branch added a migration.\n';
  const rows = [
    ['commit', 'migrations', 'verdict', 'worst finding', 'time'],
    ...trials.map(({ commit, migrations, verdict, worst, tookMs }) => [
      commit,
      cut(`${shown(migrations[0] ?? '')}${migrations.length > 1 ? ` and ${migrations.length - 1} more` : ''}`, 48),
      verdict,
      cut(shown(worst), 80),
      duration(tookMs),
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

const cut = (text: string, width: number): string => (text.length <= width ? text : `${text.slice(0, width - 1)}…`);
