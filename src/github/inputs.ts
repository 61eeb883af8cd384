import type { Result } from '../domain/errors.ts';
import { failure, success } from '../domain/errors.ts';

export interface Inputs {
  readonly token: string;
  /** Absent = as the configuration says. */
  readonly mode?: 'report' | 'enforce';
  /** Path of the configuration in the base commit; absent = the usual place. */
  readonly config?: string;
  /** `env:NAME` of the variable that holds an organisation's policy; absent = there is none. */
  readonly policy?: string;
  /** Path of the production profile; absent = as the configuration says. */
  readonly profile?: string;
  /** From the workspace. */
  readonly workingDirectory: string;
  /** Tells several databases of one repository apart; absent = as the configuration says. */
  readonly id?: string;
}

/** As action.yml declares them; a test holds the two together. */
export const inputNames = ['github-token', 'mode', 'config', 'policy', 'profile', 'working-directory', 'id'] as const;
export type InputName = (typeof inputNames)[number];

export const outputNames = ['verdict', 'digest', 'report-path', 'html-path'] as const;

// As the configuration's own `id`: it becomes part of the check's name.
const idPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,49}$/;

/** Reads and checks what the workflow passed; `read` gives an empty string for an input that was not. */
export function readInputs(read: (name: InputName) => string): Result<Inputs> {
  const token = read('github-token');
  if (token === '') {
    return refused('The input github-token is empty.', 'Leave it out, or pass ${{ github.token }}.');
  }
  const mode = read('mode');
  if (mode !== '' && mode !== 'report' && mode !== 'enforce') {
    return refused(`The input mode is ${JSON.stringify(mode)}.`, 'Write `report` or `enforce`, or leave it out.');
  }
  const policy = read('policy');
  // A file of the checkout would be one that the pull request can change.
  if (policy !== '' && !/^env:[A-Za-z_][A-Za-z0-9_]*$/.test(policy)) {
    return refused(
      'The input policy is not the name of an environment variable.',
      'Write `env:NAME`, and hand the policy to the step in that variable.',
    );
  }
  const id = read('id');
  if (id !== '' && !idPattern.test(id)) {
    return refused(`The input id is ${JSON.stringify(id)}.`, 'Use at most 50 letters, digits, dots and dashes.');
  }
  const optional = Object.fromEntries(
    (['config', 'policy', 'profile', 'id'] as const).flatMap((name) => (read(name) === '' ? [] : [[name, read(name)]])),
  );
  return success({
    token,
    ...(mode === '' ? {} : { mode }),
    ...optional,
    workingDirectory: read('working-directory') || '.',
  });
}

const refused = (says: string, advice: string): Result<Inputs> => failure({ code: 'bad-usage', says, advice });
