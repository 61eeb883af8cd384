import type { Result } from '../domain/errors.ts';
import { failure, success } from '../domain/errors.ts';
import type { Sha } from '../domain/pull-request.ts';
import type { RunHost, WorkflowRun } from '../ports/run-host.ts';
import type { Client, ClientSettings, Repository } from './client.ts';
import { connect } from './client.ts';
import { told, troubleOf } from './trouble.ts';

const reading = { permission: 'actions: read' };

/** Runs of this repository's workflows. */
export function githubRuns(settings: ClientSettings, repository: Repository): RunHost {
  const client = connect(settings);
  return {
    run: (id) => attempt({ ...reading, doing: 'read the run' }, () => run(client, repository, id)),
    artifact: (id, name, most) =>
      attempt({ ...reading, doing: 'read what the run left' }, () => artifact(client, repository, { id, name, most })),
    cancel: (id) =>
      attempt({ doing: 'stop the run', permission: 'actions: write' }, () => cancel(client, repository, id)),
  };
}

async function attempt<Value>(
  what: { readonly doing: string; readonly permission: string },
  act: () => Promise<Result<Value>>,
): Promise<Result<Value>> {
  try {
    return await act();
  } catch (error) {
    return told(error, what);
  }
}

async function run(client: Client, repository: Repository, id: number): Promise<Result<WorkflowRun>> {
  const { data } = await client.rest.actions.getWorkflowRun({ ...repository, run_id: id });
  const by = data.triggering_actor?.login ?? data.actor?.login;
  return success({ event: data.event, head: data.head_sha as Sha, ...(by !== undefined && { by }) });
}

interface Wanted {
  readonly id: number;
  readonly name: string;
  readonly most: number;
}

async function artifact(
  client: Client,
  repository: Repository,
  { id, name, most }: Wanted,
): Promise<Result<Uint8Array | undefined>> {
  const { data } = await client.rest.actions.listWorkflowRunArtifacts({
    ...repository,
    run_id: id,
    name,
    per_page: 100,
  });
  // A run that was started again leaves a second one of the same name.
  const [newest] = data.artifacts
    .filter((one) => one.name === name && !one.expired)
    .sort((one, other) => other.id - one.id);
  if (newest === undefined) return success(undefined);
  if (newest.size_in_bytes > most) return failure(tooLarge);
  const bytes = await zipOf(newest.id, client, repository);
  return bytes !== undefined && bytes.length > most ? failure(tooLarge) : success(bytes);
}

async function zipOf(id: number, client: Client, repository: Repository): Promise<Uint8Array | undefined> {
  const asked = { ...repository, artifact_id: id, archive_format: 'zip' };
  try {
    const { data } = await client.rest.actions.downloadArtifact(asked);
    return new Uint8Array(data as ArrayBuffer);
  } catch (error) {
    // 410: it has expired since it was listed.
    if (troubleOf(error).kind !== 'invalid') throw error;
    return undefined;
  }
}

const tooLarge = {
  code: 'github',
  says: 'What the run left is larger than anything this Action writes, so it was not read.',
  advice: 'Read the log of that run.',
} as const;

async function cancel(client: Client, repository: Repository, id: number): Promise<Result<undefined>> {
  try {
    await client.rest.actions.cancelWorkflowRun({ ...repository, run_id: id });
  } catch (error) {
    // 409: it has ended already.
    if (troubleOf(error).kind !== 'invalid') throw error;
  }
  return success(undefined);
}
