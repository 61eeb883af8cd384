import type { Annotation, CheckPage } from '../domain/check.ts';
import type { Finding } from '../domain/finding.ts';
import type { Report } from '../domain/report.ts';
import { cut, visible } from './escape.ts';
import { markdown } from './markdown.ts';
import type { CommentOptions } from './markdown.ts';
import { remember } from './memory.ts';
import { capital, verdictSign, worstFirst } from './words.ts';

const longest = 65_535;
const mostAnnotations = 100;

/**
 * The page of a completed check. What it keeps for later commands is the report before anybody answered for it: who did
 * is read anew each time.
 */
export function checkPage(report: Report, unanswered: Report = report, options: CommentOptions = {}): CheckPage {
  const { verdict, because } = report;
  const title =
    verdict === 'error'
      ? `Could not verify: ${plain(because)}`
      : verdict === 'pass'
        ? plain(because)
        : `${capital(verdictSign[verdict].word)}: ${plain(because)}`;
  return {
    title: cut(title, 250),
    summary: markdown(report, { ...options, budget: longest }),
    text: remember(unanswered),
    annotations: worstFirst(report.findings)
      .filter(({ severity }) => severity !== 'advice')
      .slice(0, mostAnnotations)
      .map(remark),
  };
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
