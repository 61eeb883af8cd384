import { as } from '../../../sql/nodes.ts';
import type { Step } from '../../run/script.ts';
import { onCopy } from './copies.ts';
import { breakingHeld, invalidNow, writersHold } from './kill.ts';
import type { Broken } from './kill.ts';
import { failure, failureOf, next, placeOf, remaining } from './points.ts';
import type { Course, Tried } from './points.ts';

/** A statement that works in several transactions, broken off between them. */
export interface TriedConcurrent extends Tried {
  /** The next run passes over what it left. */
  readonly hidden: boolean;
  /** The next run stops until somebody has tidied up: loud, and known beforehand. */
  readonly needs?: string;
}

export function concurrent({ node }: Step): boolean {
  if (!node) return false;
  const detach = as('AlterTableStmt', node)?.cmds?.some((command) => {
    const partition = as('PartitionCmd', as('AlterTableCmd', command)?.def);
    return partition?.concurrent === true;
  });
  const reindex = as('ReindexStmt', node)?.params?.some((param) => as('DefElem', param)?.defname === 'concurrently');
  return (
    detach === true ||
    reindex === true ||
    as('IndexStmt', node)?.concurrent === true ||
    as('DropStmt', node)?.concurrent === true
  );
}

/** Killed in its midst, while it waits for a writer; undefined where it could not be. */
export async function triedConcurrent(course: Course, step: Step): Promise<TriedConcurrent | undefined> {
  const { lab, ready, commits } = course;
  const after = commits.indexOf(step);
  const broken: Broken = { killed: false };
  return onCopy(lab, async ({ run, schema, bench }) => {
    const before = await invalidNow(bench);
    const first = await run(ready.changed, breakingHeld(lab, step, writersHold, broken));
    if (!broken.killed) return undefined;
    const left = [...(await invalidNow(bench))].filter((name) => !before.has(name));
    const { scripts } = remaining(course, first, after);
    const command = next(lab, scripts, 'inside');
    const state = left.length === 0 ? 'no invalid index' : `invalid: ${left.join(', ')}`;
    const point = { after, at: placeOf(step), how: 'during' as const, schema: state, next: command };
    const again = await run(scripts);
    const still = await invalidNow(bench);
    const hidden = left.filter((name) => still.has(name));
    const breaks = `If ${placeOf(step)} breaks off, the invalid index ${left.join(', ')} stays`;
    if (!again.failed && hidden.length > 0) {
      const passes = isBuild(step) ? 'IF NOT EXISTS makes the next run pass over it' : 'the next run leaves it there';
      return { point, hidden: true, fails: `${breaks}; ${passes}.` };
    }
    if (again.failed && left.length > 0) {
      const tidy = left.map((name) => `DROP INDEX CONCURRENTLY ${name};`).join(' ');
      const needs = `${breaks}, and the next run stops at ${failure(again.failed, ready)} Until it is dropped: ${tidy.replace(/;$/, '')}.`;
      for (const name of left) await bench.migrator.run(`DROP INDEX CONCURRENTLY ${name}`);
      const fails = await failureOf(course, await run(scripts), schema);
      if (fails === undefined) return { point: { ...point, next: `${tidy} then ${command}` }, hidden: false, needs };
      return { point, hidden: false, fails: `${breaks}; dropped, ${fails}` };
    }
    const fails = await failureOf(course, again, schema);
    return {
      point,
      hidden: false,
      ...(fails !== undefined && { fails: `Killed in the midst of ${placeOf(step)}, ${fails}` }),
    };
  });
}

const isBuild = ({ node }: Step): boolean => node !== undefined && as('IndexStmt', node)?.if_not_exists === true;
