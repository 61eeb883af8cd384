import { routineNamed, routineStays } from './kit/routines.ts';
import { remark, statement, steps } from './kit/instead.ts';
import { defineRule, sql } from './kit/rule.ts';
import { nameFrom, objectName, quoteIdentifier } from './kit/tables.ts';
import { code, oneLine } from './kit/text.ts';

const words: Readonly<Record<string, string>> = {
  OBJECT_FUNCTION: 'function',
  OBJECT_PROCEDURE: 'procedure',
  OBJECT_ROUTINE: 'routine',
  OBJECT_AGGREGATE: 'aggregate',
};

export const rule = defineRule({
  id: 'drop-function',
  severity: 'blocker',
  hazard: 'compatibility',
  checks: 'backward-compatibility',
  phase: 'contract',
  since: 13,
  title: 'Dropping a function breaks the code that calls it',
  why: 'Every statement of the running application that calls it fails at once (42883). A function that is made again in the same transaction is never missed; one with other arguments beside it serves old and new code.',
  examples: {
    given: sql`create function tax(amount numeric) returns numeric language sql as 'select amount * 0.19';`,
    bad: sql`drop function tax(numeric);`,
    good: sql`create function tax(amount numeric, rate numeric) returns numeric language sql as 'select amount * rate';`,
  },
  on: {
    DropStmt(drop, facts) {
      const what = words[drop.removeType ?? ''];
      if (!what) return undefined;
      return (drop.objects ?? []).flatMap((node) => {
        const written = nameFrom(node);
        const routine = routineNamed(node, facts);
        // Only triggers call a trigger function, and they go first or keep it from being dropped.
        if (routine ? routine.madeHere || routine.forTriggers : facts.catalog.complete && drop.missing_ok) return [];
        if (routineStays(node, facts)) return [];
        const shown = routine
          ? objectName(routine.name)
          : [written.schema ?? 'public', written.name].map(quoteIdentifier).join('.');
        return {
          objects: [shown],
          says: `Statements of the running code that call the ${what} ${code(shown)} fail from the moment it is dropped (42883).`,
          instead: steps(
            remark('1. Release code that does not call it.'),
            remark('2. When no old code runs any more, in a later pull request:'),
            statement(oneLine(facts.statement.sql)),
          ),
        };
      });
    },
  },
});
