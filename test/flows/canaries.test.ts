import { expect, test } from '@jest/globals';
import { embedded } from '../../src/databases/embedded/index.ts';
import { success } from '../../src/domain/errors.ts';
import type { Report } from '../../src/domain/report.ts';
import { readProposal } from '../../src/flows/proposal.ts';
import { review } from '../../src/flows/review.ts';
import { approvalsJson } from '../../src/report/approvals.ts';
import { htmlPage } from '../../src/report/html.ts';
import { toJson } from '../../src/report/json.ts';
import { ruleIds } from '../../src/rules/index.ts';
import { Story } from '../conversation/story.ts';

/** One in every column of the row, and one in the address of the webhook. */
const canaries = ['7700770011', 'canary-mail', 'canary-json', '99110.0077', 'canary-hook'];
const table = 'create table people (id bigint primary key, email text, doc jsonb, paid numeric);\n';
const rows = [1, 2]
  .map((n) => `insert into people values (770077001${n}, 'canary-mail', '{"a": "canary-json"}', 99110.0077);\n`)
  .join('');
const settings =
  'approval: { users: [bob] }\nvolume: { seed: db/seed.sql, rows: 2 }\nrehearsal: { rollback: false, rerun: false }\n' +
  'notify: { webhooks: [https://hooks.example.com/canary-hook] }\n';

/** The pull request with its rows in a real Postgres. */
async function opened(sql: string): Promise<{ readonly story: Story; readonly reports: readonly Report[] }> {
  const story = new Story(settings);
  const { objects, base, conversation } = story;
  const configured = { '.github/migration-rehearsal.yml': settings };
  objects.commit(base, { ...configured, 'migrations/0001_people.sql': table, 'db/seed.sql': rows });
  const reports: Report[] = [];
  story.report = async (head) => {
    const { source } = objects;
    const compare: typeof source.compare = async (from, to) => {
      const compared = await source.compare(from, to);
      return compared.ok ? success({ ...compared.value, baseRef: 'main' }) : compared;
    };
    const proposal = await readProposal({ base, head, rules: ruleIds }, { ...source, compare });
    const { report } = await review(proposal, 'rehearsal', {
      database: () => ({ name: 'embedded', start: (request) => embedded.start({ ...request, major: 17 }) }),
      clock: conversation.clock,
      progress: { stage: () => undefined, note: () => undefined },
      signal: new AbortController().signal,
    });
    reports.push(report);
    return report;
  };
  await story.open(sql);
  return { story, reports };
}

test.each([
  ['a value that is no number', 'alter table people alter email type integer using email::integer;\n', '22P02', 0],
  ['a row that a check forbids', 'alter table people add check (paid < 0);\n', '23514', 0],
  ['two rows alike', 'create unique index people_email on people (email);\n', '23505', 0],
  ['an index', 'create index people_email on people (email);\n', 'create-index-not-concurrent', 1],
])(
  '%s: whatever is shown, asked and told of it, nothing of the rows or the webhook leaves',
  async (_, sql, shown, announced) => {
    const { story, reports } = await opened(sql);
    const settled: Report[] = [];
    Object.assign(story.world, { settled: (report: Report) => Promise.resolve(void settled.push(report)) });
    for (const command of ['status', 'explain', 'approve', 'runbook', 'notify', 'block --reason="Not now"'])
      await story.say('bob', `/migrate ${command}`);
    expect(JSON.stringify(reports)).toContain(shown);
    const { calls, kept } = story.conversation;
    // What fails is announced to nobody.
    expect(story.sent).toHaveLength(announced);
    expect(kept.length).toBeGreaterThan(8);
    const files = [...reports, ...settled].flatMap((one) => [toJson(one), htmlPage(one), approvalsJson(one)]);
    const out = JSON.stringify([calls, kept, files, story.sent.map(({ payload }) => payload)]);
    expect(canaries.filter((canary) => out.includes(canary))).toEqual([]);
  },
  60_000,
);
