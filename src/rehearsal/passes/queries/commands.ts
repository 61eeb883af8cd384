import type { Lab } from '../../lab.ts';

/** A command of the team's that worked on the old schema and not on the new one. */
export interface BrokenCommand {
  readonly command: string;
  /** `exit 1`; where it did not end in time, or could not run: `no exit`. */
  readonly ended: string;
}

export interface Commands {
  /** Those that worked on the old schema. */
  readonly worked: number;
  readonly broken: readonly BrokenCommand[];
}

/** Runs each command with `DATABASE_URL` naming the old schema's database, then the new one's; both are used up. */
export async function runCommands(
  lab: Lab,
  commands: readonly string[],
  databases: { readonly old: string; readonly new: string },
): Promise<Commands> {
  const broken: BrokenCommand[] = [];
  let worked = 0;
  for (const command of commands) {
    if ((await statusOf(lab, command, databases.old)) !== 0) continue;
    worked += 1;
    const status = await statusOf(lab, command, databases.new);
    if (status !== 0) broken.push({ command, ended: status === undefined ? 'no exit' : `exit ${status}` });
  }
  return { worked, broken };
}

async function statusOf(
  { world, server, signal, plan }: Lab,
  command: string,
  database: string,
): Promise<number | undefined> {
  if (!world.command) throw new Error('A command is named, and nobody here runs it.');
  const environment = { DATABASE_URL: server.address('migrator', database) };
  const { status } = await world.command(command, { environment, patienceMs: plan.limits.passMs, signal });
  signal.throwIfAborted();
  return status;
}
