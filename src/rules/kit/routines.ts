import type { CreateFunctionStmt, Node } from '@pgsql/types';
import type { Routine } from '../../sql/dependents.ts';
import { fromParts } from '../../sql/names.ts';
import { as } from '../../sql/nodes.ts';
import { inputParameters, inputTypes, namedInputs } from '../../sql/routine-inputs.ts';
import type { Facts } from './facts.ts';
import { restOfTransaction } from './later.ts';
import { nameFrom, names } from './tables.ts';

/** The routine that DROP or REVOKE names: of several with one name the one with those inputs. */
export function routineNamed(node: Node, { catalog }: Facts): Routine | undefined {
  const found = catalog.routine(nameFrom(node));
  const written = as('ObjectWithArgs', node);
  const inputs = written && namedInputs(written)?.join();
  if (!found || found.others.length === 0 || inputs === undefined) return found;
  return [found, ...found.others].find((one) => one.inputs.join() === inputs);
}

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
    const inputs = dropped ? namedInputs(dropped) : [];
    return inputs === undefined || takes(made, inputs);
  });
}

/** Whether calls with these types, and no more, find it. */
function takes(made: CreateFunctionStmt, given: readonly string[]): boolean {
  const [parameters, types] = [inputParameters(made), inputTypes(made)];
  const variadic = parameters.at(-1)?.mode === 'FUNC_PARAM_VARIADIC';
  const required = parameters.filter(({ defexpr, mode }) => !defexpr && mode !== 'FUNC_PARAM_VARIADIC').length;
  if (given.length < required || (given.length > types.length && !variadic)) return false;
  const element = types.at(-1)?.replace('[]', '') ?? '';
  return given.every((type, at) => {
    const spread = variadic && at >= types.length - 1;
    return becomes(type, types[at] ?? '') || (spread && becomes(type, element));
  });
}

/** Each becomes those after it without being asked. */
const widening = ['int2 int4 int8 numeric float4 float8', 'date timestamp timestamptz', 'bpchar varchar text'].map(
  (types) => types.split(' '),
);

const becomes = (from: string, to: string): boolean =>
  from === to ||
  to.startsWith('any') ||
  widening.some((types) => types.includes(from) && types.indexOf(from) < types.indexOf(to));
