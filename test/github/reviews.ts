import { checklistItems } from '../../src/domain/checklist.ts';
import type { Annotation } from '../../src/domain/check.ts';
import type { Report } from '../../src/domain/report.ts';
import type { Verdict } from '../../src/domain/verdict.ts';
import type { Reviewed } from '../../src/flows/publish.ts';

const digest = '9f3a61c07b2e'.padEnd(64, '0');

const migration = {
  path: 'migrations/0002_email.sql',
  tool: 'sql',
  version: '0002',
  status: 'added',
  transaction: 'per-statement',
  direction: 'up',
} as const;

export function reviewed(
  verdict: Verdict,
  more: Partial<Omit<Reviewed, 'report'>> & { readonly report?: Partial<Report> } = {},
): Reviewed {
  const report: Report = {
    schema: 1,
    tool: { name: 'migration-rehearsal', version: '0.1.0' },
    verdict,
    because: 'because',
    digest,
    migrations: [migration],
    findings: [],
    checklist: checklistItems.map((item) => ({ item, status: 'unknown', says: 'Not measured.' })),
    timings: { totalMs: 1, stages: {} },
    ...more.report,
  };
  const page = { title: `Verdict: ${verdict}`, summary: 'The summary.', text: 'The text.', annotations: [] };
  return { page, comment: `## Verdict: ${verdict}`, ...more, report };
}

export const withoutMigrations = (): Reviewed => reviewed('pass', { report: { migrations: [] } });

export const remark = (line: number, more: Partial<Annotation> = {}): Annotation => ({
  path: migration.path,
  startLine: line,
  endLine: line,
  startColumn: 1,
  endColumn: 9,
  level: 'failure',
  title: 'Building an index makes every write wait',
  message: 'Writes to orders wait.',
  ...more,
});
