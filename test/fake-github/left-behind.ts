import { execFileSync } from 'node:child_process';
import type { Reply } from './faults.ts';
import { resolve } from './routes.ts';
import type { PullRequest, State } from './state.ts';

/** Our checks on the commits of pull requests, as GraphQL tells of them. */
export function leftBehind(state: State, variables: Readonly<Record<string, unknown>>): Reply {
  const all = [...state.pullRequests.values()].toSorted((one, other) => touched(other).localeCompare(touched(one)));
  const open = all.filter((pull) => (pull.state ?? 'open') === 'open');
  const closed = all.filter((pull) => pull.state === 'closed').slice(0, Number(variables['closed']));
  const from = Number(variables['after'] ?? 0);
  const end = from + Number(variables['open']);
  const more = open.length > end;
  const repository = {
    open: {
      nodes: open.slice(from, end).map((pull) => ({ ...found(state, pull), mergeQueueEntry: queued(state, pull) })),
      pageInfo: { hasNextPage: more, endCursor: more ? String(end) : null },
    },
    ...(variables['withClosed'] === true && { closed: { nodes: closed.map((pull) => found(state, pull)) } }),
  };
  return { status: 200, body: { data: { repository } } };
}

const touched = ({ updatedAt }: PullRequest): string => updatedAt ?? '2020-01-01T00:00:00Z';

function found(state: State, pull: PullRequest) {
  const head = resolve(state, pull.head) ?? pull.head;
  const { repository } = state;
  const range = [head, `^${resolve(state, pull.base) ?? ''}`];
  const log = execFileSync('git', ['-C', repository, 'rev-list', '--reverse', ...range], { encoding: 'utf8' });
  const commits = log.split('\n').filter(Boolean).slice(-10);
  return {
    number: pull.number,
    state: pull.merged === true ? 'MERGED' : pull.state === 'closed' ? 'CLOSED' : 'OPEN',
    updatedAt: touched(pull),
    baseRefName: pull.base,
    headRefOid: head,
    commits: { nodes: commits.map((commit) => ({ commit: checked(state, commit) })) },
    timelineItems: { nodes: (pull.replaced ?? []).map((commit) => ({ beforeCommit: checked(state, commit) })) },
  };
}

const queued = (state: State, { queued: group }: PullRequest) =>
  group === undefined
    ? null
    : { state: 'AWAITING_CHECKS', baseCommit: { oid: group.base }, headCommit: checked(state, group.head) };

function checked(state: State, oid: string) {
  const runs = [...state.checks.values()].filter(({ head }) => head === oid);
  const nodes = runs.map(({ id, name, status, title }) => ({
    name,
    status: status.toUpperCase(),
    title,
    startedAt: state.checkTimes.get(id)?.began ?? null,
  }));
  return { oid, checkSuites: { nodes: [{ checkRuns: { nodes } }] } };
}
