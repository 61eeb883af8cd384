import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApplicationFunction } from 'probot';
import { Probot } from 'probot';
import type { Delivery } from './intake.ts';
import type { Log } from './log.ts';
import { placesOf } from './log.ts';
import type { ServerSettings } from './settings.ts';

/** What the rest of the server needs of Probot. */
export interface Bot {
  /** Checks the signature over the bytes of the body, and hands the event on. */
  readonly webhook: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** The signed word by which the App shows who it is. */
  readonly signIn: () => Promise<string>;
}

/** Every event is handed on and acknowledged at once: what is done for it may take minutes. */
export const application =
  (take: (delivery: Delivery) => unknown): ApplicationFunction =>
  (app) => {
    app.onAny(({ id, name, payload }) => {
      take({ id, event: name, payload });
    });
  };

type Identity = Pick<ServerSettings, 'appId' | 'privateKey'>;

/**
 * Probot's own logger: JSON lines on standard output. It makes one only for itself, so one is made to lend it. Whatever
 * is thrown is told by its kind and its places, never by its words.
 */
export async function logOf({
  appId,
  privateKey,
  logLevel,
}: Identity & Pick<ServerSettings, 'logLevel'>): Promise<Log> {
  const { log } = await new Probot({ appId, privateKey, logLevel, logFormat: 'json' }).ready();
  const ours: Log = log.child({}, { serializers: { err: placesOf } });
  return ours;
}

export async function bot(
  settings: Identity & Pick<ServerSettings, 'webhookSecret' | 'webhookPath'>,
  log: Log,
  take: (delivery: Delivery) => unknown,
): Promise<Bot> {
  const { appId, privateKey, webhookSecret: secret, webhookPath } = settings;
  // It would write the whole body of a webhook whose signature is wrong; we say that in a line of our own.
  const probot = new Probot({ appId, privateKey, secret, webhookPath, logLevel: 'fatal', logFormat: 'json' });
  await probot.load(application(take));
  const middleware = await probot.getNodeMiddleware();
  return {
    webhook: async (request, response) => {
      await middleware(request, response);
      const { statusCode: status } = response;
      if (status >= 400) log.warn({ status }, turnedAway);
    },
    signIn: async () => {
      const octokit = await probot.auth();
      const { token } = (await octokit.auth({ type: 'app' })) as { readonly token: string };
      return token;
    },
  };
}

const turnedAway =
  'A webhook was turned away: it is none of GitHub’s, or WEBHOOK_SECRET is not the secret on the page of your App.';
