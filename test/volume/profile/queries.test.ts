import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Server, Session } from '../../../src/ports/database.ts';
import { loadParser, parseScript } from '../../../src/sql/parse.ts';
import { holdsNoConstant, withoutComments } from '../../../src/volume/profile/queries.ts';
import { startTestServer } from '../../databases/server.ts';

/** What the query of the profile does with the texts of pg_stat_statements, told by a real server. */

let server: Server;
let session: Session;
beforeAll(async () => {
  await loadParser();
  server = await startTestServer();
  session = await server.connect('observer', 'postgres');
});
afterAll(() => server.stop());

/** The texts that are published, as they are published. */
async function published(texts: readonly string[]): Promise<readonly string[]> {
  const { rows } = await session.query<{ sql: string }>(
    `SELECT sql FROM (SELECT ${withoutComments('given')} AS sql FROM unnest($1::text[]) AS given) AS bare
     WHERE ${holdsNoConstant('sql')}`,
    [texts],
  );
  return rows.map(({ sql }) => sql);
}

const canary = 'wombat';
const number = '90210';
const comments = fc.constantFrom(
  `/* ${canary} */`,
  `/*${canary}*/`,
  `/* it's "${canary} -- */`,
  `/* a /* nested */ ${canary} */`,
  `/***${canary}***/`,
  `/* ${number}\n'${canary}' */`,
  `-- ${canary}\n`,
  `-- /* '${canary}" \r\n`,
);
const strings = fc.constantFrom(
  `'${canary}'`,
  `'it''s -- ${canary}'`,
  `E'\\' /* ${canary}'`,
  `E'\\\\' || '${canary}'`,
  `$$ ${canary} $$`,
  `$tag$ -- ' ${canary} $tag$`,
  `U&'${canary}'`,
  `'6" ${canary}'`,
);
const numbers = fc.constantFrom(number, `-${number}`, `${number}.5`, `.${number}`, '9e4', '0xFACE', '1_000');
const names = fc.constantFrom('a', 'b2', '"c d"', '"e--f"', '"g""h"', '"/* i"', 'j_3$', 'sum(a)', 'u&"k"');
const words = fc.constantFrom(
  'SELECT',
  ',',
  '(',
  ')',
  '=',
  '$1',
  '$23',
  '/',
  '-',
  '*',
  'a-b',
  '::numeric(10,2)',
  'LIMIT 5',
);

test('no comment and no constant is ever published', async () => {
  const told = { comments: 0, all: 0 };
  const piece = fc.oneof(
    { weight: 5, arbitrary: words },
    { weight: 4, arbitrary: names },
    { weight: 2, arbitrary: comments },
    { weight: 1, arbitrary: strings },
    { weight: 1, arbitrary: numbers },
  );
  const text = fc.array(piece, { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join(' '));
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 300, maxLength: 300 }), async (texts) => {
      const kept = await published(texts);
      told.all += kept.length;
      told.comments += texts.filter((one) => one.includes('--') || one.includes('/*')).length;
      expect(kept.filter((sql) => /wombat|90210|9e4|FACE|1_000|nested/.test(sql))).toEqual([]);
    }),
    { numRuns: 10 },
  );
  // That nothing leaks would be no wonder if nothing were published.
  expect(told.all).toBeGreaterThan(300);
  expect(told.comments).toBeGreaterThan(300);
});

const tree = (sql: string): unknown => {
  const parsed = parseScript('q.sql', sql);
  if (!parsed.ok || parsed.value.problems.length > 0) throw new Error(`not SQL: ${sql}`);
  return JSON.parse(JSON.stringify(parsed.value.statements.map(({ node }) => node)), (key, value: unknown) =>
    /location$|_len$/.test(key) ? undefined : value,
  ) as unknown;
};

test('a query without constants means the same when its comments are gone', async () => {
  const simple = fc.constantFrom('/* who */', '/*who*/', "/* it's */", '-- who\n', '--"\n', ' ', '\n\t');
  const column = fc.constantFrom('a', 'b2', '"c d"', '"e f"', '"G"', 'count(*)', 'x.y', '$1', 'a - b', 'a / $2');
  const query = fc
    .tuple(simple, fc.array(fc.tuple(column, simple), { minLength: 1, maxLength: 5 }), simple, simple)
    .map(
      ([before, columns, between, after]) =>
        `${before} SELECT${between} ${columns.map((pair) => pair.join(' ')).join(',')} FROM${between} t ${after} WHERE id = $3 ORDER BY 1, 2 DESC LIMIT 10${after}`,
    );
  await fc.assert(
    fc.asyncProperty(fc.array(query, { minLength: 100, maxLength: 100 }), async (texts) => {
      const kept = await published(texts);
      expect(kept.map(tree)).toEqual(texts.map(tree));
    }),
    { numRuns: 5 },
  );
});

test.each([
  ['SELECT a FROM t WHERE b = $1', 'SELECT a FROM t WHERE b = $1'],
  ['SELECT "a2" FROM t1 WHERE b3 = $10;\n', 'SELECT "a2" FROM t1 WHERE b3 = $10'],
  ['SELECT a::varchar(20), b::numeric(10, 2) FROM t', 'SELECT a::varchar(20), b::numeric(10, 2) FROM t'],
  ['SELECT a, b FROM t GROUP BY 1, 2 ORDER BY 2 DESC, 1 LIMIT 50 OFFSET 0', undefined],
  ['SELECT a FROM t ORDER BY 1.5', 'dropped'],
  ['SELECT a FROM t WHERE b = 5', 'dropped'],
  ['SELECT a FROM t WHERE b IN ($1, 7)', 'dropped'],
  ["SELECT a FROM t WHERE b = 'x'", 'dropped'],
  ['SELECT a FROM t WHERE b = $$x$$', 'dropped'],
  ['SELECT chr(65), lpad(a, 3) FROM t', 'dropped'],
  ['SELECT a /* x /* y */ z */ FROM t', 'dropped'],
])('%s', async (text, wanted) => {
  expect(await published([text])).toEqual(wanted === 'dropped' ? [] : [wanted ?? text]);
});

test('a long text with many quoted names is read in no time', async () => {
  const text = `/* x */ SELECT ${Array.from({ length: 400 }, (_, at) => `"table"."column_${at}"`).join(', ')} FROM "table"`;
  const start = performance.now();
  expect(await published(Array.from({ length: 100 }, () => text))).toHaveLength(100);
  expect(performance.now() - start).toBeLessThan(10_000);
});
