import type { Report } from '../domain/report.ts';
import { checklist } from './checklist.ts';
import type { Facts } from './facts.ts';
import { decide } from './verdict.ts';
import { worstFirst } from './words.ts';

export type { Facts } from './facts.ts';

/** The finished report: what was found out, and the decision that follows from it. */
export function assemble(facts: Facts): Report {
  const { version, digest, migrations, findings, rehearsal, timings } = facts;
  return {
    schema: 1,
    tool: { name: 'migration-rehearsal', version },
    ...decide(facts),
    digest,
    migrations,
    findings: worstFirst(findings),
    checklist: checklist(facts),
    ...(rehearsal === undefined ? {} : { rehearsal }),
    timings,
  };
}
