import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { defences } from './threats.ts';
import type { Defence } from './threats.ts';

/** The project as it is, to take things out of. */
let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'migration-rehearsal-threats-'));
  for (const part of ['src', 'test', 'examples', 'package.json', 'jest.config.js', 'action.yml'])
    cpSync(part, join(copy, part), { recursive: true });
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
  execFileSync('git', ['init', '--quiet', copy]);
});
afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
});

interface Ran {
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** Names of the tests that fail; an exception where none of that name ran. */
function failing({ test: file, named }: Defence): readonly string[] {
  const jest = join('node_modules', 'jest', 'bin', 'jest.js');
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  // What waits for ever without the defence has failed as well.
  const asked = [file, '-t', named, '--json', '--runInBand', '--testTimeout=20000', '--forceExit'];
  const { stdout } = spawnSync(process.execPath, [...flags, jest, ...asked], {
    cwd: copy,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 ** 2,
  });
  const ran = JSON.parse(stdout) as Ran;
  if (ran.numRuntimeErrorTestSuites > 0) throw new Error(`${file} does not run any more.`);
  const tests = ran.testResults.flatMap(({ assertionResults }) => assertionResults);
  if (!tests.some(({ status }) => ['passed', 'failed'].includes(status))) throw new Error(`No test is ${named}.`);
  return tests.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
}

test.each(defences)('$threat: without it, “$named” fails', (defence) => {
  const before = defence.takenOut.map(
    ({ file }) => [join(copy, file), readFileSync(join(copy, file), 'utf8')] as const,
  );
  try {
    for (const { file, from, to } of defence.takenOut) {
      const path = join(copy, file);
      // As it is written: a dollar sign is no pattern.
      writeFileSync(
        path,
        readFileSync(path, 'utf8').replace(from, () => to),
      );
    }
    expect(failing(defence)).not.toEqual([]);
  } finally {
    for (const [path, text] of before) writeFileSync(path, text);
  }
});
