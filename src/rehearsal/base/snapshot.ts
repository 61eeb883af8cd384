import { failure, success } from '../../domain/errors.ts';
import type { Failure, Result } from '../../domain/errors.ts';
import { shown } from '../../domain/safety.ts';
import type { Outcome } from '../../ports/database.ts';
import type { Dump } from '../../ports/dump.ts';
import { objectName, quoteIdentifier } from '../../sql/names.ts';
import { as } from '../../sql/nodes.ts';
import type { DumpPart } from '../../volume/dump.ts';
import { dumpParts } from '../../volume/dump.ts';
import { bring } from './bring.ts';
import type { Bringing, Brought } from './bring.ts';
import { bringStages } from './bring-stages.ts';
import { bringsRows, leftOut, makesTable, strangeEncoding } from './dump-statement.ts';
import { enter } from '../lab.ts';
import type { Bench, Lab } from '../lab.ts';
import { databases } from '../prepared.ts';
import { stepsOf } from '../run/script.ts';
import type { Step } from '../run/script.ts';

export interface Restored extends Brought {
  readonly holds: 'schema' | 'rows';
  /** Tables whose rows of the base history it took the place of. */
  readonly replaced: ReadonlySet<string>;
}

/**
 * Restores a dump. One with the schema is the baseline as well; of one with rows alone the base history is run first,
 * and its rows take the place of those that the history brought.
 */
export async function restore(lab: Lab, dump: Dump, history: () => Promise<Result<true>>): Promise<Result<Restored>> {
  const opened = await dump.open(lab.server.openArchive);
  if (!opened.ok) return opened;
  const parts = dumpParts(opened.value.bytes);
  const head = await headOf(parts, dump.name);
  if (!head.ok) return await letGo(parts, head);
  const { holds } = head.value;
  if (holds === 'rows') {
    const ran = await history();
    if (!ran.ok) return await letGo(parts, ran);
  }
  await using bench = await enter(lab, databases.base);
  const replaced = new Set<string>();
  const bringing = { ...snapshotCalled(dump), ...(opened.value.stages.length > 0 && { lines: 'left-out' as const }) };
  const load = holds === 'rows' ? await replacing(lab, bench, replaced) : undefined;
  const first = await bring(lab, bench, joined(head.value.parts, parts), { ...bringing, ...(load && { load }) });
  await parts.return(undefined);
  const brought = first.ok ? await bringStages(lab, opened.value, first.value, bringing) : first;
  const ended = await opened.value.ended();
  if (!ended.ok) return ended;
  if (!brought.ok) return brought;
  await bench.observer.run('ANALYZE');
  return success({ ...brought.value, holds, replaced });
}

const snapshotCalled = ({ name }: Dump): Bringing => ({
  ...{ what: 'The snapshot', file: shown(name), leavesOut: leftOut },
  advice: 'See that psql loads it into an empty database, or take a new one with pg_dump --no-owner --no-privileges.',
});

async function letGo(parts: AsyncGenerator<DumpPart>, problem: Failure): Promise<Failure> {
  await parts.return(undefined);
  return problem;
}

/** Everything before the first row tells whether the tables come with it. */
async function headOf(
  parts: AsyncGenerator<DumpPart>,
  name: string,
): Promise<Result<{ readonly parts: readonly DumpPart[]; readonly holds: Restored['holds'] }>> {
  const head: DumpPart[] = [];
  let holds: Restored['holds'] = 'rows';
  for (let next = await parts.next(); next.done !== true; next = await parts.next()) {
    const part = next.value;
    head.push(part);
    if (part.kind !== 'sql') {
      if (part.kind === 'command') continue;
      break;
    }
    const steps = stepsOf(name, part.text);
    if (!steps.ok) return steps;
    const encoding = steps.value.map(({ node }) => strangeEncoding(node)).find((one) => one !== undefined);
    if (encoding !== undefined) return failure(notUtf8(name, encoding));
    if (steps.value.some(({ node }) => makesTable(node))) holds = 'schema';
    if (steps.value.some(({ node }) => bringsRows(node))) break;
  }
  return success({ parts: head, holds });
}

async function* joined(head: readonly DumpPart[], rest: AsyncGenerator<DumpPart>): AsyncGenerator<DumpPart> {
  yield* head;
  yield* rest;
}

/**
 * Rows alone come in an order of their own: foreign keys are not looked at and triggers do not fire, where the server
 * is ours. A COPY of given rows into a table is all that is sent so.
 */
async function replacing(
  lab: Lab,
  { observer, migrator }: Bench,
  emptied: Set<string>,
): Promise<NonNullable<Bringing['load']>> {
  const ours = lab.server.withheld?.superuser === undefined;
  const session = ours ? observer : migrator;
  if (ours) await observer.query('SET session_replication_role = replica');
  return async (step, rows): Promise<Outcome> => {
    const table = tableOf(step);
    if (table !== undefined && !emptied.has(table)) {
      const outcome = await session.run(`DELETE FROM ONLY ${table}`);
      if (!outcome.ok) return outcome;
      emptied.add(table);
    }
    // A condition is an expression: it runs with no rights but the migrator's.
    const plain = step.node && as('CopyStmt', step.node)?.whereClause === undefined;
    return (plain === true ? session : migrator).load(step.sql, rows);
  };
}

function tableOf({ node }: Step): string | undefined {
  const relation = node && as('CopyStmt', node)?.relation;
  if (!relation?.relname) return undefined;
  const { schemaname: schema, relname: name } = relation;
  return schema === undefined ? quoteIdentifier(name) : objectName({ schema, name });
}

const notUtf8 = (name: string, encoding: string) => ({
  code: 'volume-failed' as const,
  says: `The snapshot ${shown(name)} is in the encoding ${shown(encoding)}, and only UTF-8 is read.`,
  advice: 'Write it with pg_dump --encoding=UTF8.',
});
