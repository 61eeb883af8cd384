import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Finding } from '../../src/domain/finding.ts';
import { rules } from '../../src/rules/index.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { findingsIn } from './reading.ts';

beforeAll(loadParser);

/** The file with the edit in the place of the statement, as an editor or code scanning would do it. */
export function edited(text: string, { line, column, endLine, endColumn, edit = '' }: Finding): string {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const at = (row: number, unit: number): number => (starts[row - 1] ?? 0) + unit - 1;
  return text.slice(0, at(line, column)) + edit + text.slice(at(endLine, endColumn));
}

const editsOf = (text: string, rule: string, given: string, transaction: 'per-statement' | 'per-file') =>
  findingsIn(text, { given, transaction }).flatMap((finding) =>
    finding.rule === rule && finding.edit !== undefined ? [finding] : [],
  );

const mechanical = rules.flatMap(({ id, mechanical: can, examples }) => (can && examples ? [{ id, examples }] : []));

describe.each(mechanical)('$id', ({ id, examples: { given, bad } }) => {
  test('puts what it proposes into the file, and has nothing against that', () => {
    const [finding, ...others] = editsOf(bad, id, given, 'per-statement');
    expect(others).toEqual([]);
    if (!finding) throw new Error('no edit');
    const after = findingsIn(edited(bad, finding), { given });
    expect(after.filter(({ rule }) => rule === id)).toEqual([]);
    expect(after.filter(({ severity }) => severity === 'blocker').map(({ rule }) => rule)).toEqual([]);
  });

  test('finds its place behind other text, too', () => {
    fc.assert(
      fc.property(fc.constantFrom('-- größer 😀\n', '\r\n\t', '/* a\n b */ ', "select 'é';\n\n  "), (before) => {
        const [finding] = editsOf(`${before}${bad}`, id, given, 'per-statement');
        if (!finding) throw new Error('no edit');
        expect(edited(`${before}${bad}`, finding).startsWith(before)).toBe(true);
        expect(findingsIn(edited(`${before}${bad}`, finding), { given }).map(({ rule }) => rule)).not.toContain(id);
      }),
      { numRuns: 8 },
    );
  });

  test('leaves a file to its author whose statements share a transaction', () => {
    expect(editsOf(`${bad};\nselect 1;`, id, given, 'per-file')).toEqual([]);
  });
});

describe('what has no edit', () => {
  const given = 'create table orders (id bigint primary key, total int, email text);';

  test.each([
    ['one subcommand of several', 'alter table orders add check (total > 0), add column note text;'],
    ['a statement inside a DO block', 'do $$ begin create index orders_email on orders (email); end $$;'],
    ['a statement of the author’s own transaction', 'begin; create index orders_email on orders (email); commit;'],
    ['a proposal with a gap for the author', 'alter table orders drop constraint orders_pkey;'],
    ['a line like a remark inside a string', "update orders set email = 'a\n-- b';"],
    ['what people have to do', 'alter table orders drop column total;'],
  ])('%s', (_, text) => {
    const found = findingsIn(text, { given });
    expect(found.filter(({ severity }) => severity === 'blocker')).not.toEqual([]);
    expect(found.flatMap(({ edit }) => edit ?? [])).toEqual([]);
  });

  test('the words of an edit, whole', () => {
    const [finding] = findingsIn('create index orders_email on orders (email);', { given });
    expect(finding?.edit).toBe('create index concurrently orders_email on orders (email)');
    const [unique] = findingsIn('alter table orders add constraint one unique (email);', { given });
    expect(unique?.edit).toBe(
      'CREATE UNIQUE INDEX CONCURRENTLY one ON public.orders (email);\nalter table orders ADD CONSTRAINT one UNIQUE USING INDEX one',
    );
  });
});
