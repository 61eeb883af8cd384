import { readFile, writeFile } from 'node:fs/promises';
import { parseProfile } from '../../config/profile.ts';
import { statisticsOf } from '../../databases/statistics.ts';
import { failure, success } from '../../domain/errors.ts';
import type { Failure, Problem, Result } from '../../domain/errors.ts';
import type { Profile } from '../../domain/profile.ts';
import { profileDiff } from '../../flows/profile-diff.ts';
import { profileInWords, remarksOnProfile, takeProfile } from '../../flows/profile.ts';
import { profileSql } from '../../volume/profile/sql.ts';
import type { ProfileQuestion } from '../../volume/profile/sql.ts';
import { systemClock } from '../world.ts';
import { print, tell } from './output.ts';

export interface ProfileOptions {
  /** The address, or env:NAME. */
  readonly databaseUrl?: string;
  readonly printSql?: true;
  readonly check?: string;
  readonly diff?: string;
  readonly out?: string;
  readonly postgres?: number;
  readonly schema?: readonly string[];
  readonly histograms?: readonly string[];
  /** False with --no-queries. */
  readonly queries: boolean;
}

export async function runProfile(options: ProfileOptions): Promise<0 | 2> {
  const wrong = misuse(options);
  if (wrong !== undefined) return refused(failure(wrong));
  if (options.printSql === true) return show(profileSql(questionOf(options)), options.out);
  const older = options.diff === undefined ? success(undefined) : await profileAt(options.diff);
  if (!older.ok) return refused(older);
  return options.check === undefined ? take(options, older.value) : check(options.check, older.value);
}

async function take(options: ProfileOptions, older: Profile | undefined): Promise<0 | 2> {
  const url = addressOf(options.databaseUrl ?? '');
  if (!url.ok) return refused(url);
  const kept = older ?? (await replacedBy(options.out));
  const byHand = kept?.durations === undefined ? {} : { durations: kept.durations };
  const taken = await takeProfile(statisticsOf(url.value), questionOf(options), byHand);
  if (!taken.ok) return refused(taken);
  const { text, profile } = taken.value;
  process.stderr.write(`${profileInWords(profile, systemClock)}\n`);
  await remark(profile);
  // For people: the document itself goes to its file, if one was named.
  if (older !== undefined) await print(profileDiff(older, profile));
  return older !== undefined && options.out === undefined ? 0 : show(text, options.out);
}

/** The profile that stands where the new one goes, if it can be read. */
async function replacedBy(out: string | undefined): Promise<Profile | undefined> {
  const profile = out === undefined ? undefined : await profileAt(out);
  return profile?.ok === true ? profile.value : undefined;
}

async function check(file: string, older: Profile | undefined): Promise<0 | 2> {
  const profile = await profileAt(file);
  if (!profile.ok) return refused(profile);
  await print(`${file}: ${profileInWords(profile.value, systemClock)}\n`);
  await remark(profile.value);
  if (older !== undefined) await print(profileDiff(older, profile.value));
  return 0;
}

const remark = async (profile: Profile): Promise<void> => {
  for (const line of await remarksOnProfile(profile)) process.stderr.write(`note: ${line}\n`);
};

async function show(text: string, out: string | undefined): Promise<0 | 2> {
  if (out === undefined) await print(text);
  else {
    const written = await writeFile(out, text).then(
      () => true,
      () => false,
    );
    if (!written) return refused(failure(usage(`${out} cannot be written.`, 'Check the folder and your rights.')));
  }
  return 0;
}

async function profileAt(file: string): Promise<Result<Profile>> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined
    ? failure(usage(`${file} cannot be read.`, 'Check the name and your rights.'))
    : parseProfile(text, file);
}

/** `env:NAME` keeps the secret out of the list of processes and the shell's history. */
function addressOf(given: string): Result<string> {
  if (!given.startsWith('env:')) return success(given);
  const name = given.slice('env:'.length);
  const url = process.env[name];
  return url === undefined || url === ''
    ? failure(usage(`The environment variable ${name} is not set.`, 'Put the address of the database into it.'))
    : success(url);
}

const questionOf = ({ queries, schema, histograms }: ProfileOptions): ProfileQuestion => ({
  queries: queries ? 'included' : 'left-out',
  schemas: schema ?? [],
  histograms: histograms ?? [],
});

function misuse({ databaseUrl, printSql, check, diff, postgres }: ProfileOptions): Problem | undefined {
  const asked = [databaseUrl, printSql, check].filter((one) => one !== undefined).length;
  if (asked !== 1) {
    return usage(
      '`profile` does one of three things: --database-url URL, --print-sql or --check FILE.',
      'For example: --database-url env:DATABASE_URL --out .github/migration-rehearsal.profile.json.',
    );
  }
  if (printSql && diff !== undefined) {
    return usage(
      '--diff compares profiles, and --print-sql makes none.',
      'Run the printed SQL, then: --check NEW --diff OLD.',
    );
  }
  if (postgres !== undefined && !(Number.isInteger(postgres) && postgres >= 13 && postgres <= 18)) {
    return usage(
      '--postgres takes a major version from 13 to 18.',
      'Leave it out: the SQL is the same for all of them.',
    );
  }
  return undefined;
}

const usage = (says: string, advice: string): Problem => ({ code: 'bad-usage', says, advice });

function refused({ problem }: Failure): 2 {
  tell(problem);
  return 2;
}
