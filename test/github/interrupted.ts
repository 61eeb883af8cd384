import { expect } from '@jest/globals';
import { receiptIn } from '../../src/approval/receipts.ts';
import { success } from '../../src/domain/errors.ts';
import type { Sha } from '../../src/domain/pull-request.ts';
import type { Report } from '../../src/domain/report.ts';
import type { Trigger } from '../../src/domain/trigger.ts';
import type { HandleWorld } from '../../src/flows/handle.ts';
import { handle } from '../../src/flows/handle.ts';
import { readProposal } from '../../src/flows/proposal.ts';
import { unfinished } from '../../src/flows/publish.ts';
import { review } from '../../src/flows/review.ts';
import { shown } from '../../src/flows/show.ts';
import { githubHost } from '../../src/github/host.ts';
import { githubPublisher } from '../../src/github/publisher.ts';
import type { StartedCheck } from '../../src/ports/publisher.ts';
import { ruleIds } from '../../src/rules/index.ts';
import { Objects } from '../conversation/objects.ts';
import { dangerous, harmless } from '../conversation/story.ts';
import type { CallFault } from '../fake-github/faults.ts';
import type { FakeGitHub } from '../fake-github/server.ts';
import { fakeGitHub } from '../fake-github/server.ts';
import type { State } from '../fake-github/state.ts';
import { bodyOf, edited, nodeOf, written } from '../fake-github/state.ts';
import { repository } from '../git/repository.ts';

const configuration = {
  'migrations/0001_orders.sql': 'create table orders (id bigint primary key, email text);\n',
  '.github/migration-rehearsal.yml':
    'approval:\n  users: [bob, carol]\n  emergency: [erin]\nnotify:\n  webhooks: [https://hooks.example/T0]\n',
};
const email = (sql: string) => ({ 'migrations/0002_email.sql': sql });

/** What a real repository holds, and the product reads from memory: stories are told by the hundred. */
function history() {
  const git = repository();
  const objects = new Objects();
  const commit = (branch: string, files: Readonly<Record<string, string>>, parent?: Sha): Sha =>
    objects.commit(git.on(branch).commit(files), files, parent);
  const base = commit('main', configuration);
  const opened = commit('feature', email(dangerous), base);
  const unrelated = commit('feature', { 'README.md': 'More words.\n' }, opened);
  const moved = commit('feature', email(`${dangerous}${harmless}`), unrelated);
  git.on('main');
  const safe = commit('safe', email(harmless), base);
  git.on('main');
  const group = commit('gh-readonly-queue/main/pr-7', email(dangerous), base);
  return { git, objects, base, opened, unrelated, moved, safe, group };
}

const { git, objects, base, ...heads } = history();
const { opened, unrelated, moved, safe, group } = heads;

/** To be called once no story is told any more. */
export const forget = (): void => {
  git[Symbol.dispose]();
};

const nothing = () => Promise.reject(new Error('Nothing is rehearsed in these stories'));
const reports = new Map<Sha, Promise<Report>>();

/** What reading the SQL of a commit gives. */
function reportOf(head: Sha): Promise<Report> {
  const known = reports.get(head) ?? reading(head);
  reports.set(head, known);
  return known;
}

async function reading(head: Sha): Promise<Report> {
  const { source } = objects;
  const compare: typeof source.compare = async (...range) => {
    const compared = await source.compare(...range);
    return compared.ok ? success({ ...compared.value, baseRef: base }) : compared;
  };
  const proposal = await readProposal({ base, head, rules: ruleIds }, { ...source, compare });
  const world = {
    ...{ database: () => ({ start: nothing }), migrations: nothing, checkOut: nothing },
    ...{ clock: { now: () => 0, elapsed: () => 0 }, progress: { stage: () => undefined, note: () => undefined } },
    signal: new AbortController().signal,
  };
  return (await review(proposal, 'reading', world as never)).report;
}

