import type { Node } from '@pgsql/types';
import { functionsIn } from '../../sql/nodes.ts';
import type { Facts } from './rule.ts';

/** The first function of an expression that gives every row its own value, or of which that is not known. */
export function volatileCall(expression: Node | undefined, facts: Facts): string | undefined {
  const found = functionsIn(expression).find((name) =>
    ['volatile', 'unknown'].includes(facts.catalog.volatility(name)),
  );
  return found && `${[...(found.schema ? [found.schema] : []), found.name].join('.')}()`;
}
