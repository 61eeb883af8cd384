import { success } from '../../domain/errors.ts';
import type { Direction, MigrationFile } from '../../domain/migration.ts';
import type { MigrationTool, ReadSettings } from '../../ports/migration-tool.ts';
import { folderOf, upwards, within } from '../path.ts';
import { asPsql } from '../psql.ts';
import { wholeFile, withoutMark } from '../text.ts';
import { compareNames } from '../versions.ts';
import { changesOf, placeOf } from './plan.ts';

// Verify scripts change nothing: they are no migrations.
const script = /^(?:.*\/)?(deploy|revert)\/(.+)\.sql$/;
const plansOf = (path: string): readonly string[] =>
  upwards(folderOf(path)).map((folder) => within(folder, 'sqitch.plan'));

interface Planned extends Pick<MigrationFile, 'place' | 'stamp' | 'neverRuns'> {
  readonly identity: string;
}

/** What the nearest plan says of a script. */
function planned(path: string, version: string, direction: Direction, { companions }: ReadSettings): Planned {
  const found = plansOf(path).find((plan) => companions.has(plan));
  const unplanned = { identity: `${direction} ${version}` };
  if (found === undefined) return unplanned;
  const changes = changesOf(companions.get(found) ?? '');
  const place = placeOf(changes, version);
  const change = changes[place];
  if (change === undefined) return { ...unplanned, neverRuns: `is not in ${found}, so Sqitch never runs it.` };
  return { place: [place], stamp: place, identity: `${direction} ${change.name} ${change.round}` };
}

export const tool: MigrationTool = {
  id: 'sqitch',
  title: 'Sqitch',
  downs: 'pairs',
  // “Cannot find this change in sqitch.plan”: an id is made of all changes before it (seen with 1.3.1).
  olderVersion: 'refused',
  afterFailure: {
    says: 'The changes that this run had deployed are reverted again by their revert scripts; of the failed script stays what it committed itself.',
    command: 'sqitch deploy',
  },
  outsideTransaction: {
    says: 'psql runs the script statement by statement: leave BEGIN and COMMIT out of it.',
    before: '',
    after: '',
  },
  sessionSettings: 'the environment of Sqitch: PGOPTIONS="-c lock_timeout=5s"',
  recognise(path) {
    const [, folder, name] = script.exec(path) ?? [];
    return name === undefined ? undefined : { version: name, direction: folder === 'revert' ? 'down' : 'up' };
  },
  companions: plansOf,
  // Names tell no order: only the plan does.
  compareVersions: compareNames,
  read(file, settings) {
    const { text, warnings } = withoutMark(file.text);
    const { version = '', direction = 'up' } = this.recognise(file.path) ?? {};
    const plan = planned(file.path, version, direction, settings);
    const transaction = settings.transaction ?? 'per-statement';
    const whole = { tool: this.id, version, direction, transaction, text, warnings };
    // What never runs need not be readable.
    if (plan.neverRuns !== undefined) return success({ ...wholeFile(file, { ...whole, script: '' }), ...plan });
    // The one variable that Sqitch sets itself: the schema of its own tables.
    const placeholders = { registry: 'sqitch', ...settings.placeholders };
    const script = asPsql({ path: file.path, text }, { ...settings, placeholders });
    if (!script.ok) return script;
    return success({ ...wholeFile(file, { ...whole, script: script.value }), freshSettings: true, ...plan });
  },
};
