import type { Problem } from '../../domain/errors.ts';
import { duration } from '../../domain/figures.ts';
import type { StatementRun } from '../../domain/rehearsal.ts';
import { foreseen } from '../../volume/foreseen.ts';
import type { TableShape } from '../../volume/shape.ts';
import { routerFor } from '../base/baseline.ts';
import { filledIn } from './filled.ts';
import { tableShapes } from './catalog-shape.ts';
import { execute } from '../run/execute.ts';
import { dropDatabase, enter, freshSettings, makeDatabase } from '../lab.ts';
import type { Lab } from '../lab.ts';
import { overLimitOf, statementRun } from '../run/main-run.ts';
import { observing } from '../watch/observe.ts';
import type { OverLimit } from '../plan.ts';
import { databases } from '../prepared.ts';
import type { Prepared } from '../prepared.ts';
import { schemaText } from '../base/schema-text.ts';
import { mayBeWrapped, mentions, readsRows } from '../run/script.ts';
import type { Step } from '../run/script.ts';
import { withStatistics } from './statistics.ts';
import { withOwnRows } from './volumes.ts';

/** What a run on empty tables tells. */
export interface Foresight {
  /** Tables that the changed migrations touch and those their foreign keys reach, by oid. */
  readonly tables: ReadonlyMap<number, TableShape>;
  /** Tables whose rows the migrations cannot look at: only foreign keys reach them. */
  readonly background: ReadonlySet<number>;
  readonly schemaBefore: string;
  /** Undefined where the run failed. */
  readonly schemaAfter?: string;
  /** A statement that met the limit with no rows at all. */
  readonly problem?: Problem;
  readonly stopped?: Stopped;
}

/** What was seen until a limit was met. */
export interface Stopped {
  readonly statements: readonly StatementRun[];
  readonly overLimit: readonly OverLimit[];
}

/**
 * Runs the migrations once on empty tables: what they lock says which tables need rows, and which constraints they add
 * says which rows would fail.
 */
export async function foresee(lab: Lab, ready: Prepared): Promise<Foresight> {
  await makeDatabase(lab, databases.foresight, databases.base);
  try {
    await using bench = await enter(lab, databases.foresight);
    const before = await tableShapes(bench.observer);
    const schemaBefore = await schemaText(bench.observer);
    const route = routerFor(lab, bench);
    const fresh = () => freshSettings(lab, bench.migrator);
    const watch = await observing({
      ...bench,
      server: lab.server,
      clock: lab.world.clock,
      known: ready.known,
      route,
      fresh,
    });
    const run = await execute(ready.changed, watch.sender);
    await watch.finish();
    const after = run.failed?.error.fatal ? before : await tableShapes(bench.observer);
    const steps = ready.changed.flatMap((script) => script.steps);
    const merged = new Map(
      [...before].map(([oid, table]) => [oid, foreseen(table, after.get(oid), filledIn(table, steps, after.get(oid)))]),
    );
    const unreached = run.failed ? steps.slice(steps.indexOf(run.failed.step)) : [];
    const locked = watch.seen.flatMap(({ locks }) => locks.map(({ object }) => object));
    const touched = reached(merged, new Set([...locked, ...namedBlindly(before, steps, unreached)]), 'touched');
    const tables = reached(merged, new Set([...touched.values()].map(({ name }) => name)), 'reached');
    const looks = steps.some(readsRows);
    const over = watch.seen.find(({ outcome }) => outcome.overLimit === true);
    return {
      tables: await countedIn(lab, tables),
      background: new Set(looks ? [] : [...tables.keys()].filter((oid) => !touched.has(oid))),
      schemaBefore,
      ...(!run.failed && { schemaAfter: await schemaText(bench.observer) }),
      ...(over && {
        problem: endless(over.step, lab),
        stopped: {
          statements: watch.seen.map((seen) => statementRun(seen, ready.mayName)),
          overLimit: overLimitOf(over, lab.plan.limits.statementMs),
        },
      }),
    };
  } finally {
    await dropDatabase(lab, databases.foresight);
  }
}

/** A statement that failed shows no locks, one that can only be polled perhaps none: their words must do. */
function namedBlindly(
  tables: ReadonlyMap<number, TableShape>,
  steps: readonly Step[],
  unreached: readonly Step[],
): readonly string[] {
  const unseen = [...unreached, ...steps.filter(({ node }) => node && !mayBeWrapped(node))];
  return [...tables.values()].map(({ name }) => name).filter((name) => unseen.some((step) => mentions(step, name)));
}

const endless = ({ file, line }: Step, lab: Lab): Problem => ({
  code: 'time-limit',
  says: `${file}:${line} runs longer than ${duration(lab.plan.limits.statementMs)} on ${lab.brought.size > 0 ? 'the rows of the team’s own' : 'empty tables'}.`,
  advice: 'See that it comes to an end, or raise rehearsal.statement-limit.',
  file,
  line,
});

async function countedIn(lab: Lab, tables: ReadonlyMap<number, TableShape>): Promise<ReadonlyMap<number, TableShape>> {
  await using bench = await enter(lab, databases.base);
  const counted = await withOwnRows(bench.observer, tables);
  return withStatistics(counted, lab.plan.volume.production?.statistics ?? new Map());
}

/** Touched tables and their roots where they are partitions; `reached` adds everything their foreign keys lead to. */
function reached(
  all: ReadonlyMap<number, TableShape>,
  names: ReadonlySet<string>,
  how: 'touched' | 'reached',
): ReadonlyMap<number, TableShape> {
  const found = new Map<number, TableShape>();
  const visit = (oid: number): void => {
    const table = all.get(oid);
    if (!table || found.has(oid)) return;
    found.set(oid, table);
    if (table.partitionOf !== undefined) visit(table.partitionOf);
    if (how === 'reached') for (const key of table.foreignKeys) visit(key.table);
  };
  for (const table of all.values()) if (names.has(table.name)) visit(table.oid);
  return found;
}
