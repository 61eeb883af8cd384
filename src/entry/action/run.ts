import * as core from '@actions/core';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem, Result } from '../../domain/errors.ts';
import { success } from '../../domain/errors.ts';
import type { Published, PublishRequest, Reviewed } from '../../flows/publish.ts';
import { publish } from '../../flows/publish.ts';
import type { Trigger } from '../../github/event.ts';
import { readTrigger } from '../../github/event.ts';
import type { Inputs } from '../../github/inputs.ts';
import { readInputs } from '../../github/inputs.ts';
import { harmless, spelledOut, writeFiles, writeSummary } from '../../github/runner.ts';
import { jobAttempt, publisherFor } from './job.ts';
import { checkState, completedState } from './post.ts';

/** What the inputs and the configuration of the base commit say about showing the result. */
export interface Display {
  readonly id: string;
  readonly mode: PublishRequest['mode'];
  readonly comment: PublishRequest['comment'];
  /** Values that no log may show. */
  readonly secrets: readonly string[];
}

/** A finished review in every form the job hands on. */
export interface Rendered extends Reviewed {
  readonly json: string;
  readonly html: string;
  /** The long form, for the summary of the step. */
  readonly summary: string;
}

export type Range = Exclude<Trigger, { readonly kind: 'nothing' }>;

/** The review of one range of commits; nothing of it begins before it is called for. */
export interface Review {
  /** Fails where the configuration cannot be read; the review then says why. */
  display(): Promise<Result<Display>>;
  review(): Promise<Rendered>;
}
export type Reviewer = (range: Range, inputs: Inputs) => Review;

/** The main step: reads what the workflow passed, reviews, publishes, and makes the job red where it must be. */
export async function runAction(reviewer: Reviewer): Promise<void> {
  const asked = await readJob();
  if (!asked.ok) {
    fail(asked.problem);
    return;
  }
  const { inputs, trigger } = asked.value;
  if (trigger.kind === 'nothing') {
    core.info(trigger.because);
    return;
  }
  const published = await reviewAndPublish(reviewer(trigger, inputs), trigger, inputs);
  core.saveState(completedState, published.checkCompleted ? 'yes' : '');
  await handOver(published);
  if (isRefusedFork(trigger, published)) core.warning(forkNote);
}

const isRefusedFork = (trigger: Range, { checkCompleted }: Published): boolean =>
  trigger.kind === 'pull-request' && trigger.fromFork && !checkCompleted;

const forkNote =
  'This pull request comes from a fork, whose workflows get a token that may only read: there is no check and no ' +
  'comment, and the report is in the summary of this run. Instead, push the branch to this repository and open the ' +
  'pull request from there.';

async function readJob(): Promise<Result<{ readonly inputs: Inputs; readonly trigger: Trigger }>> {
  const inputs = readInputs((name) => core.getInput(name));
  if (!inputs.ok) return inputs;
  core.setSecret(inputs.value.token);
  const payload = await readJson(process.env['GITHUB_EVENT_PATH'] ?? '');
  const trigger = readTrigger(process.env['GITHUB_EVENT_NAME'] ?? '', payload);
  return trigger.ok ? success({ inputs: inputs.value, trigger: trigger.value }) : trigger;
}

/** Undefined where there is no such file or it is not JSON: then it is no event of ours either. */
async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}

async function reviewAndPublish(work: Review, trigger: Range, inputs: Inputs): Promise<Finished> {
  const { id, mode, comment, secrets, crash } = await displayed(work, inputs);
  secrets.forEach((secret) => {
    core.setSecret(secret);
  });
  let rendered: Rendered | undefined;
  const published = await publish(
    {
      target: {
        name: id === '' ? 'migration-rehearsal' : `migration-rehearsal (${id})`,
        head: trigger.head,
        ...jobAttempt(),
      },
      ...(trigger.kind === 'pull-request' ? { pullRequest: trigger.number } : {}),
      id,
      mode,
      comment,
      needsApproval: 'failure',
    },
    {
      publisher: publisherFor(inputs.token),
      review: async () => {
        if (crash !== undefined) throw crash.cause;
        return (rendered = await work.review());
      },
      started: (check) => {
        core.saveState(checkState, check);
      },
    },
  );
  return { ...published, ...(rendered === undefined ? {} : { rendered }) };
}

/** Nothing that goes wrong before the check begins may leave the commit without one: a crash here is kept for later. */
async function displayed(
  work: Review,
  { id = '', mode = 'enforce' }: Inputs,
): Promise<Display & { readonly crash?: { readonly cause: unknown } }> {
  const unknown = { id, mode, comment: 'always', secrets: [] } as const;
  try {
    const display = await work.display();
    return display.ok ? display.value : unknown;
  } catch (cause) {
    return { ...unknown, crash: { cause } };
  }
}

type Finished = Published & { readonly rendered?: Rendered };

/** Outputs, files, summary, and at last the colour of the job. */
async function handOver({ rendered, crash, problems, notes, job }: Finished): Promise<void> {
  if (rendered !== undefined) await handOverReport(rendered);
  for (const note of notes) core.warning(harmless(note));
  if (crash !== undefined) {
    core.setOutput('verdict', 'error');
    tellCrash(crash);
  }
  const tell = job === 'failure' ? fail : warn;
  problems.forEach(tell);
  if (job === 'failure' && rendered?.report.verdict === 'error') {
    fail(
      rendered.problem ?? {
        code: 'crash',
        says: rendered.report.because,
        advice: 'The summary of this run says more.',
      },
    );
  }
}

async function handOverReport({ report, json, html, summary }: Rendered): Promise<void> {
  const folder = join(process.env['RUNNER_TEMP'] ?? '.', 'migration-rehearsal');
  const [jsonPath = '', htmlPath = ''] = await writeFiles(folder, [
    ['report.json', json],
    ['report.html', html],
  ]);
  core.setOutput('verdict', report.verdict);
  core.setOutput('digest', report.digest);
  core.setOutput('report-path', jsonPath);
  core.setOutput('html-path', htmlPath);
  await writeSummary(process.env['GITHUB_STEP_SUMMARY'], summary);
}

/** An exception's message can hold a row or a secret; its place in our own code cannot. */
export function tellCrash(crash: unknown): void {
  const places = crash instanceof Error ? (crash.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  core.info(harmless(places.join('\n')));
  core.setFailed('Migration Rehearsal crashed; nothing is known about these migrations. The lines above say where.');
}

const fail = (problem: Problem): void => {
  core.setFailed(spelledOut(problem));
};
const warn = (problem: Problem): void => {
  core.warning(spelledOut(problem));
};
