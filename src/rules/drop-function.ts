import type { CreateFunctionStmt, Node } from '@pgsql/types';
import { all, as } from '../sql/nodes.ts';
import { fromParts } from '../sql/names.ts';
import { restOfTransaction } from './kit/later.ts';
import { remark, statement, steps } from './kit/instead.ts';
import { defineRule, sql, type Facts } from './kit/rule.ts';
import { nameFrom, names, objectName, quoteIdentifier } from './kit/tables.ts';
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
        const routine = facts.catalog.routine(written);
        // Only triggers call a trigger function, and they go first or keep it from being dropped.
        if (routine ? routine.madeHere || routine.forTriggers : facts.catalog.complete && drop.missing_ok) return [];
        if (stays(node, facts)) return [];
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

/** It is made again, before anybody can see that it was gone, so that the old calls still fit. */
function stays(node: Node, facts: Facts): boolean {
  const dropped = as('ObjectWithArgs', node);
  const { name, schema } = nameFrom(node);
  return restOfTransaction(facts).some(({ statement: { node: later } }) => {
    const made = as('CreateFunctionStmt', later);
    if (!made) return false;
    const fresh = fromParts(names(made.funcname));
    if (fresh.name !== name || (schema !== undefined && fresh.schema !== undefined && fresh.schema !== schema))
      return false;
    return dropped?.args_unspecified === true || takes(made, dropped?.objargs?.length ?? 0);
  });
}

function takes({ parameters }: CreateFunctionStmt, given: number): boolean {
  const inputs = all('FunctionParameter', parameters).filter(
    ({ mode }) => mode !== 'FUNC_PARAM_OUT' && mode !== 'FUNC_PARAM_TABLE',
  );
  const required = inputs.filter(({ defexpr, mode }) => !defexpr && mode !== 'FUNC_PARAM_VARIADIC').length;
  const most = inputs.some(({ mode }) => mode === 'FUNC_PARAM_VARIADIC') ? Infinity : inputs.length;
  return required <= given && given <= most;
}
