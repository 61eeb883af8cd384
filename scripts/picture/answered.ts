import { needsOf } from '../../src/approval/needs.ts';
import type { Receipt, ReceiptKind, Recorded, Standing } from '../../src/domain/approval.ts';
import type { Sha } from '../../src/domain/pull-request.ts';
import type { Report } from '../../src/domain/report.ts';
import { shown } from '../../src/flows/show.ts';
import type { Reviewed } from '../../src/flows/show.ts';

/** While somebody is waited for, or once bob has approved it and the team was told. */
export const stages = ['waiting', 'approved'] as const;
export type Stage = (typeof stages)[number];

/** The report as a pull request of the shop shows it; what nobody has to answer for is the same at every stage. */
export function answered(report: Report, stage: Stage): Reviewed {
  const needs = needsOf(report);
  const approved = stage === 'approved' && needs.length > 0;
  const standing: Standing = {
    ...{ digest: report.digest, voided: [], carriedOver: false, notes: [] },
    ...{ approvers: '@bob or @acme/database-owners; not the author' },
    state: needs.length === 0 ? 'nothing-needed' : stage,
    approvals: approved ? [receipt(report, 'approve', { by: 'bob', reason: 'Sunday 05:00, agreed with support' })] : [],
    missing: approved ? [] : needs.map((need) => ({ need, wants: 1, has: 0 })),
    records: approved
      ? { notify: receipt(report, 'notify', { by: 'alice' }), watch: receipt(report, 'watch', { by: 'bob' }) }
      : {},
  };
  const target = { head, details: 'https://github.com/acme/shop/actions/runs/17' };
  return shown(report, { ok: true, value: standing }, { target: { ...target, name: '', attempt: '' }, id: '' });
}

const head = '4be1c9d0f2a35c7788e0b61d9a42f3c5e1d07b96' as Sha;

function receipt(
  { digest }: Report,
  kind: ReceiptKind,
  { by, reason }: Pick<Receipt, 'by' | 'reason'> & object,
): Recorded {
  const at = new Date().toISOString();
  const source = { node: '', sha256: '' };
  const told = { v: 1, kind, id: '', by, role: 'maintain', at, source, head, baseRef: 'main', digest } as const;
  return { receipt: { ...told, ...(reason !== undefined && { reason }) }, url: '' };
}
