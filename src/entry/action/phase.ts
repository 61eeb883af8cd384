import * as core from '@actions/core';
import { completeAbandoned } from './post.ts';
import type { Surroundings } from './run.ts';
import { runAction, tellCrash } from './run.ts';

const begun = 'begun';

/** The runner starts the same file twice, as main and as post step; what the first one saved tells them apart. */
export async function runPhase(surroundings: Surroundings): Promise<void> {
  // Node would print the message of what nobody caught, and that can hold a row or a secret.
  process.once('uncaughtException', (error) => {
    tellCrash(error);
    process.exit(1);
  });
  try {
    if (core.getState(begun) !== '') {
      await completeAbandoned();
      return;
    }
    core.saveState(begun, 'yes');
    await runAction(surroundings);
  } catch (error) {
    tellCrash(error);
  }
}
