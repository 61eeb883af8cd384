import type { Report } from '../domain/report.ts';

/** Who has answered for these migrations, as a file to keep: who, in which role, for which digest, why and when. */
export function approvalsJson({ digest, verdict, approval }: Report): string {
  const { state = 'nothing-needed', given = [], void: voided = [], decisive, missing = [] } = approval ?? {};
  const document = {
    schema: 1,
    digest,
    verdict,
    state,
    approvals: given,
    void: voided,
    ...(decisive !== undefined && { decisive }),
    missing,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
