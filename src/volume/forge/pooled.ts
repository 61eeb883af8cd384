import type { Node } from '@pgsql/types';
import { stringOf } from '../../sql/names.ts';
import { as, constantText } from '../../sql/nodes.ts';
import { parseScript } from '../../sql/parse.ts';

/** How long the digits are that a pool holds, by name: `left(md5(…), 26) AS v0`. Other columns are passed over. */
export function textLengths(columns: readonly string[]): ReadonlyMap<string, number> {
  const lengths = new Map<string, number>();
  const parsed = parseScript('', `SELECT ${columns.join(', ')}`);
  const query = as('SelectStmt', parsed.ok ? parsed.value.statements[0]?.node : undefined);
  for (const one of query?.targetList ?? []) {
    const { name, val } = as('ResTarget', one) ?? {};
    const length = lengthOf(val);
    if (name !== undefined && length !== undefined) lengths.set(name, length);
  }
  return lengths;
}

const digits: Readonly<Record<string, number>> = { md5: 32, sha512: 128 };

function lengthOf(node: Node | undefined): number | undefined {
  const both = as('A_Expr', node);
  if (both) {
    const [a, b] = [lengthOf(both.lexpr), lengthOf(both.rexpr)];
    return stringOf(both.name?.at(-1)) === '||' && a !== undefined && b !== undefined ? a + b : undefined;
  }
  const call = as('FuncCall', node);
  const [first, second] = call?.args ?? [];
  switch (stringOf(call?.funcname?.at(-1))) {
    case 'md5':
      return digits['md5'];
    case 'encode': {
      const hashed = stringOf(as('FuncCall', first)?.funcname?.at(-1));
      return constantText(second) === 'hex' ? digits[hashed] : undefined;
    }
    case 'left': {
      const [whole, kept] = [lengthOf(first), Number(constantText(second) ?? NaN)];
      return whole !== undefined && kept > 0 ? Math.min(whole, kept) : undefined;
    }
    default:
      return undefined;
  }
}