/** A job of a workflow that hears one event: its main step, then its post step. Gives what was not done. */
async function hear({ github, sent }: Scene, trigger: Trigger, attempt: string): Promise<readonly string[]> {
  const { state, url } = github;
  const place = [
    { token: 'a-token', apiUrl: url, sleep: () => Promise.resolve() },
    { owner: 'acme', repo: 'shop' },
  ] as const;
  const begun: StartedCheck[] = [];
  const world: HandleWorld = {
    host: githubHost(...place),
    publisher: githubPublisher(...place),
    announcer: { post: (_, payload) => Promise.resolve(success(void sent.push(JSON.stringify(payload)))) },
    clock: { now: () => state.now, elapsed: () => state.now },
    wishes: {},
    needsApproval: 'failure',
    forks: 'rehearsal',
    attempt: { attempt, details: 'https://github.test/acme/shop/actions/runs/500' },
    open: () => Promise.resolve(success({ source: objects.source })),
    review: async ({ range: { head } }) => {
      const report = await reportOf(head);
      return { ...shown(report, undefined, { target: { name: '', head, attempt, details: '' }, id: '' }), report };
    },
    started: (check) => begun.push(check),
    log: () => undefined,
  };
  const { problems, published } = await handle(trigger, world);
  if (published?.checkCompleted !== true) {
    // The post step is another process, and has nothing but what the main step saved.
    const publisher = githubPublisher(...place);
    const page = unfinished('the run stopped before it ended', '');
    for (const check of begun) await publisher.completeCheck(check, { conclusion: 'failure', digest: '', page });
  }
  return problems.map(({ says }) => says);
}

type Conclusion = 'success' | 'failure';

/** What happened before, what happens, and what the check says in the end. */
interface Case {
  readonly before: (scene: Scene) => Promise<unknown>;
  readonly event: (scene: Scene) => Trigger;
  readonly ends: Conclusion;
  /** Whose check it is, where not the pull request's. */
  readonly head?: Sha;
  /** A reminder is what is left of it. */
  readonly reminds?: true;
  /** What was sent to the webhook, and the record of it. */
  readonly announces?: true;
}

/** The base branch is called by its commit, which the stand-in needs not ask git for. */
const run = (head: Sha): Trigger => ({ kind: 'pull-request', number: 7, base, baseRef: base, head, fromFork: false });

/** One pull request of ada's, and whoever comments on it. */
class Scene {
  private runs = 500;
  readonly github: FakeGitHub;
  /** What the webhook got. */
  readonly sent: string[] = [];

  constructor(github: FakeGitHub) {
    this.github = github;
  }

  get state(): State {
    return this.github.state;
  }

  /** The pull request's branch is now at this commit. */
  push(head: Sha): Trigger {
    const pull = this.state.pullRequests.get(7);
    this.state.pullRequests.set(7, { number: 7, base, author: 'ada', ...pull, head });
    return run(head);
  }

  /** A minute after what was there to be read: what is written sooner may speak of something else. */
  write(login: string, body: string): Trigger & { readonly kind: 'comment' } {
    this.state.now += 60_000;
    return { kind: 'comment', number: 7, comment: nodeOf(written(this.state, login, body)) };
  }

  /** Every delivery is a run of its own. */
  hear(trigger: Trigger): Promise<readonly string[]> {
    this.state.now += 60_000;
    return hear(this, trigger, `${(this.runs += 1)}.1`);
  }

  async open(head: Sha): Promise<void> {
    await this.hear(this.push(head));
  }

  async say(login: string, body: string): Promise<string> {
    const said = this.write(login, body);
    await this.hear(said);
    return said.comment;
  }
}

const digestOf = async (head: Sha): Promise<string> => (await reportOf(head)).digest;
const approved = async (scene: Scene): Promise<string> => {
  await scene.open(opened);
  return scene.say('bob', '/migrate approve');
};
const commented =
  (login: string, body: string) =>
  (scene: Scene): Trigger =>
    scene.write(login, body);

/** Edited after it was heard: what it gave is gone. */
function editedComment({ state }: Scene): Trigger {
  const comment = [...state.comments.values()].find(({ author }) => author === 'bob')!;
  edited(state, comment.id, 'Never mind.');
  return { kind: 'comment-changed', number: 7, comment: nodeOf(comment) };
}

const queue = 'refs/heads/gh-readonly-queue/main/pr-7';
const queued = (): Trigger => ({ kind: 'merge-group', base, baseRef: base, head: group, queue });

function merged(scene: Scene): Trigger {
  scene.state.pullRequests.set(7, { ...scene.state.pullRequests.get(7)!, state: 'closed', merged: true });
  return { kind: 'closed', number: 7, merged: true };
}

const override = `/migrate override --reason="incident 42" --confirm=${(await digestOf(opened)).slice(0, 12)}`;

