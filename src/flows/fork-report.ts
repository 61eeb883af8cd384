import { unzipSync } from 'fflate';
import type { Result } from '../domain/errors.ts';
import { failure, success } from '../domain/errors.ts';
import type { Finding } from '../domain/finding.ts';
import type { Report } from '../domain/report.ts';
import type { Range, Trigger } from '../domain/trigger.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { PullRequestState } from '../ports/pull-request-host.ts';
import type { RunHost, WorkflowRun } from '../ports/run-host.ts';
import { reportSchema } from '../report/schema/report.ts';
import type { Reviewed } from './publish.ts';
import { rehearse } from './rehearse.ts';
import type { Rehearsed, RehearseWorld } from './rehearse.ts';

export interface ForkReportWorld extends RehearseWorld {
  readonly runs: RunHost;
}

/** What the shipped workflow uploads, under this name, and nothing else. */
const artifactName = (id: string | undefined): string =>
  id === undefined ? 'migration-rehearsal' : `migration-rehearsal-${id}`;
const reportFile = 'report.json';
const uploaded = new Set([reportFile, 'report.html', 'approvals.json']);

const mostZipped = 16 * 1024 * 1024;
const mostUnzipped = 32 * 1024 * 1024;

/**
 * A run that could only read has rehearsed a stranger's commit, and left its report. Who controls that commit can have
 * written the report: it is read as a document to the letter, for exactly that commit and these migrations, and never
 * makes the verdict better than our own reading of them.
 */
export async function forkReport(
  { run: id, head }: Extract<Trigger, { readonly kind: 'fork-report' }>,
  world: ForkReportWorld,
): Promise<Result<readonly Rehearsed[]>> {
  const run = await world.runs.run(id);
  if (!run.ok) return run;
  if (run.value.event !== 'pull_request' || run.value.head !== head) {
    return failure({
      code: 'github',
      says: 'The run is not of a pull request, or not of the commit that the event names.',
      advice: 'Push again, so that a new run begins.',
    });
  }
  const pulls = await pullsAt(run.value, world);
  if (!pulls.ok) return pulls;
  const claimed = await claimedReport(id, world);
  const shown: Rehearsed[] = [];
  for (const pull of pulls.value) shown.push(await show(pull, claimed, world));
  return success(shown);
}

/** Open pull requests whose newest commit this is, at this moment. */
async function pullsAt({ head }: WorkflowRun, { host }: ForkReportWorld): Promise<Result<readonly PullRequestState[]>> {
  const numbers = await host.pullRequestsOf(head);
  if (!numbers.ok) return numbers;
  const found: PullRequestState[] = [];
  for (const number of numbers.value) {
    const pull = await host.pullRequest(number);
    if (!pull.ok) return pull;
    if (pull.value.state === 'open' && pull.value.head === head) found.push(pull.value);
  }
  return success(found);
}

function show(
  { number, base, head }: PullRequestState,
  claimed: Result<Report>,
  world: ForkReportWorld,
): Promise<Rehearsed> {
  const range: Range = { base: base.sha, baseRef: base.ref, head };
  const asked = { range, number, fromFork: true, fresh: 'kept' } as const;
  return rehearse(asked, world, {
    review: async (setting) => {
      const source = setting.ok ? success(setting.value.source) : setting;
      const read = await world.review({ range, source, fresh: 'kept', as: 'reading' });
      return withClaims(read, claimed);
    },
  });
}

async function claimedReport(run: number, { runs, wishes }: ForkReportWorld): Promise<Result<Report>> {
  const zip = await runs.artifact(run, artifactName(wishes.id), mostZipped);
  if (!zip.ok) return zip;
  if (zip.value === undefined) return untold('it left no report');
  return reportIn(zip.value);
}

/** The report in the zip that a stranger's run uploaded: the files that we know, no more and no longer than they can be. */
export function reportIn(zip: Uint8Array): Result<Report> {
  const files = unzipped(zip);
  const bytes = files?.[reportFile];
  if (bytes === undefined) return untold('what it left is not what this Action writes');
  const report = reportSchema.safeParse(parsed(bytes));
  return report.success ? success(report.data) : untold('what it left is no report of this version');
}

function unzipped(zip: Uint8Array): Readonly<Record<string, Uint8Array>> | undefined {
  let whole = 0;
  const seen = new Set<string>();
  try {
    return unzipSync(zip, {
      filter: ({ name, originalSize }) => {
        whole += originalSize;
        // Whatever a zip says of itself is checked before anything is made of it.
        if (!uploaded.has(name) || seen.has(name) || whole > mostUnzipped) throw new Error('not ours');
        seen.add(name);
        return name === reportFile;
      },
    });
  } catch {
    return undefined;
  }
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

const untold = (why: string): Result<never> =>
  failure({
    code: 'github',
    says: `The pull request’s own run could not be taken at its word: ${why}.`,
    advice: 'Read the log of that run, and start it again.',
  });

const badness: Readonly<Record<Verdict, number>> = { pass: 0, approved: 1, 'needs-approval': 2, error: 3, fail: 4 };

/** Our own reading, made worse by what the run says, never better. */
export function withClaims(read: Reviewed, claimed: Result<Report>): Reviewed {
  const { report } = read;
  if (report.verdict === 'error' || report.migrations.length === 0) return read;
  if (!claimed.ok) return unverified(read, claimed.problem);
  if (claimed.value.digest !== report.digest) {
    return unverified(read, {
      code: 'github',
      says: 'The pull request’s own run rehearsed other migrations than those of its newest commit.',
      advice: 'Push again, so that a new run begins.',
    });
  }
  return { ...read, report: joined(report, claimed.value) };
}

function unverified(read: Reviewed, problem: NonNullable<Reviewed['problem']>): Reviewed {
  const { report } = read;
  if (report.verdict === 'fail') return read;
  const because = `${problem.says} ${problem.advice}`;
  return { ...read, report: { ...report, verdict: 'error', because }, problem };
}

const measuredThere =
  'Measured by the pull request’s own run; the verdict is never better than our own reading of the SQL.';

/** What one press would put into a file is never a stranger's. */
function onlyTold(finding: Finding): Finding {
  const { edit, ...told } = finding;
  return edit === undefined ? finding : told;
}

function joined(own: Report, claimed: Report): Report {
  // An approval is nothing that a run can have seen, and nobody has approved in a file.
  const theirs: Verdict = claimed.verdict === 'approved' ? 'needs-approval' : claimed.verdict;
  const worse = badness[theirs] > badness[own.verdict];
  const known = new Set(own.findings.map(({ id }) => id));
  const files = new Set(own.migrations.map(({ path }) => path));
  const observed = claimed.findings.filter(({ id, file }) => !known.has(id) && files.has(file)).map(onlyTold);
  const { rehearsal } = claimed;
  const told =
    rehearsal === undefined || rehearsal.status === 'skipped'
      ? rehearsal
      : { ...rehearsal, notes: [measuredThere, ...rehearsal.notes] };
  return {
    ...own,
    verdict: worse ? theirs : own.verdict,
    because: worse ? claimed.because : own.because.replace(/; not rehearsed\.$/, '.'),
    findings: [...own.findings, ...observed],
    checklist: claimed.checklist,
    ...(told !== undefined && { rehearsal: told }),
    timings: claimed.timings,
  };
}
