import { docker } from '../../databases/docker/command.ts';
import { findBinaries } from '../../databases/embedded/find.ts';
import { serverUser } from '../../databases/embedded/user.ts';
import type { Health } from '../../server/door.ts';

/** Load balancers ask every few seconds; looking at the machine takes some of its time. */
const freshMs = 30_000;

type Database = Health['database'];

/** Whether a rehearsal could have its Postgres on this machine now. */
export function databaseHealth(now: () => number): () => Promise<Database> {
  let last: { readonly answer: Promise<Database>; readonly since: number } | undefined;
  return () => {
    if (last === undefined || now() - last.since > freshMs) last = { answer: look(), since: now() };
    return last.answer;
  };
}

async function look(): Promise<Database> {
  const { status, output } = await docker(['info', '--format', '{{.ServerVersion}}'], {}, 3_000);
  if (status === 0) return { status: 'there', says: `Docker ${output.trim()}` };
  const found = await findBinaries({ major: undefined, user: await serverUser(), progress: () => undefined });
  if (found.ok) return { status: 'there', says: `Postgres ${found.value.version}` };
  return { status: 'missing', says: `${found.problem.says} ${found.problem.advice}` };
}
