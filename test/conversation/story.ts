import type { Run } from '../../src/commands/command.ts';
import { receiptIn } from '../../src/approval/receipts.ts';
import type { Receipt } from '../../src/domain/approval.ts';
import { failure, success } from '../../src/domain/errors.ts';
import type { Problem } from '../../src/domain/errors.ts';
import type { Sha } from '../../src/domain/pull-request.ts';
import type { Report } from '../../src/domain/report.ts';
import { comment } from '../../src/flows/comment.ts';
import type { Commented } from '../../src/flows/comment.ts';
import type { DeedsWorld } from '../../src/flows/deeds.ts';
import { readProposal } from '../../src/flows/proposal.ts';
import { rehearse } from '../../src/flows/rehearse.ts';
import { review } from '../../src/flows/review.ts';
import { shown } from '../../src/flows/show.ts';
import { ruleIds } from '../../src/rules/index.ts';
import { Conversation, sha } from './host.ts';
import type { KeptComment } from './host.ts';
import { Objects } from './objects.ts';

export const dangerous = 'create index orders_email on orders (email);\n';
export const destructive = 'drop table orders;\n';
export const harmless = 'alter table orders add column note text;\n';

const configuration = 'approval:\n  users: [bob, carol]\n  emergency: [erin]\n';
const nothing = () => Promise.reject(new Error('Nothing is rehearsed in this story'));

/** What reading the same migrations gave before: stories are told by the hundred. */
const read = new Map<string, Report>();

/**
 * One pull request of alice's on a code host in memory, from the first run to the last comment. Reports are what
 * reading the SQL gives; everything else is what the product does.
 */
export class Story {
  readonly conversation = new Conversation();
  readonly objects = new Objects();
  /** Rehearsals that were begun, by commit. */
  readonly rehearsed: Sha[] = [];
  readonly stopped: Run[] = [];
  readonly base = sha('b0');
  private letter = 0;

  constructor(settings = configuration) {
    const { roles } = this.conversation;
    for (const [login, role] of [
      ['alice', 'write'],
      ['bob', 'write'],
      ['carol', 'maintain'],
      ['dave', 'write'],
      ['erin', 'write'],
      ['frank', 'admin'],
      ['rita', 'read'],
      ['tina', 'triage'],
    ] as const)
      roles.set(login, role);
    this.objects.commit(this.base, {
      'migrations/0001_orders.sql': 'create table orders (id bigint primary key, email text);\n',
      '.github/migration-rehearsal.yml': settings,
    });
  }

  /** Alice opens the pull request, and it is looked at for the first time. */
  async open(sql = dangerous, pull: Parameters<Conversation['open']>[0] = {}): Promise<this> {
    const head = this.objects.commit(this.next(), { 'migrations/0002_email.sql': sql }, this.base);
    this.conversation.open({ head, base: { ref: 'main', sha: this.base }, ...pull });
    await this.run();
    return this;
  }

  /** Somebody pushes; nobody has looked at it yet. */
  push(changes: Readonly<Record<string, string | undefined>>, login = 'alice'): Sha {
    const head = this.objects.commit(this.next(), changes, this.head);
    this.conversation.push(head, [{ login, email: `${login}@example.com` }]);
    return head;
  }

  /** The run that every push gets. */
  async run(): Promise<void> {
    const { head, base, fromFork } = this.conversation.pull(7);
    this.rehearsed.push(head);
    this.conversation.now += 1_000;
    await rehearse(
      { range: { base: base.sha, baseRef: base.ref, head }, number: 7, fromFork, fresh: 'kept' },
      {
        ...this.world,
        attempt: { attempt: `${this.rehearsed.length}.1`, details: 'https://ci.example/1' },
        forks: 'rehearsal',
        started: () => undefined,
        review: async () => {
          const report = await this.report(head);
          const words = shown(report, undefined, { target: { name: '', head, attempt: '', details: '' }, id: '' });
          return { ...words, report };
        },
      },
    );
    this.conversation.now += 1_000;
  }

  /** What was sent to webhooks; the story says which of them fail. */
  readonly sent: { readonly address: string; readonly payload: unknown }[] = [];
  readonly deaf = new Map<string, Problem>();

  readonly world: DeedsWorld = {
    announcer: {
      post: (address, payload) => {
        this.sent.push({ address, payload });
        const problem = this.deaf.get(address);
        return Promise.resolve(problem === undefined ? success(undefined) : failure(problem));
      },
    },
    host: this.conversation.host,
    publisher: this.conversation.publisher,
    clock: this.conversation.clock,
    wishes: {},
    needsApproval: 'failure',
    open: () => Promise.resolve(success({ source: this.objects.source })),
    rehearse: async () => {
      await this.run();
      return success(undefined);
    },
    stop: (run) => {
      this.stopped.push(run);
      return Promise.resolve(success(undefined));
    },
  };

  /** Somebody writes a comment, and it is heard. */
  async say(login: string, body: string): Promise<KeptComment> {
    const written = this.conversation.write(login, body);
    await this.hear(written);
    return written;
  }

  hear({ node }: KeptComment): Promise<Commented> {
    this.conversation.now += 1_000;
    return comment({ number: 7, comment: node }, this.world);
  }

  get head(): Sha {
    return this.conversation.pull(7).head;
  }

  /** How the check of the newest commit ended; undefined while it runs, or where there is none. */
  get check(): string | undefined {
    return this.conversation.check(this.head)?.completed?.conclusion;
  }

  get digest(): string {
    return this.conversation.check(this.head)?.completed?.digest ?? '';
  }

  get receipts(): readonly Receipt[] {
    return this.conversation.said().flatMap((one) => receiptIn({ ...one, ours: true }) ?? []);
  }

  /** What we said in answer, without the hidden lines. */
  get answers(): readonly string[] {
    return this.conversation
      .said()
      .filter(({ body }) => body.startsWith('<!-- migration-rehearsal:reply'))
      .map(({ body }) => body.slice(body.indexOf('\n') + 1).replaceAll('\u2060', ''));
  }

  async report(head: Sha): Promise<Report> {
    const proposal = await readProposal({ base: this.base, head, rules: ruleIds }, this.named());
    const key = proposal.ok ? proposal.value.digest : head;
    const known = read.get(key);
    if (known !== undefined) return known;
    const { clock } = this.conversation;
    const world = {
      ...{ database: () => ({ start: nothing }), migrations: nothing, checkOut: nothing },
      ...{ clock, progress: { stage: () => undefined, note: () => undefined }, signal: new AbortController().signal },
    };
    const { report } = await review(proposal, 'reading', world as never);
    read.set(key, report);
    return report;
  }

  private named() {
    const { source } = this.objects;
    return {
      ...source,
      compare: async (base: string, head: string) => {
        const compared = await source.compare(base, head);
        return compared.ok ? success({ ...compared.value, baseRef: this.conversation.pull(7).base.ref }) : compared;
      },
    };
  }

  private next(): Sha {
    this.letter += 1;
    return sha(`c${this.letter.toString(16).padStart(3, '0')}`);
  }
}
