import type { Standing } from '../domain/approval.ts';
import type { Problem, Result } from '../domain/errors.ts';
import type { Report } from '../domain/report.ts';
import { version } from '../domain/version.ts';
import { assemble } from '../report/assemble.ts';
import { cards } from './judge.ts';
import type { Proposal } from './proposal.ts';
import { reported } from './reported.ts';
import { shown } from './show.ts';
import type { PublishRequest, Reviewed } from './show.ts';

export interface WithoutReportWorld {
  readonly standing?: (report: Report) => Promise<Result<Standing>>;
  /** The migrations as git has them; absent where nobody could decide about them. */
  readonly proposal?: () => Promise<Result<Proposal>>;
}

/**
 * What is shown where no run came to a report. A block and an override need none: they are about these migrations, by
 * the digest that git's objects give, whatever is known of them. Undefined where nobody has said either.
 */
export async function withoutReport(
  problem: Problem,
  request: Pick<PublishRequest, 'target' | 'id'>,
  { standing: ask, proposal: read }: WithoutReportWorld,
): Promise<Reviewed | undefined> {
  const proposal = await read?.();
  if (proposal?.ok !== true || ask === undefined) return undefined;
  const report = unmeasured(proposal, problem);
  const standing = await ask(report);
  const decided = standing.ok && (standing.value.state === 'overridden' || standing.value.state === 'blocked');
  return decided ? { ...shown(report, undefined, request), problem } : undefined;
}

/** A report of migrations of which nothing is known but what git says of them. */
export function unmeasured(proposal: Result<Proposal>, problem: Problem): Report {
  const { digest, changed } = proposal.ok ? proposal.value : { digest: '', changed: [] };
  const { says: because, advice } = problem;
  return assemble({
    version,
    digest,
    migrations: changed.map(reported),
    findings: [],
    rehearsal: { status: 'broke', because, advice, notes: [] },
    asked: 'rehearsal',
    rules: cards,
    problems: [problem],
    timings: { totalMs: 0, stages: {} },
  });
}
