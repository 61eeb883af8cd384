import type { Report } from '../domain/report.ts';
import { worstFirst } from './words.ts';

const mostRules = 1;

/** How one database of a repository is spoken to; `id` is its configuration's. */
export const callOf = (id: string): string => (id === '' ? '/migrate' : `/migrate@${id}`);

/** What can be typed now, everything filled in: the comment's last line. `id` is the configuration's. */
export function commandsOf(report: Report, id: string): readonly string[] {
  const call = callOf(id);
  const rules = worstFirst(report.findings)
    .filter(({ severity }) => severity === 'blocker')
    .map(({ rule }) => `${call} explain ${rule}`);
  if (report.migrations.length === 0 && report.verdict === 'pass') return [];
  return [
    ...decisions(report).map((command) => `${call} ${command}`),
    ...[...new Set(rules)].slice(0, mostRules),
    ...(report.verdict === 'pass' ? [`${call} runbook`] : [`${call} rerun`]),
    `${call} help`,
  ];
}

function decisions(report: Report): readonly string[] {
  const { verdict, approval } = report;
  if (approval?.state === 'blocked') return ['unblock'];
  if (verdict === 'needs-approval') return [approveLine(report)];
  return verdict === 'approved' ? ['runbook', 'revoke'] : [];
}

/** The line that approves exactly this, with a reason where one is asked for. */
export function approveLine({ digest, approval }: Pick<Report, 'digest' | 'approval'>): string {
  const reason = approval?.missing.some(({ destructive }) => destructive) === true ? ' --reason="…"' : '';
  return `approve ${digest.slice(0, 12)}${reason}`;
}
