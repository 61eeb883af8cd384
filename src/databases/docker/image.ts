import { type Problem, type Result, failure, success } from '../../domain/errors.ts';
import { shown } from '../../domain/safety.ts';
import type { ServerRequest } from '../../ports/database.ts';
import { startProblem } from '../problems.ts';
import { docker as dockerCommand, lastLine, pull } from './command.ts';

/** Taken when no version is configured and no image either. */
const newestMajor = 18;

/** An image of Postgres. */
export interface Image {
  readonly name: string;
  readonly major: number;
  /** The team's may bring rows, or fill itself when it starts. */
  readonly from: 'official' | 'team';
  /** POSTGRES_USER and POSTGRES_DB, where it sets them itself: what it is filled with counts on them. */
  readonly user?: string;
  readonly database?: string;
}

export const noDatabase = (why: string, advice: string): Problem => ({
  code: 'no-database',
  says: `Docker cannot serve: ${why}.`,
  advice,
});

/** The official one of the wanted version, or the team's; pulled where it is not here. */
export async function findImage(request: ServerRequest): Promise<Result<Image>> {
  const wanted = request.image ?? '';
  const name = wanted === '' ? `postgres:${request.major ?? newestMajor}` : wanted;
  const advice = 'Pull it beforehand, or name another one under postgres.image.';
  let environment = await inspectImage(name);
  if (environment === undefined) {
    request.progress(`pulling ${name}`);
    const why = await pull(name);
    if (why !== undefined)
      return failure(noDatabase(`the image ${name} is not here and cannot be pulled (${why})`, advice));
    environment = await inspectImage(name);
  }
  const major = Number(setting(environment, 'PG_MAJOR') ?? request.major ?? newestMajor);
  if (request.major !== undefined && major !== request.major) {
    return failure(noDatabase(`the image ${name} holds Postgres ${major}, not ${request.major}`, advice));
  }
  const user = setting(environment, 'POSTGRES_USER');
  const database = setting(environment, 'POSTGRES_DB');
  return success({
    ...{ name, major, from: wanted === '' ? 'official' : 'team' },
    ...(user !== undefined && { user }),
    ...(database !== undefined && { database }),
  });
}

const setting = (environment = '', name: string): string | undefined =>
  new RegExp(`^${name}=(.+)$`, 'm').exec(environment)?.[1]?.trim();

/** Its environment, a line each; undefined when it is not here. */
async function inspectImage(name: string): Promise<string | undefined> {
  const format = '{{range .Config.Env}}{{println .}}{{end}}';
  const { status, output } = await dockerCommand(['image', 'inspect', '--format', format, name]);
  return status === 0 ? output : undefined;
}

/** Why no connection came about. Of what an image of the team's says nothing is shown that a row could be in. */
export function notStarted(image: Image, how: 'ended' | 'strange', words: string): Problem {
  if (how === 'strange')
    return {
      code: 'database-start-failed',
      says: `The image ${image.name} brings its own data, and lets nobody in: its superuser is neither POSTGRES_USER nor postgres, or needs a password also inside the container.`,
      advice: 'Set POSTGRES_USER in the image to its superuser, and let its pg_hba.conf trust local connections.',
    };
  const fatal = words.split('\n').find((line) => /FATAL|PANIC/.test(line));
  if (image.from === 'official') return startProblem(fatal ?? lastLine(words));
  const [, script, line = ''] = /^psql:([^\s:]+):(\d+): (?:ERROR|FATAL)/m.exec(words) ?? [];
  if (script === undefined && fatal !== undefined) return startProblem(fatal);
  return {
    code: 'database-start-failed',
    says:
      script === undefined
        ? `A container of the image ${image.name} ended, or did not let us in, before Postgres served.`
        : `The image ${image.name} does not fill its database: ${shown(script)}:${line} fails.`,
    advice: 'Start it by hand with docker run and see docker logs; what it says is not shown, as it can hold rows.',
  };
}
