import type { Problem } from '../domain/errors.ts';

interface Known {
  readonly sign: RegExp;
  readonly problem: (match: RegExpExecArray) => Problem;
}

const known: readonly Known[] = [
  {
    sign: /No space left on device|ENOSPC|Disk quota exceeded/,
    problem: () => ({
      code: 'disk-full',
      says: 'Postgres could not start: the disk that holds the temporary folder is full.',
      advice: 'Free some space, or point TMPDIR at a larger disk.',
    }),
  },
  {
    sign: /unrecognized configuration parameter "([^"]+)"|invalid value for parameter "([^"]+)"|parameter "([^"]+)" requires|(?:is outside the valid range for parameter) "([^"]+)"/,
    problem: (match) => ({
      code: 'bad-configuration',
      says: `Postgres could not start: it does not accept the setting ${match.slice(1).find(Boolean) ?? ''}.`,
      advice: 'Correct it under postgres.settings, or in the production profile.',
    }),
  },
  {
    sign: /error while loading shared libraries: ([^:\s]+)|Library not loaded: (\S+)/,
    problem: (match) => ({
      code: 'database-start-failed',
      says: `Postgres could not start: this machine lacks the library ${match[1] ?? match[2] ?? ''}.`,
      advice: 'Install it, or install Postgres from your system’s packages, or use the docker provider.',
    }),
  },
  {
    sign: /could not look up effective user ID (\d+)/,
    problem: (match) => ({
      code: 'database-start-failed',
      says: `Postgres could not start: the user ${match[1] ?? ''} we run as has no name on this machine.`,
      advice: 'Add the user to /etc/passwd, or run as one that is there.',
    }),
  },
  {
    sign: /Cannot allocate memory|could not create shared memory segment|could not map anonymous shared memory/,
    problem: () => ({
      code: 'database-start-failed',
      says: 'Postgres could not start: there is too little memory.',
      advice: 'Lower shared_buffers under postgres.settings, or use a larger machine.',
    }),
  },
  {
    sign: /could not load library|could not access file "([^"]+)"/,
    problem: (match) => ({
      code: 'extension-unavailable',
      says: `Postgres could not start: a library it was told to load is not here${match[1] === undefined ? '' : ` (${match[1]})`}.`,
      advice: 'Use an image that has the extension (postgres.image), or remove it from shared_preload_libraries.',
    }),
  },
];

/** One sentence for what the server said before it ended: no row exists yet, so its first words may be shown. */
export function startProblem(words: string): Problem {
  for (const { sign, problem } of known) {
    const match = sign.exec(words);
    if (match) return problem(match);
  }
  const line = words.split('\n').find((one) => /FATAL|PANIC|rror/.test(one)) ?? words.trim().split('\n').at(-1) ?? '';
  return {
    code: 'database-start-failed',
    says: `Postgres could not start${line === '' ? ' within 30 s' : `: ${line.trim().slice(0, 200)}`}.`,
    advice: 'Try the docker provider, or another Postgres version.',
  };
}
