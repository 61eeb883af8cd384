import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Problem, Result } from '../domain/errors.ts';
import { failure, success } from '../domain/errors.ts';

/** What the server was told by its environment. */
export interface ServerSettings {
  readonly appId: number;
  /** PEM. */
  readonly privateKey: string;
  readonly webhookSecret: string;
  readonly webhookPath: string;
  readonly host: string;
  /** 0 = any that is free. */
  readonly port: number;
  /** `https://api.github.com`, or `https://HOST/api/v3`. */
  readonly apiUrl: string;
  /** `https://github.com`, or `https://HOST`. */
  readonly serverUrl: string;
  /** How many rehearsals run at a time. */
  readonly rehearsals: number;
  /** Whether a repository’s configuration may have commands run on this machine. */
  readonly commands: 'refused' | 'allowed';
  readonly logLevel: (typeof logLevels)[number];
}

/** What must not be in the environment of anything that we start, nor be named by a repository’s configuration. */
export const secretVariables = ['PRIVATE_KEY', 'PRIVATE_KEY_PATH', 'WEBHOOK_SECRET', 'WEBHOOK_SECRET_PATH'] as const;

const logLevels = ['info', 'trace', 'debug', 'warn', 'error', 'fatal'] as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** Everything that is wrong at once, so that nobody has to start the server four times. */
export function readServerSettings(
  environment: Environment,
):
  | { readonly ok: true; readonly value: ServerSettings }
  | { readonly ok: false; readonly problems: readonly Problem[] } {
  const said = (name: string, otherwise: string) => valueOf(environment, name) ?? otherwise;
  const read = {
    appId: wholeNumber(said('APP_ID', ''), appIdMissing(said('APP_ID', '')), { least: 1 }),
    privateKey: privateKeyOf(environment),
    webhookSecret: secretOf(environment, 'WEBHOOK_SECRET', webhookSecretMissing),
    port: wholeNumber(said('PORT', '3000'), badNumber('PORT', environment, '0 to 65535'), { least: 0, most: 65_535 }),
    rehearsals: wholeNumber(
      said('MIGRATION_REHEARSAL_REHEARSALS', '1'),
      badNumber('MIGRATION_REHEARSAL_REHEARSALS', environment, '1 to 64'),
      { least: 1, most: 64 },
    ),
    commands: oneOf('MIGRATION_REHEARSAL_COMMANDS', environment, ['refused', 'allowed'] as const),
    logLevel: oneOf('LOG_LEVEL', environment, logLevels),
    addresses: addressesOf(environment),
  };
  const problems = Object.values(read).flatMap((one) => (one.ok ? [] : [one.problem]));
  const { appId, privateKey, webhookSecret, port, rehearsals, commands, logLevel, addresses } = read;
  if (
    !(appId.ok && privateKey.ok && webhookSecret.ok && port.ok) ||
    !(rehearsals.ok && commands.ok && logLevel.ok && addresses.ok)
  )
    return { ok: false, problems };
  const value: ServerSettings = {
    appId: appId.value,
    privateKey: privateKey.value,
    webhookSecret: webhookSecret.value,
    webhookPath: said('WEBHOOK_PATH', '/api/github/webhooks'),
    host: said('HOST', 'localhost'),
    port: port.value,
    ...addresses.value,
    rehearsals: rehearsals.value,
    commands: commands.value,
    logLevel: logLevel.value,
  };
  return { ok: true, value };
}

function wholeNumber(
  text: string,
  problem: Problem,
  { least, most = Number.MAX_SAFE_INTEGER }: { readonly least: number; readonly most?: number },
): Result<number> {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  return value >= least && value <= most ? success(value) : failure(problem);
}

/** An empty one is as good as none. */
function valueOf(environment: Environment, name: string): string | undefined {
  const text = environment[name]?.trim();
  return text === '' ? undefined : text;
}

/** The first is taken where nothing is said. */
function oneOf<Word extends string>(
  name: string,
  environment: Environment,
  words: readonly [Word, ...Word[]],
): Result<Word> {
  const text = valueOf(environment, name) ?? words[0];
  const word = words.find((one) => one === text);
  if (word !== undefined) return success(word);
  return refused(`${name} is ${JSON.stringify(text)}.`, `Write one of ${words.join(', ')}.`);
}

