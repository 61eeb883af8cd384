import type { RunCommand } from '../ports/command.ts';
import { shell } from './url/shell.ts';

/** What the runner hands to the Action and to no step beside it. */
const withheld = /^(INPUT_|ACTIONS_|GITHUB_TOKEN$)/;

/** As a step of the job would run it, in its working folder, without our own inputs and tokens. */
export const runCommand: RunCommand = async (command, { environment, patienceMs, signal }) => {
  const job = Object.fromEntries(Object.entries(process.env).filter(([name]) => !withheld.test(name)));
  const { status } = await shell(command, { ...job, ...environment }, patienceMs, signal);
  return { status };
};
