import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Report } from '../../src/domain/report.ts';
import { embedded } from '../../src/databases/embedded/index.ts';
import { readProposal } from '../../src/flows/proposal.ts';
import { review } from '../../src/flows/review.ts';
import { openRepository } from '../../src/git/repository.ts';
import { ruleIds } from '../../src/rules/index.ts';
import { repository } from '../git/repository.ts';

export const examples = 'examples/incidents';

/** The folders of examples/incidents, in their order. */
export const incidents: readonly string[] = readdirSync(examples, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .toSorted();

/** Reviews the pull request of an incident's folder against its base, on a real Postgres. */
export async function reviewed(incident: string, major = 17): Promise<Report> {
  using made = repository();
  made.commit({ ...filesOf(incident, 'base'), [profilePath]: freshProfile(incident) });
  made.on('topic').commit(filesOf(incident, 'pull-request'));
  const opened = await openRepository(made.directory);
  if (!opened.ok) throw new Error(opened.problem.says);
  const proposal = await readProposal({ base: 'main', head: 'topic', rules: ruleIds }, opened.value);
  const { report } = await review(proposal, 'rehearsal', {
    database: () => ({ name: 'embedded', start: (request) => embedded.start({ ...request, major }) }),
    clock: { now: () => Date.now(), elapsed: () => performance.now() },
    progress: { stage: () => undefined, note: () => undefined },
    signal: new AbortController().signal,
  });
  return report;
}

const profilePath = '.github/migration-rehearsal.profile.json';

/** As a job that takes it every night would have left it. */
function freshProfile(incident: string): string {
  const profile: unknown = JSON.parse(readFileSync(join(examples, incident, 'base', profilePath), 'utf8'));
  return JSON.stringify({ ...(profile as object), takenAt: new Date(Date.now() - 86_400_000).toISOString() });
}

function filesOf(incident: string, side: 'base' | 'pull-request'): Record<string, string> {
  const folder = join(examples, incident, side);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [relative(folder, path), readFileSync(path, 'utf8')];
    }),
  );
}
