import type { Recorded, Standing } from '../domain/approval.ts';
import type { Report, ReportedApproval, ReportedDecision } from '../domain/report.ts';
import type { Decision } from '../domain/verdict.ts';
import { withPeople } from './people.ts';
import { joined, sentence } from './words.ts';

/**
 * The report as it stands once people have answered for it, or not. Given is the report as it was measured; precedence
 * is fail > error > needs-approval > approved > pass, and nothing becomes green for other migrations than those that
 * were approved. `id` is the configuration's.
 */
export function settled(report: Report, standing: Standing, id = ''): Report {
  const checklist = withPeople(report, standing.records, { id });
  return { ...report, ...decide(report, standing), checklist, approval: told(standing) };
}

function decide(report: Report, standing: Standing): Decision {
  const { verdict, because } = report;
  const { state, decisive, approvals, missing } = standing;
  const same = report.digest !== '' && report.digest === standing.digest;
  if (state === 'blocked') return { verdict: 'fail', because: `${blockedBy(decisive)} ${because}` };
  if (state === 'overridden' && same) return passedOver(report, decisive);
  if (verdict === 'needs-approval' && state === 'approved' && same && approvals.length > 0) {
    return { verdict: 'approved', because: approvedBy(standing, because) };
  }
  // What somebody must answer for is never green by having been measured mildly.
  if ((verdict === 'pass' || verdict === 'approved') && (missing.length > 0 || verdict === 'approved')) {
    return { verdict: 'needs-approval', because };
  }
  return { verdict, because };
}

const blockedBy = (decisive: Recorded | undefined): string =>
  decisive === undefined ? 'It is blocked.' : sentence(`${decisive.receipt.by} blocked it${quoted(decisive)}`);

function passedOver({ verdict, because }: Report, decisive: Recorded | undefined): Decision {
  if (decisive === undefined || verdict === 'pass') return { verdict, because };
  return { verdict: 'approved', because: `${decisive.receipt.by} overrode this check${quoted(decisive)}: ${because}` };
}

function approvedBy({ approvals, carriedOver }: Standing, because: string): string {
  const who = joined([...new Set(approvals.map(({ receipt }) => receipt.by))]);
  return `${who} approved exactly these migrations${carriedOver ? ', at an earlier commit' : ''}: ${because}`;
}

const quoted = ({ receipt: { reason } }: Recorded): string => (reason === undefined ? '' : ` (“${reason}”)`);

function told({ state, approvals, voided, carriedOver, missing, approvers, decisive, notes }: Standing) {
  const kind = decisive?.receipt.kind;
  return {
    state,
    given: approvals.map(decisionOf),
    carriedOver,
    void: voided.map(({ receipt: { by, at }, url, because }) => ({ who: by, at, url, because })),
    missing: missing.map(({ need: { id, rule, file, destructive }, wants, has }) => ({
      finding: id,
      rule,
      file,
      destructive,
      wants,
      has,
    })),
    approvers,
    ...(decisive !== undefined &&
      (kind === 'block' || kind === 'override') && { decisive: { ...decisionOf(decisive), kind } }),
    notes,
  } satisfies ReportedApproval;
}

function decisionOf({ receipt: { by, role, at, reason, digest }, url }: Recorded): ReportedDecision {
  return { who: by, role, at, ...(reason !== undefined && reason !== '' && { reason }), digest, url };
}
