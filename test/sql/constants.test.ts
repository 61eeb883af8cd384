import { beforeAll, expect, test } from '@jest/globals';
import { normalisedOrNot } from '../../src/sql/constants.ts';
import { loadParser } from '../../src/sql/parse.ts';

beforeAll(loadParser);

test.each([
  ['SELECT a FROM t WHERE b = $1 LIMIT 10 OFFSET 5', 'clean'],
  ['SELECT a FROM t WHERE b IN ($1) FETCH FIRST 5 ROWS ONLY', 'clean'],
  ['SELECT a::numeric(10,2), b::varchar(5)[3] FROM t GROUP BY 1 ORDER BY 1, 2 DESC', 'clean'],
  ['SELECT EXTRACT(year FROM a), a IS NULL, b = true FROM t', 'clean'],
  ['WITH gone AS (DELETE FROM t RETURNING *) SELECT * FROM gone', 'clean'],
  ['INSERT INTO t VALUES ($1, $2) ON CONFLICT (a) DO UPDATE SET b = excluded.b', 'clean'],
  ['SELECT a FROM t WHERE b = 5', 'has-constants'],
  ["SELECT a FROM t WHERE b = 'x'", 'has-constants'],
  ['SELECT a FROM t WHERE b = $$x$$', 'has-constants'],
  ['SELECT a FROM t ORDER BY a + 5', 'has-constants'],
  ['SELECT a FROM t ORDER BY (SELECT 5)', 'has-constants'],
  ['SELECT a FROM t LIMIT 5 + 5', 'has-constants'],
  ['UPDATE t SET a = -1.5', 'has-constants'],
  ['SELECT 1; SELECT 2', 'no-query'],
  ['CREATE TABLE t (a int)', 'no-query'],
  ['', 'no-query'],
  ['SELECT FROM WHERE', 'unreadable'],
])('%s is %s', (sql, found) => {
  expect(normalisedOrNot(sql)).toBe(found);
});
