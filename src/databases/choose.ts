import { type Problem, type Result, failure, success } from '../domain/errors.ts';
import type { ProviderName } from '../domain/rehearsal.ts';
import type { DatabaseProvider, Server, ServerRequest } from '../ports/database.ts';
import { docker } from './docker/index.ts';
import { embedded } from './embedded/index.ts';
import { type UrlSettings, isConfigured, urlProvider } from './url/index.ts';

export interface Choice {
  readonly provider: ProviderName | 'auto';
  /** For docker; empty = the official one. */
  readonly image?: string;
  readonly url?: UrlSettings;
  /** Disk for clusters that are kept between runs. */
  readonly keep?: string;
}

/** The keys under `postgres:` that say where a database comes from. */
interface PostgresSettings extends Omit<UrlSettings, 'env'> {
  readonly provider: Choice['provider'];
  readonly image: string;
  readonly urlEnv: string;
}

/** The configured provider; `auto` = url where it is configured, else docker where it can serve, else embedded. */
export function chooseProvider({ provider, image, url: settings = noUrl, keep }: Choice): DatabaseProvider {
  const url = urlProvider(settings);
  const auto = isConfigured(settings) ? firstOf([url, docker, embedded]) : firstOf([docker, embedded]);
  const chosen = { auto, url, docker, embedded }[provider];
  const given = { ...(image !== undefined && { image }), ...(keep !== undefined && { keep }) };
  return { name: chosen.name, start: (request) => chosen.start({ ...given, ...request }) };
}

const noUrl: UrlSettings = { env: '', disposable: false, create: '', destroy: '' };

/** What the configuration says of the database, as the providers take it. */
export const choiceOf = (settings: PostgresSettings): Choice => ({
  provider: settings.provider,
  image: settings.image,
  url: { ...settings, env: settings.urlEnv },
});

/** The first provider that can serve. Those passed over say why, in the server's notes. */
export function firstOf(providers: readonly [DatabaseProvider, ...DatabaseProvider[]]): DatabaseProvider {
  return { name: providers[0].name, start: (request) => startFirst(providers, request) };
}

async function startFirst(providers: readonly DatabaseProvider[], request: ServerRequest): Promise<Result<Server>> {
  const passed: { readonly name: ProviderName; readonly problem: Problem }[] = [];
  for (const provider of providers) {
    const { name } = provider;
    const started = await provider.start(request);
    if (started.ok)
      return success(
        withNotes(
          started.value,
          passed.map((one) => `${one.name} passed over: ${one.problem.says}`),
        ),
      );
    if (!isProvidersOwn(started.problem)) return started;
    request.progress(`${name} passed over: ${started.problem.says}`);
    passed.push({ name, problem: started.problem });
  }
  const last = passed.at(-1)?.problem;
  return failure({
    code: last?.code ?? 'no-database',
    says: passed.map(({ problem }) => problem.says).join(' '),
    advice: last?.advice ?? 'Install Postgres or Docker on this machine.',
  });
}

/** Another provider may do better; a wrong setting or an interrupt it would meet too. */
const isProvidersOwn = ({ code }: Problem): boolean => code === 'no-database' || code === 'database-start-failed';

const withNotes = (server: Server, notes: readonly string[]): Server => ({
  ...server,
  notes: [...notes, ...server.notes],
});
