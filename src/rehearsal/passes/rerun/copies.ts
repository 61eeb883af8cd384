import { plainSender } from '../../base/baseline.ts';
import { execute } from '../../run/execute.ts';
import type { Run, Sender } from '../../run/execute.ts';
import { dropDatabase, enter, enterAsMigrator, makeDatabase } from '../../lab.ts';
import type { Bench, Lab } from '../../lab.ts';
import { databases } from '../../prepared.ts';
import { schemaText } from '../../base/schema-text.ts';
import type { Script } from '../../run/script.ts';

const copy = 'rehearsal_rerun';

/** Puts itself between the tool and its connection. */
export type Meddler = (sender: Sender, bench: Bench) => Sender;

export interface Runner {
  /** On a connection of its own, as the tool would have; it ends with the run. */
  readonly run: (scripts: readonly Script[], meddler?: Meddler) => Promise<Run>;
  readonly schema: () => Promise<string>;
  readonly bench: Bench;
}

/** A fresh copy with our connections in it. */
export async function onCopy<Value>(lab: Lab, work: (runner: Runner) => Promise<Value>): Promise<Value> {
  await makeDatabase(lab, copy, databases.small);
  try {
    await using bench = await enter(lab, copy);
    return await work({
      bench,
      async run(scripts, meddler) {
        await using migrator = await enterAsMigrator(lab, copy);
        const own = { ...bench, migrator };
        const sender = plainSender(lab, own, lab.plan.limits.passMs);
        return await execute(scripts, meddler ? meddler(sender, own) : sender);
      },
      schema: () => schemaText(bench.observer),
    });
  } finally {
    await dropDatabase(lab, copy);
  }
}