export const cases: Readonly<Record<string, Case>> = {
  'a first run': { before: () => Promise.resolve(), event: (scene) => scene.push(opened), ends: 'failure' },
  'a run of what is harmless': { before: () => Promise.resolve(), event: (scene) => scene.push(safe), ends: 'success' },
  'a run of what is approved': { before: approved, event: (scene) => scene.push(unrelated), ends: 'success' },
  approve: { before: (scene) => scene.open(opened), event: commented('bob', '/migrate approve'), ends: 'success' },
  revoke: { before: approved, event: commented('carol', '/migrate revoke'), ends: 'failure' },
  block: { before: (scene) => scene.open(safe), event: commented('bob', '/migrate block'), ends: 'failure' },
  override: { before: (scene) => scene.open(opened), event: commented('erin', override), ends: 'success' },
  refused: { before: (scene) => scene.open(opened), event: commented('ada', '/migrate approve'), ends: 'failure' },
  notify: {
    before: (scene) => scene.open(safe),
    event: commented('ada', '/migrate notify'),
    ends: 'success',
    announces: true,
  },
  'an approval edited away': { before: approved, event: editedComment, ends: 'failure' },
  'a merge group that is approved': { before: approved, event: queued, ends: 'success', head: group },
  'a merge group that nobody approved': {
    before: (scene) => scene.open(opened),
    event: queued,
    ends: 'failure',
    head: group,
  },
  'a reminder after the merge': {
    before: async (scene) => {
      await approved(scene);
      await scene.say('bob', '/migrate started');
    },
    event: merged,
    ends: 'success',
    reminds: true,
  },
};

/** Some calls in a row, from the one that the story is interrupted at; `away` = until the event is delivered again. */
const ways = {
  'bad gateway': { what: 'bad-gateway', calls: 1 },
  'bad gateway until the client gives up': { what: 'bad-gateway', calls: 4 },
  'rate limited': { what: 'rate-limited', calls: 1 },
  'rate limited until the client gives up': { what: 'rate-limited', calls: 3 },
  refused: { what: 'forbidden', calls: 1 },
  'fails after its effect': { what: 'fails-after-effect', calls: 1 },
  'hangs up': { what: 'hangs-up', calls: 1 },
  away: { what: 'bad-gateway', calls: 200 },
  'the head moves': {
    what: (state) => void state.pullRequests.set(7, { ...state.pullRequests.get(7)!, head: moved }),
    calls: 1,
  },
} as const satisfies Readonly<Record<string, { readonly what: CallFault['what']; readonly calls: number }>>;

type Way = keyof typeof ways;
const everyWay = Object.keys(ways) as readonly Way[];
/** Where what was done and what is known of it part; the other ways take turns from call to call. */
const worst = ['fails after its effect', 'away', 'the head moves'] as const satisfies readonly Way[];
const others = everyWay.filter((way) => !worst.some((one) => one === way));

/** The scene as it stands before the event: told once, and copied for every interruption. */
async function begun({ before }: Case): Promise<State> {
  await using github = await fakeGitHub({ repository: git.directory });
  const { state } = github;
  for (const login of ['ada', 'bob', 'carol', 'erin']) state.roles.set(login, 'write');
  await before(new Scene(github));
  expect(github.violations).toEqual([]);
  return structuredClone(state);
}

async function scene(state: State, faults: readonly CallFault[]): Promise<FakeGitHub> {
  const github = await fakeGitHub({ repository: git.directory, faults });
  Object.assign(github.state, structuredClone(state));
  return github;
}

/** Interrupts the story at each of its calls, in the worst ways and one more or in one after the other; gives how often. */
export async function interruptedEverywhere(name: string, how: 'in the worst ways' | 'in turn'): Promise<number> {
  const told = cases[name];
  if (told === undefined) throw new Error(`There is no story ${name}`);
  const before = await begun(told);
  const calls = await calm(told, before);
  let interruptions = 0;
  for (let at = 1; at <= calls; at += 1) {
    const turn = how === 'in turn' ? everyWay : others;
    for (const way of [...(how === 'in turn' ? [] : worst), turn[at % turn.length]!]) {
      await interrupted(told, before, { way, at });
      interruptions += 1;
    }
  }
  return interruptions;
}

