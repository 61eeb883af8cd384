import type { IncomingMessage, ServerResponse } from 'node:http';
import { user } from './bodies.ts';
import { example, type Endpoint } from './contract.ts';
import type { Reply } from './faults.ts';
import { notFound, refusal } from './faults.ts';
import { ok, page, type Call, type Route } from './routes.ts';
import type { Artifact, State, WorkflowRun } from './state.ts';
import { instant } from './state.ts';

const actions = '/repos/{owner}/{repo}/actions';

export const runRoutes: Readonly<Partial<Record<Endpoint, Route>>> = {
  [`GET ${actions}/runs/{run_id}`]: { needs: 'actions', answer: (state, call) => getRun(state, call) },
  [`GET ${actions}/runs/{run_id}/artifacts`]: { needs: 'actions', answer: (state, call) => listArtifacts(state, call) },
  [`GET ${actions}/artifacts/{artifact_id}/{archive_format}`]: {
    needs: 'actions',
    answer: (state, call) => download(state, call),
  },
  [`POST ${actions}/runs/{run_id}/cancel`]: { needs: 'actions', answer: (state, call) => cancel(state, call) },
};

const runOf = ({ runs }: State, { parameters }: Call): WorkflowRun | undefined =>
  runs.get(Number(parameters['run_id']));

function getRun(state: State, call: Call): Reply {
  const run = runOf(state, call);
  if (run === undefined) return notFound();
  const { id, event, head, by, againBy = by, conclusion } = run;
  return ok({
    ...example('workflow-run'),
    id,
    event,
    head_sha: head,
    actor: user(by),
    triggering_actor: user(againBy),
    status: conclusion === undefined ? 'in_progress' : 'completed',
    conclusion: conclusion ?? null,
  });
}

function listArtifacts(state: State, call: Call): Reply {
  if (runOf(state, call) === undefined) return notFound();
  const name = call.query.get('name');
  const all = [...state.artifacts.values()].filter(
    (one) => one.run === Number(call.parameters['run_id']) && (name === null || one.name === name),
  );
  const { body, ...reply } = page(all.map(artifactBody), call.query);
  return { ...reply, body: { total_count: all.length, artifacts: body } };
}

const artifactBody = ({ id, name, zip, size = zip.length, expired }: Artifact) => ({
  ...example('artifact'),
  id,
  name,
  size_in_bytes: size,
  expired: expired === true,
});

/** The bytes lie with somebody else, where whoever knows the address may have them for a minute. */
function download({ artifacts }: State, { parameters }: Call): Reply {
  const found = artifacts.get(Number(parameters['artifact_id']));
  if (found === undefined) return notFound();
  if (found.expired === true) return refusal(410, 'Artifact has expired');
  return { status: 302, headers: { location: `{storage}/${found.id}.zip?sig=for-a-minute` }, body: undefined };
}

/** The runner ends the job some seconds later; what it is doing goes on until then. */
function cancel(state: State, call: Call): Reply {
  const run = runOf(state, call);
  if (run === undefined) return notFound();
  if (run.conclusion !== undefined) return refusal(409, 'Cannot cancel a workflow run that is completed.');
  state.runs.set(run.id, { ...run, conclusion: 'cancelled' });
  instant(state);
  return { status: 202, body: {} };
}

/** Where artifacts lie. Another host than GitHub's: a token that comes here is given away. */
export function serveStorage(request: IncomingMessage, response: ServerResponse, { artifacts }: State): string[] {
  const [, id = ''] = /^\/storage\/(\d+)\.zip\?sig=for-a-minute$/.exec(request.url ?? '') ?? [];
  const found = artifacts.get(Number(id));
  response.writeHead(found === undefined ? 403 : 200, { 'content-type': 'application/zip' });
  response.end(found?.zip);
  return [
    ...(request.headers.authorization === undefined ? [] : ['the token went to where artifacts lie']),
    ...((request.headers.host ?? '').startsWith('localhost:') ? [] : ['artifacts were asked for at GitHub itself']),
  ];
}
