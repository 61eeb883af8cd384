import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Failure, Result } from '../../domain/errors.ts';
import { success } from '../../domain/errors.ts';
import { init } from '../../flows/init.ts';
import type { InitFiles } from '../../flows/init.ts';
import { readProposal } from '../../flows/proposal.ts';
import { review } from '../../flows/review.ts';
import { snapshotOf } from '../../flows/snapshot.ts';
import { trialTable, tryMerged } from '../../flows/try.ts';
import type { Trial } from '../../flows/try.ts';
import { openRepository } from '../../git/repository.ts';
import type { Repository } from '../../git/repository.ts';
import { ruleIds } from '../../rules/index.ts';
import type { Detection } from '../../tools/detection.ts';
import { systemClock } from '../world.ts';
import { print, tell } from './output.ts';
import { localWorld } from './review.ts';

export interface InitOptions {
  readonly repo: string;
  readonly try?: number;
}

/** The release that the written workflows name. */
const release = { action: 'migration-rehearsal/migration-rehearsal@v0 # pin it to a commit' };

export async function runInit(options: InitOptions): Promise<0 | 2> {
  if (options.try !== undefined && !(Number.isInteger(options.try) && options.try > 0)) {
    return refused({
      ok: false,
      problem: { code: 'bad-usage', says: '--try takes a count of merges.', advice: 'For example: --try 20.' },
    });
  }
  const repository = await openRepository(options.repo);
  if (!repository.ok) return refused(repository);
  const head = await repository.value.resolve('HEAD');
  if (!head.ok) return refused(head);
  const now = await snapshotOf(repository.value, head.value, { paths: [], ignore: [] });
  if (!now.ok) return refused(now);
  const { detection } = now.value;
  if (options.try !== undefined) {
    const tried = await tryLast(repository.value, detection, options.try);
    if (!tried.ok) return refused(tried);
  }
  const detected = detection.folders
    .filter(({ readable }) => readable)
    .map(({ tool, folder, paths }) => ({ tool, folders: [folder], migrations: paths.length }));
  const result = await init(detected, filesIn(repository.value.root), release);
  if (!result.ok) return refused(result);
  const { written, kept, next } = result.value;
  await print([...written.map((path) => `wrote ${path}`), ...kept.map(({ says }) => says), '', ...next, ''].join('\n'));
  return 0;
}

function refused({ problem }: Failure): 2 {
  tell(problem);
  return 2;
}

const filesIn = (root: string): InitFiles => ({
  async create(path, text) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    return writeFile(join(root, path), text, { flag: 'wx' }).then(
      () => true,
      (error: unknown) => {
        if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'EEXIST') return false;
        throw error;
      },
    );
  },
});

/** Shows what the last merges would have heard, each as if it were a pull request today. */
async function tryLast(repository: Repository, detection: Detection, count: number): Promise<Result<readonly Trial[]>> {
  const world = localWorld();
  const folders = detection.folders.map(({ folder }) => (folder === '' ? '' : `${folder}/`));
  const known = new Set(detection.folders.flatMap(({ paths }) => paths));
  const trials = await tryMerged('HEAD', count, {
    history: repository,
    clock: systemClock,
    signal: world.signal,
    isMigration: (path) =>
      known.has(path) || (path.endsWith('.sql') && folders.some((folder) => path.startsWith(folder))),
    review: async ({ parent, commit }) => {
      const proposal = await readProposal({ base: parent, head: commit, rules: ruleIds }, repository);
      return success((await review(proposal, 'rehearsal', world)).report);
    },
    tried: ({ commit, verdict }) => {
      world.progress.note(`${commit} ${verdict}`);
    },
  });
  if (trials.ok) await print(`${trialTable(trials.value)}\n`);
  return trials;
}
