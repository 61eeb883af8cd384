import type { CreateFunctionStmt, Node } from '@pgsql/types';
import { fromParts } from '../../sql/names.ts';
import { all, as } from '../../sql/nodes.ts';
import type { Facts } from './facts.ts';
import { restOfTransaction } from './later.ts';
import { nameFrom, names } from './tables.ts';

/** It is made again, before anybody can see that it was gone, so that the old calls still fit. */
export function routineStays(node: Node, facts: Facts): boolean {
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
