import * as core from '@actions/core';
import { join } from 'node:path';
import type { Report } from '../../domain/report.ts';
import type { Rehearsed } from '../../flows/rehearse.ts';
import { writeFiles, writeSummary } from '../../github/runner.ts';
import { approvalsJson } from '../../report/approvals.ts';
import { htmlPage } from '../../report/html.ts';
import { toJson } from '../../report/json.ts';
import { markdown } from '../../report/markdown.ts';
import { jobAttempt } from './job.ts';

// A step's summary may be 1 MiB; UTF-16 units are at most three bytes each.
const summaryBudget = 340_000;

/** What later steps upload, the outputs that name it, and the long form for the summary of the step. */
export async function handOverReport(
  report: Report,
  { head: commit, trial }: Pick<Rehearsed, 'head' | 'trial'>,
): Promise<void> {
  const [jsonPath = '', htmlPath = ''] = await writeFiles(folder(), [
    ['report.json', toJson(report)],
    ['report.html', htmlPage(report)],
    ['approvals.json', approvalsJson(report)],
  ]);
  core.setOutput('verdict', report.verdict);
  core.setOutput('digest', report.digest);
  core.setOutput('report-path', jsonPath);
  core.setOutput('html-path', htmlPath);
  const link = jobAttempt().details;
  const words = { commit, link, budget: summaryBudget, ...(trial !== undefined && { trial }) };
  await writeSummary(process.env['GITHUB_STEP_SUMMARY'], markdown(report, words));
}

/** A job that only heard what people decided measured nothing: all it leaves is who has answered by now. */
export async function handOverApprovals(report: Report): Promise<void> {
  await writeFiles(folder(), [['approvals.json', approvalsJson(report)]]);
}

const folder = (): string => join(process.env['RUNNER_TEMP'] ?? '.', 'migration-rehearsal');
