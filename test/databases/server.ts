import { embedded } from '../../src/databases/embedded/index.ts';
import type { Server } from '../../src/ports/database.ts';

export interface TestServerRequest {
  /** Default: that of the package among our own dependencies. */
  readonly major?: number;
  readonly settings?: Readonly<Record<string, string>>;
  /** With them, large tables can be written as files. */
  readonly checksums?: 'off';
}

/** A real Postgres for tests of other folders: `await using server = await startTestServer()`. */
export async function startTestServer(request: TestServerRequest = {}): Promise<Server> {
  const started = await embedded.start({
    major: request.major ?? 17,
    settings: request.settings ?? {},
    ...(request.checksums && { checksums: request.checksums }),
    signal: new AbortController().signal,
    progress: () => undefined,
  });
  if (!started.ok) throw new Error(`${started.problem.says} ${started.problem.advice}`);
  return started.value;
}
