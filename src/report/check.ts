import type { Annotation, CheckPage } from '../domain/check.ts';
import type { Finding } from '../domain/finding.ts';
import type { Report } from '../domain/report.ts';
import { cut, fence, visible } from './escape.ts';
import { markdown } from './markdown.ts';
import { capital, verdictSign, worstFirst } from './words.ts';

const longest = 65_535;
const mostAnnotations = 100;

/** The page of a completed check. */
export function checkPage(report: Report): CheckPage {
  const { verdict, because } = report;
  const title =
    verdict === 'error'
      ? `Could not verify: ${plain(because)}`
      : verdict === 'pass'
        ? plain(because)
        : `${capital(verdictSign[verdict].word)}: ${plain(because)}`;
  return {
    title: cut(title, 250),
    summary: markdown(report, { budget: longest }),
    text: memory(report),
    annotations: worstFirst(report.findings)
      .filter(({ severity }) => severity !== 'advice')
      .slice(0, mostAnnotations)
      .map(remark),
  };
}

/** What later runs compare themselves with. Findings are dropped from the end before the block would be cut in two. */
function memory({ digest, findings, rehearsal }: Report): string {
  const statements = rehearsal?.status === 'ran' ? rehearsal.statements : [];
  const ids = worstFirst(findings).map(({ id, severity }) => [id, severity] as const);
  const classes = statements.map(({ estimate }) => estimate.class);
  const block = (most: number) =>
    fence(JSON.stringify({ digest, findings: ids.slice(0, most), classes: classes.slice(0, 1_000) }), 'json');
  const most = [ids.length, 1_000, 500, 100, 0].find((count) => block(count).length <= longest) ?? 0;
  return block(most);
}

function remark({ file, line, column, endLine, endColumn, severity, says, instead, rule }: Finding): Annotation {
  const columns = line === endLine ? { startColumn: column, endColumn: Math.max(column, endColumn - 1) } : {};
  return {
    path: file,
    startLine: line,
    endLine,
    ...columns,
    level: severity === 'blocker' ? 'failure' : 'warning',
    title: cut(`${severity}: ${visible(rule)}`, 250),
    message: cut(visible(`${says}\n\nInstead:\n${instead}`), 8_000),
  };
}

const plain = (sentence: string): string =>
  visible(sentence).replaceAll('`', '').replace(/\s+/g, ' ').replace(/\.$/, '');
