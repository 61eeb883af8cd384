import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadParser } from '../../src/sql/parse.ts';
import { applicationQuery, queriesIn } from '../../src/sql/queries.ts';

beforeAll(loadParser);

const only = (text: string) => {
  const { queries, others } = queriesIn(text);
  expect({ queries: queries.length, others }).toEqual({ queries: 1, others: 0 });
  return queries[0];
};

describe('a file of queries', () => {
  test('sqlc’s: names, parameters by name, the same name the same number', () => {
    const text = `-- name: ListOrders :many
      SELECT sqlc.embed(orders), users.name -- the newest
        FROM orders JOIN users ON users.id = orders.user_id
       WHERE user_id = @user_id AND (state = sqlc.narg('state') OR sqlc.narg('state') IS NULL)
         AND orders.id = ANY (sqlc.slice(ids)::bigint[]);

      -- name: Close :exec
      UPDATE orders SET state = $2 WHERE id = $1;`;
    expect(queriesIn(text)).toEqual({
      queries: [
        {
          ...{ name: 'ListOrders', does: 'reads' },
          sql: `SELECT orders.*, users.name  
        FROM orders JOIN users ON users.id = orders.user_id
       WHERE user_id = $1 AND (state = $2 OR $2 IS NULL)
         AND orders.id = ANY ($3::bigint[])`,
        },
        { name: 'Close', does: 'changes', sql: 'UPDATE orders SET state = $2 WHERE id = $1' },
      ],
      others: 0,
    });
  });

  test.each([
    ['pgtyped', '/* @name GetUser */ SELECT * FROM users WHERE id = :id', 'GetUser'],
    ['HugSQL', '-- :name get-user :? :1\nSELECT * FROM users WHERE id = :id', 'get-user'],
    ['plain', 'SELECT * FROM users WHERE id = $1', undefined],
  ])('%s', (_, text, name) => {
    expect(only(text)).toEqual({
      ...{ sql: 'SELECT * FROM users WHERE id = $1', does: 'reads' },
      ...(name !== undefined && { name }),
    });
  });

  test.each([
    [
      'SELECT a FROM t WHERE id = ? AND b IN (?, ?) LIMIT ?',
      'SELECT a FROM t WHERE id = $1 AND b IN ($2, $3) LIMIT $4',
    ],
    ['UPDATE t SET a = %s WHERE id = %s', 'UPDATE t SET a = $1 WHERE id = $2'],
    ['INSERT INTO t VALUES (%(a)s, %(b)s, %(a)s)', 'INSERT INTO t VALUES ($1, $2, $1)'],
    [
      "SELECT a FROM t WHERE b ? 'x' AND c[1] ?| $2 AND d = ?",
      "SELECT a FROM t WHERE b ? 'x' AND c[1] ?| $2 AND d = $3",
    ],
    ["SELECT '?', a FROM t WHERE b LIKE '%s' AND c = ?", "SELECT '?', a FROM t WHERE b LIKE '%s' AND c = $1"],
  ])('markers of JDBC, ODBC and psycopg: %s', (text, read) => {
    expect(only(text)?.sql).toBe(read);
  });

  test.each(["SELECT a FROM t WHERE b ? 'x'", 'SELECT a % s FROM t', 'SELECT a %s FROM t'])(
    'an operator: %s',
    (text) => {
      expect(only(text)?.sql).toBe(text);
    },
  );

  test('numbers go on where the file has some already', () => {
    expect(only('SELECT $2::int, @a, @b, @a')?.sql).toBe('SELECT $2::int, $3, $4, $3');
  });

  test.each([
    'SELECT a::text, b[1:2], tags @> $1, tags <@ t, v @@ q, -@ x FROM t',
    `SELECT ':id', '@id', E'\\':id', $tag$ @id $tag$, "a:b", x::"T"`,
    'SELECT now() AT TIME ZONE $1',
  ])('no parameter: %s', (text) => {
    expect(only(text)?.sql).toBe(text);
  });

  test('schema beside the queries, and what cannot be read, are others', () => {
    const { queries, others } = queriesIn('CREATE TABLE t (id int); SELEKT 1; SELECT 1; {{ template }}');
    expect({ queries: queries.map(({ sql }) => sql), others }).toEqual({ queries: ['SELECT 1'], others: 3 });
  });

  test('whatever a file holds, what comes out is one statement that may be prepared', () => {
    const pieces = fc.constantFrom(
      "'",
      '"',
      ';',
      '--',
      '/*',
      '*/',
      '$$',
      '@a',
      ':b',
      '?',
      '%s',
      '$1',
      '\n',
      ' ',
      'SELECT 1',
      'x',
      '(',
      ')',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        for (const { sql } of queriesIn(parts.join('')).queries) expect(applicationQuery(sql)).toBeDefined();
      }),
    );
  });
});

test.each([
  ['SELECT 1', 'reads'],
  ['WITH a AS (SELECT 1) SELECT * FROM a', 'reads'],
  ['VALUES (1)', 'reads'],
  ['INSERT INTO t VALUES (1) RETURNING *', 'changes'],
  ['WITH gone AS (DELETE FROM t RETURNING *) SELECT * FROM gone', 'changes'],
  ['MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN DELETE', 'changes'],
])('%s %s', (sql, does) => {
  expect(applicationQuery(sql)).toEqual({ sql, does });
});

test.each(['SELECT 1; SELECT 2', 'DROP TABLE t', 'BEGIN', '', 'SELECT FROM WHERE', 'CALL p()'])(
  'no query: %s',
  (sql) => {
    expect(applicationQuery(sql)).toBeUndefined();
  },
);
