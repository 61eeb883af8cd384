import type { Node } from '@pgsql/types';
import { beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { expressionText } from '../../src/sql/expression.ts';
import { all, as } from '../../src/sql/nodes.ts';
import { loadParser, parseScript } from '../../src/sql/parse.ts';

beforeAll(loadParser);

function parsed(expression: string): Node | undefined {
  const script = parseScript('m.sql', `select ${expression}`);
  const [statement] = script.ok ? script.value.statements : [];
  return all('ResTarget', as('SelectStmt', statement?.node)?.targetList)[0]?.val;
}

test.each([
  "(number = 0) = (kind = 'none'::kind)",
  'total > 0 AND (paid OR total < 5)',
  'a + b * c > d',
  '(a + b) * c > d',
  'a - (b - c)',
  'a || b || c',
  '(a + b)::text',
  '(a = b) IS NOT NULL',
  '(a IS NULL) = (b IS NULL)',
  'a + b IN (1, 2)',
])('%s', (text) => {
  expect(expressionText(parsed(text))).toBe(text);
});

const expression = fc.letrec((tie) => {
  const part = tie('part') as fc.Arbitrary<string>;
  const two = (operators: readonly string[]) =>
    fc.tuple(part, fc.constantFrom(...operators), part).map(([a, operator, b]) => `(${a}) ${operator} (${b})`);
  return {
    part: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom('a', 'b', '1', "'x'"),
      two(['+', '-', '*', '/', '^', '||', '->', '=', '<', '<>', 'AND', 'OR']),
      part.map((one) => `(${one}) IS NULL`),
      part.map((one) => `NOT (${one})`),
      part.map((one) => `(${one})::text`),
    ),
  };
}).part;

const tree = (node: Node | undefined): string =>
  JSON.stringify(node, (key, value: unknown) => (/location$|^rexpr_list/.test(key) ? undefined : value));

test('what is written means what was read', () => {
  fc.assert(
    fc.property(expression, (text) => {
      const read = parsed(text);
      expect(tree(parsed(expressionText(read)))).toBe(tree(read));
    }),
    { numRuns: 300 },
  );
});