/** Undisturbed; gives how many calls it takes. */
async function calm(told: Case, before: State): Promise<number> {
  await using github = await scene(before, []);
  const story = new Scene(github);
  expect(await story.hear(told.event(story))).toEqual([]);
  const { length } = github.calls;
  expect([checkOf(story, told), await broken(story), github.violations]).toEqual([told.ends, [], []]);
  return length;
}

async function interrupted(told: Case, before: State, { way, at }: { readonly way: Way; readonly at: number }) {
  const { what, calls } = ways[way];
  const faults = Array.from({ length: calls }, (_, index): CallFault => ({ at: at + index, what }));
  await using github = await scene(before, faults);
  const story = new Scene(github);
  const where = `${way} at call ${at}`;
  const trigger = told.event(story);
  await story.hear(trigger);
  faults.length = 0;
  // Where GitHub was away to the end, the next run closes what this one left; else nothing is left at all.
  if (way !== 'away') expect([where, await broken(story)]).toEqual([where, []]);
  if (way === 'the head moves') await story.hear(run(moved));
  await story.hear(trigger);
  expect([where, await broken(story), github.violations]).toEqual([where, [], []]);
  if (way === 'the head moves') expect([where, conclusionOf(story, moved)]).toEqual([where, 'failure']);
  // Whoever is told that they may not takes that for the answer.
  else if (way !== 'refused') expect([where, checkOf(story, told)]).toEqual([where, told.ends]);
  if (told.reminds)
    expect([where, saidBy(story).filter((line) => line.includes(':reminder'))]).toEqual([where, [expect.anything()]]);
  // Whoever was refused, or asks for what is not there any more, announces nothing.
  if (told.announces && way !== 'refused' && way !== 'the head moves')
    expect([where, story.sent.length > 0, recordsOf(story)]).toEqual([where, true, 1]);
}

const recordsOf = (story: Scene): number => saidBy(story).filter((line) => line.startsWith('notify for ')).length;

const conclusionOf = ({ state }: Scene, head: Sha): string | null | undefined =>
  [...state.checks.values()].findLast((check) => check.head === head)?.conclusion;

const checkOf = (story: Scene, { head }: Case) =>
  conclusionOf(story, head ?? (story.state.pullRequests.get(7)!.head as Sha));

/** What must hold after any interruption, wherever it came: the sentences that are broken. */
async function broken(story: Scene): Promise<readonly string[]> {
  const checks = [...story.state.checks.values()];
  return [
    ...(await wronglyGreen(story)),
    ...twice(saidBy(story)).map((what) => `said twice: ${what}`),
    ...checks.filter(({ status }) => status !== 'completed').map(({ head }) => `pending: ${head}`),
    ...story.sent
      .slice(1)
      .filter((text) => !text.includes(repeats))
      .map(() => 'announced twice without a word'),
    ...(recordsOf(story) > story.sent.length ? ['recorded and not announced'] : []),
  ];
}

const repeats = 'Announced once more: an earlier announcement of the same migrations may have reached you.';

const oursIn = ({ state }: Scene) => [...state.comments.values()].filter(({ author }) => author === state.self);

/** What each of our comments is, each of which may be there once: the report, a receipt, an answer, a reminder. */
const saidBy = (story: Scene): readonly string[] =>
  oursIn(story).map((comment) => {
    const body = bodyOf(comment);
    const receipt = receiptIn({ ours: true, body });
    if (receipt !== undefined) return `${receipt.kind} for ${receipt.source.node}`;
    return body.startsWith('<!-- migration-rehearsal:report') ? 'the report' : (body.split('\n')[0] ?? '');
  });

const twice = (names: readonly string[]): readonly string[] => names.filter((name, at) => names.indexOf(name) !== at);

/** Green without need, or by somebody’s word for exactly these migrations: said apart from the product. */
async function wronglyGreen(story: Scene): Promise<readonly string[]> {
  const receipts = oursIn(story).flatMap((comment) => receiptIn({ ours: true, body: bodyOf(comment) }) ?? []);
  const green = [...story.state.checks.values()].filter(({ conclusion }) => conclusion === 'success');
  const wrong = await Promise.all(
    green.map(async ({ head }) => {
      const { digest, findings } = await reportOf(head as Sha);
      const needed = findings.some(({ severity }) => severity === 'blocker');
      const given = receipts.some((one) => one.digest === digest && ['approve', 'override'].includes(one.kind));
      return needed && !given ? [`green without an approval: ${head}`] : [];
    }),
  );
  return wrong.flat();
}
