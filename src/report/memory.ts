import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Result } from '../domain/errors.ts';
import { failure, success } from '../domain/errors.ts';
import type { Report } from '../domain/report.ts';
import { fence } from './escape.ts';
import { lessAndLess } from './lesser.ts';
import { reportSchema } from './schema/report.ts';
import { statementsOf, worstFirst } from './words.ts';

/** GitHub takes no longer text of a check. */
const longest = 65_535;
/** No report that we wrote into one becomes longer when it is read again; a deflate bomb would. */
const mostBytes = 16 * 1024 * 1024;
const mostIds = 1_000;

const opening = '_What later commands on this pull request work from:_\n\n';

/**
 * The end of a completed check's text: what later runs compare themselves with, and the report itself, from which every
 * command works without rehearsing again. A report too large for it is kept without what is missed least.
 */
export function remember(report: Report): string {
  const { digest, findings } = report;
  const ids = worstFirst(findings).map(({ id, severity }) => [id, severity] as const);
  const classes = statementsOf(report.rehearsal).map(({ estimate }) => estimate.class);
  const block = (most: number, kept?: Report) =>
    `${opening}${fence(
      JSON.stringify({
        digest,
        findings: ids.slice(0, most),
        classes: classes.slice(0, most),
        ...(kept !== undefined && { report: packed(kept) }),
      }),
      'json',
    )}`;
  for (const kept of lessAndLess(report)) {
    const text = block(mostIds, kept);
    if (text.length <= longest) return text;
  }
  const most = [mostIds, 500, 100].find((count) => block(count).length <= longest) ?? 0;
  return block(most);
}

const packed = (report: Report): string => deflateRawSync(JSON.stringify(report), { level: 9 }).toString('base64');

/** The report that a check's text ends with. Whoever wrote the text, it is our own document to the letter, or none. */
export function recall(text: string): Result<Report> {
  const json = /(?:^|\n)(`{3,})json\n([^\n]*)\n\1\s*$/.exec(text)?.[2];
  const block = json === undefined ? undefined : parsed(json);
  if (!isBlock(block)) return lost('The check of this commit holds no report that could be read.');
  if (block.report === undefined) return lost('The report of this commit was too large to be kept in its check.');
  const report = reportSchema.safeParse(unpacked(block.report));
  if (!report.success || report.data.digest !== block.digest) {
    return lost('The check of this commit holds a report that is damaged, or of another version.');
  }
  return success(report.data);
}

interface Block {
  readonly digest: string;
  readonly report?: string;
}

const isBlock = (value: unknown): value is Block =>
  typeof value === 'object' &&
  value !== null &&
  'digest' in value &&
  typeof value.digest === 'string' &&
  (!('report' in value) || typeof value.report === 'string');

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function unpacked(report: string): unknown {
  try {
    return parsed(inflateRawSync(Buffer.from(report, 'base64'), { maxOutputLength: mostBytes }).toString('utf8'));
  } catch {
    return undefined;
  }
}

const lost = (says: string): Result<never> =>
  failure({ code: 'github', says, advice: 'Comment `/migrate rerun`, which rehearses it again.' });
