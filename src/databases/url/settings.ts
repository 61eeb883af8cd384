import { type Problem, type Result, failure, success } from '../../domain/errors.ts';
import type { Session } from '../../ports/database.ts';

export interface SessionSettings {
  /** As libpq's `options` writes them: they are then what RESET ALL goes back to. */
  readonly options: string;
  /** Those that only the server's own configuration could change. */
  readonly left: readonly string[];
}

/** Finds out which of the wanted settings a session of the migrations may have. */
export async function sessionSettings(
  session: Session,
  wanted: Readonly<Record<string, string>>,
): Promise<Result<SessionSettings>> {
  const given: string[] = [];
  const left: string[] = [];
  for (const [name, value] of Object.entries(wanted)) {
    const literal = value.replaceAll("'", "''");
    const outcome = await session.run(`SELECT pg_catalog.set_config('${name}', '${literal}', false)`);
    if (outcome.ok) given.push(`-c ${name}=${value.replace(/[\\\s]/g, '\\$&')}`);
    else if (cannotBeSet.has(outcome.error.sqlstate)) left.push(name);
    else return failure(refused(name));
  }
  return success({ options: given.join(' '), left });
}

/** 55P02: only at the server's start, or in its file; 42501: only a superuser. */
const cannotBeSet = new Set(['55P02', '42501']);

const refused = (name: string): Problem => ({
  code: 'bad-configuration',
  says: `The server does not accept the setting ${name}.`,
  advice: 'Correct it under postgres.settings, or in the production profile.',
});
