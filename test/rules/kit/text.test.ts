import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  atDepthZero,
  cutDefault,
  cutNotNull,
  listed,
  oneLine,
  shortened,
  splitAlterTable,
  splitAtCommas,
  splitUpdate,
  withoutComments,
} from '../../../src/rules/kit/text.ts';
import { loadParser } from '../../../src/sql/parse.ts';
import { parseText } from '../../../src/sql/parser.ts';

beforeAll(loadParser);

/** What may stand inside quotes and mean something outside them. */
const inside = fc.stringMatching(/^[a-z ,;()$č🐎"/*\n-]{0,12}$/u);
const string = fc.oneof(
  inside.map((text) => `'${text}''${text}'`),
  inside.map((text) => `E'${text}\\'${text}'`),
  inside.filter((text) => !text.includes('$')).map((text) => `$$${text}$$`),
  inside.filter((text) => !text.includes('$')).map((text) => `$tag$${text}$tag$`),
);
const name = fc.oneof(
  fc.constantFrom('orders', 'Orders', 'a1', '_x', 'žluť'),
  fc.stringMatching(/^[a-zA-Z ,.()'č-]{1,10}$/u).map((text) => `"${text}"`),
);
const comment = fc.oneof(
  fc.constant(''),
  fc.stringMatching(/^[a-z ,();'"$]{0,8}$/).map((text) => `/*${text}*/`),
  fc.stringMatching(/^[a-z ,();'"$]{0,8}$/).map((text) => `--${text}\n`),
  fc.constant('/* one /* in */ the other, */'),
);
const space = fc
  .tuple(fc.constantFrom(' ', '\n', '\r\n\t', '  '), comment)
  .map(([blank, words]) => `${blank}${words}${blank}`);
const expression = fc.oneof(
  string,
  fc.constantFrom('1', 'null', 'now()', "coalesce('a, b', lower('(c'))", '(select max(1) from t where true)', 'a[1]'),
);

/** Half a character, which no encoder can write. */
const loneSurrogate = /\p{Cs}/u;

/** The tree without places, which move when white space does. */
const tree = (sql: string): unknown => {
  const parsed = parseText(sql);
  if (parsed.kind !== 'parsed') throw new Error(`refused: ${sql}`);
  return JSON.parse(
    JSON.stringify(
      parsed.statements.map(({ node }) => node),
      (key, value: unknown) => (key === 'location' || key.endsWith('_location') ? undefined : value),
    ),
  ) as unknown;
};

describe('white space and comments', () => {
  const statement = fc
    .tuple(
      name,
      fc.array(fc.tuple(name, expression), { minLength: 1, maxLength: 3 }),
      fc.array(space, { minLength: 8 }),
    )
    .map(([table, columns, gaps]) =>
      [
        'alter',
        'table',
        table,
        ...columns.flatMap(([column, value], index) => [
          index > 0 ? ', add' : 'add',
          column,
          'text',
          'default',
          `(${value})`,
        ]),
      ]
        .map((word, index) => word + (gaps[index % gaps.length] ?? ' '))
        .join(''),
    );

  test('one line means the same, and is the same once more', () => {
    fc.assert(
      fc.property(statement, (sql) => {
        const line = oneLine(sql);
        expect(tree(line)).toEqual(tree(sql));
        expect(oneLine(line)).toBe(line);
      }),
    );
  });

  test('without comments every character stays where it was', () => {
    fc.assert(
      fc.property(statement, (sql) => {
        const plain = withoutComments(sql);
        expect(plain).toHaveLength(sql.length);
        expect(tree(plain)).toEqual(tree(sql));
        expect(atDepthZero(sql)).toHaveLength(sql.length);
      }),
    );
  });

  test('any text at all is survived, its length kept', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...(`ab '"$()-/*,\\E\nč🐎`.match(/./gsu) ?? [])) }), (text) => {
        expect(withoutComments(text)).toHaveLength(text.length);
        expect(atDepthZero(text)).toHaveLength(text.length);
        expect(oneLine(oneLine(text))).toBe(oneLine(text));
        expect(shortened(`${text}${'🐎'.repeat(40)}`)).not.toMatch(loneSurrogate);
        expect(splitAtCommas(text).join(',').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      }),
    );
  });
});

describe('taking a statement apart', () => {
  test('commas count outside parentheses and quotes only', () => {
    const item = fc.tuple(name, expression).map(([one, value]) => `${one} (${value}) ${value}`.trim());
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 5 }), (items) => {
        expect(splitAtCommas(items.join(' , '))).toEqual(items);
      }),
    );
  });

  test('ALTER TABLE: its head, and its actions one by one', () => {
    const head = fc.tuple(
      fc.constantFrom('ALTER TABLE', 'alter table only', 'Alter  Table If Exists', 'alter foreign table'),
      fc.array(name, { minLength: 1, maxLength: 2 }),
    );
    const action = fc.tuple(name, string).map(([column, text]) => `ADD ${column} text DEFAULT ${text}`);
    fc.assert(
      fc.property(head, fc.array(action, { minLength: 1, maxLength: 4 }), space, ([verb, names], actions, gap) => {
        const apart = splitAlterTable(`${verb}${gap}${names.join('.')}${gap}${actions.join(`,${gap}`)}`);
        expect(apart.head).toBe(`${verb.replace(/ +/g, ' ')} ${names.join('.')}`);
        expect(apart.actions).toEqual(actions.map(oneLine));
      }),
    );
  });

  test('a default is cut out whole, whatever it says', () => {
    const clause = fc.constantFrom('', 'NOT NULL', 'CHECK (a > 0)', 'UNIQUE', 'CONSTRAINT c CHECK (b)', 'REFERENCES t');
    fc.assert(
      fc.property(name, expression, clause, clause, (column, value, before, after) => {
        const cut = cutDefault(oneLine(`ADD COLUMN ${column} text ${before} DEFAULT (${value}) ${after}`));
        expect(cut.expression).toBe(oneLine(`(${value})`));
        expect(cut.rest).toBe(oneLine(`ADD COLUMN ${column} text ${before} ${after}`));
      }),
    );
  });

  test('NOT NULL is cut out of the column, and out of nothing in quotes or parentheses', () => {
    fc.assert(
      fc.property(string, (text) => {
        const column = `ADD "NOT NULL" text DEFAULT ${text} CHECK (a IS NOT NULL)`;
        expect(cutNotNull(`${column} NOT NULL`)).toBe(oneLine(column));
        expect(cutNotNull(oneLine(column))).toBe(oneLine(column));
      }),
    );
  });

  test('UPDATE and DELETE: before WHERE, and the condition', () => {
    fc.assert(
      fc.property(name, expression, expression, (table, value, condition) => {
        const update = `UPDATE ${table} SET a = (${value}), b = (SELECT 1 WHERE true)`;
        expect(splitUpdate(`${update} WHERE c = (${condition}) RETURNING *`)).toEqual({
          update,
          where: `c = (${condition})`,
        });
        expect(splitUpdate(update)).toEqual({ update, where: '' });
      }),
    );
  });
});

test('lists read as people say them', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listed)).toEqual(['', 'a', 'a and b', 'a, b and c']);
});