/** GHE_HOST is enough for an Enterprise server; the two addresses are for what stands behind other names. */
function addressesOf(environment: Environment): Result<Pick<ServerSettings, 'apiUrl' | 'serverUrl'>> {
  const { GHE_HOST: host, GHE_PROTOCOL: protocol = 'https' } = environment;
  const own = host ? `${protocol}://${host}` : undefined;
  const apiUrl = environment['GITHUB_API_URL'] ?? (own ? `${own}/api/v3` : 'https://api.github.com');
  const serverUrl = environment['GITHUB_SERVER_URL'] ?? own ?? 'https://github.com';
  if ([apiUrl, serverUrl].every((url) => URL.canParse(url) && /^https?:/.test(url))) {
    return success({ apiUrl: apiUrl.replace(/\/+$/, ''), serverUrl: serverUrl.replace(/\/+$/, '') });
  }
  return refused(
    'GHE_HOST, GHE_PROTOCOL, GITHUB_API_URL and GITHUB_SERVER_URL give no address.',
    'Set GHE_HOST to the plain name of your GitHub Enterprise server, such as github.example.com, or leave all out.',
  );
}

/** In the environment a key’s line ends are often written `\n`, or the whole of it in base64. */
function privateKeyOf(environment: Environment): Result<string> {
  const read = secretOf(environment, 'PRIVATE_KEY', privateKeyMissing);
  if (!read.ok) return read;
  const written = read.value.replaceAll('\\n', '\n');
  const pem = written.includes('-----BEGIN') ? written : Buffer.from(written, 'base64').toString('utf8');
  try {
    if (createPrivateKey(pem).asymmetricKeyType === 'rsa') return success(pem);
  } catch {
    // What the reader said of it could repeat a part of it.
  }
  return failure(privateKeyUnreadable);
}

/** The variable itself, or the file that NAME_PATH names. */
function secretOf(environment: Environment, name: 'PRIVATE_KEY' | 'WEBHOOK_SECRET', missing: Problem): Result<string> {
  const path = environment[`${name}_PATH`];
  const text = valueOf(environment, name) ?? (path === undefined ? '' : undefined);
  if (text !== undefined) return text === '' ? failure(missing) : success(text);
  try {
    const content = readFileSync(path ?? '', 'utf8').trim();
    return content === '' ? failure(missing) : success(content);
  } catch {
    return refused(`The file that ${name}_PATH names cannot be read.`, 'Check the path and the rights of this user.');
  }
}

const refused = (says: string, advice: string) => failure({ code: 'bad-usage', says, advice });

const yourApp = 'on the page of your App (Settings → Developer settings → GitHub Apps → Edit)';

const appIdMissing = (text: string): Problem => ({
  code: 'bad-usage',
  says: text === '' ? 'APP_ID is not set.' : `APP_ID is ${JSON.stringify(text)}, which is no number.`,
  advice: `Set it to the App ID, a number ${yourApp}.`,
});

const privateKeyMissing: Problem = {
  code: 'bad-usage',
  says: 'Neither PRIVATE_KEY nor PRIVATE_KEY_PATH is set.',
  advice: `Generate a private key ${yourApp}, and set PRIVATE_KEY_PATH to the .pem file that it gives you.`,
};

const privateKeyUnreadable: Problem = {
  code: 'bad-usage',
  says: 'PRIVATE_KEY, or the file that PRIVATE_KEY_PATH names, is no RSA private key.',
  advice: `Generate a new one ${yourApp}, and pass the whole .pem file, from its BEGIN to its END line.`,
};

const webhookSecretMissing: Problem = {
  code: 'bad-usage',
  says: 'Neither WEBHOOK_SECRET nor WEBHOOK_SECRET_PATH is set: anybody could send this server events.',
  advice: `Set it to a long random word, such as \`openssl rand -hex 32\` gives, here and ${yourApp}.`,
};

const badNumber = (name: string, environment: Environment, range: string): Problem => ({
  code: 'bad-usage',
  says: `${name} is ${JSON.stringify(environment[name])}.`,
  advice: `Write a whole number, ${range}.`,
});
