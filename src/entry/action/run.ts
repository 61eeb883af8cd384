import * as core from '@actions/core';
import { placesIn } from '../../domain/crash.ts';
import type { Problem, Result } from '../../domain/errors.ts';
import { success } from '../../domain/errors.ts';
import type { Report } from '../../domain/report.ts';
import type { Trigger } from '../../domain/trigger.ts';
import type { Handled, HandleWorld } from '../../flows/handle.ts';
import { handle } from '../../flows/handle.ts';
import type { Inputs } from '../../github/inputs.ts';
import { readInputs } from '../../github/inputs.ts';
import { harmless, spelledOut } from '../../github/runner.ts';
import { capital, sentence, verdictSign } from '../../report/words.ts';
import { handOverApprovals, handOverReport } from './files.ts';
import { jobTrigger } from './job.ts';
import { checkState, completedState } from './post.ts';

/** What an event is handled with; nothing of it begins before it is called for. */
export type Surroundings = (
  inputs: Inputs,
  trigger: Trigger,
) => Omit<HandleWorld, 'wishes' | 'needsApproval' | 'prepared' | 'settled' | 'started' | 'log'> & {
  /** Values that no log may show, by what the configuration names. */
  readonly secrets: (setting: Parameters<NonNullable<HandleWorld['prepared']>>[0]) => readonly string[];
};

/** The main step: reads what the workflow passed, does what the event asks, and makes the job red where it must be. */
export async function runAction(surroundings: Surroundings): Promise<void> {
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
  const handled = await handle(trigger, worldOf(surroundings(inputs, trigger), inputs));
  core.saveState(completedState, handled.published?.checkCompleted === true ? 'yes' : '');
  await handOver(handled);
  if (isRefusedFork(trigger, handled)) core.warning(forkNote);
}

/** What the workflow says in place of the configuration. */
export const wishesOf = ({ id, mode, config, profile }: Inputs): HandleWorld['wishes'] => ({
  ...(id !== undefined && { id }),
  ...(mode !== undefined && { mode }),
  ...(config !== undefined && { config }),
  ...(profile !== undefined && { profile }),
});

function worldOf({ secrets, ...world }: ReturnType<Surroundings>, inputs: Inputs): HandleWorld {
  return {
    ...world,
    wishes: wishesOf(inputs),
    // A button needs somebody who hears it; the check of a workflow has none.
    needsApproval: 'failure',
    prepared: (setting) => {
      for (const secret of secrets(setting)) core.setSecret(secret);
    },
    settled: handOverApprovals,
    started: (check) => {
      core.saveState(checkState, check);
    },
    log: (says) => {
      core.info(harmless(says));
    },
  };
}

const isRefusedFork = (trigger: Trigger, { published }: Handled): boolean =>
  trigger.kind === 'pull-request' && trigger.fromFork && published?.checkCompleted === false;

const forkNote =
  'This pull request comes from a fork, or from Dependabot, whose workflows get a token that may only read: there is no ' +
  'check and no comment from this run, and the report is in its summary. The workflow fork-comment.yml of ' +
  'docs/github.md shows it on the pull request; instead, push the branch to this repository and open the pull request ' +
  'from there.';

async function readJob(): Promise<Result<{ readonly inputs: Inputs; readonly trigger: Trigger }>> {
  const inputs = readInputs((name) => core.getInput(name));
  if (!inputs.ok) return inputs;
  core.setSecret(inputs.value.token);
  const trigger = await jobTrigger();
  return trigger.ok ? success({ inputs: inputs.value, trigger: trigger.value }) : trigger;
}

/** Outputs, files, summary, and at last the colour of the job. */
async function handOver({ published, problems, notes, job }: Handled): Promise<void> {
  const { reviewed, crash } = published ?? {};
  if (published !== undefined && reviewed !== undefined) await handOverReport(reviewed.report, published);
  if (published?.checkCompleted === true && job === 'success' && reviewed !== undefined) tellRed(reviewed.report);
  for (const note of notes) core.warning(harmless(note));
  if (crash !== undefined) {
    core.setOutput('verdict', 'error');
    tellCrash(crash);
  }
  const tell = job === 'failure' ? fail : warn;
  problems.forEach(tell);
  if (job === 'failure' && reviewed?.report.verdict === 'error') {
    fail(
      reviewed.problem ?? {
        code: 'crash',
        says: reviewed.report.because,
        advice: 'The summary of this run says more.',
      },
    );
  }
}

/** Whoever reads the log of a green job is told that its check is not. */
function tellRed({ verdict, because }: Report): void {
  if (verdict === 'pass' || verdict === 'approved') return;
  const says = `${capital(verdictSign[verdict].word)}: ${sentence(because)}`;
  core.info(harmless(`${says} The check says so; this job is green since it has been written.`));
}

/** An exception's message can hold a row or a secret; its place in our own code cannot. */
export function tellCrash(crash: unknown): void {
  core.info(harmless(placesIn(crash).join('\n')));
  core.setFailed('Migration Rehearsal crashed; nothing is known about these migrations. The lines above say where.');
}

const fail = (problem: Problem): void => {
  core.setFailed(spelledOut(problem));
};
const warn = (problem: Problem): void => {
  core.warning(spelledOut(problem));
};
