import type { Phase } from '../domain/rule.ts';
import { remark, steps } from './kit/instead.ts';
import { addsForCode } from './kit/phase.ts';
import { defineRule, sql, type Phased, type PlacedHit } from './kit/rule.ts';
import { code, listed, shortened } from './kit/text.ts';

export const rule = defineRule({
  id: 'mixed-phases',
  severity: 'warning',
  hazard: 'process',
  checks: 'expand-contract',
  since: 13,
  title: 'Expand, backfill and contract in one pull request',
  why: 'A change that nobody notices takes three deployments. Expand: the new form is added beside the old one. Migrate: code writes both, and then the old rows are filled. Contract: the old form goes when no code uses it. In one deployment old code meets a schema without what it uses, rows written in between are missed by the backfill, and the code cannot be rolled back.',
  examples: {
    given: sql`create table orders (id bigint primary key, note text);`,
    bad: sql`
      alter table orders add column remark text;
      update orders set remark = note;
      alter table orders drop column note;`,
    good: sql`alter table orders add column remark text;`,
  },
  onPullRequest(pull) {
    const phases = pull.phases.filter(({ facts, phase }) => phase !== 'expand' || addsForCode(facts));
    const present = order.filter((phase) => phases.some((one) => one.phase === phase));
    const last = phases.find(({ phase }) => phase === present.at(-1));
    if (present.length < 2 || !last) return [];
    const hit: PlacedHit = {
      at: outer(last),
      objects: [],
      says: `This pull request ${listed(present.map((phase) => `${does[phase]} (${listed(placesOf(phase, phases))})`))}: ${why(present)}`,
      instead: steps(...present.flatMap((phase, index) => pullRequest(index, phase, phases))),
    };
    return [hit];
  },
});

const order: readonly Phase[] = ['expand', 'migrate', 'contract'];
const does: Readonly<Record<Phase, string>> = { expand: 'expands', migrate: 'backfills', contract: 'contracts' };

const why = (present: readonly Phase[]): string =>
  present.includes('contract')
    ? 'code that runs during the deployment meets both schemas, and the release before cannot be brought back.'
    : 'rows are filled before the code runs that writes the new form, and those written in between are missed.';

const outer = ({ facts }: Phased) => facts.inside ?? facts.statement;
const here = (phase: Phase, phases: readonly Phased[]): readonly Phased[] => {
  const mine = phases.filter((one) => one.phase === phase);
  return mine.filter((one, index) => mine.findIndex((other) => outer(other) === outer(one)) === index);
};

/** The first of each phase, by file and line. */
function placesOf(phase: Phase, phases: readonly Phased[]): readonly string[] {
  const places = here(phase, phases).map((one) => code(`${outer(one).file}:${String(outer(one).line)}`));
  return places.length <= 2 ? places : [places[0] ?? '', `${String(places.length - 1)} more`];
}

const first: Readonly<Record<Phase, string>> = {
  expand: 'Expand, deployed before the code that needs it:',
  migrate: 'Backfill, when all running code writes the new form:',
  contract: 'Contract, when no running code uses the old form:',
};

/** What one of the pull requests holds, file by file. */
function pullRequest(index: number, phase: Phase, phases: readonly Phased[]): readonly string[] {
  const mine = here(phase, phases);
  const files = [...new Set(mine.map((one) => outer(one).file))];
  const lines = files.flatMap((file) => {
    const own = mine.filter((one) => outer(one).file === file);
    const others = phases.some((one) => one.phase !== phase && outer(one).file === file);
    if (!others) return [`- ${file} as it is`];
    return own.map(
      (one) => `- from ${file}:${String(outer(one).line)}: ${shortened(outer(one).sql).replace(/\s+/g, ' ')}`,
    );
  });
  return [remark(`Pull request ${String(index + 1)}. ${first[phase]}`), ...lines.map(remark)];
}
