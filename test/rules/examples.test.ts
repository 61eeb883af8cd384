import { beforeAll, describe, expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { ruleIds, rules } from '../../src/rules/index.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { findingsIn } from './reading.ts';

beforeAll(loadParser);

const withExamples = rules.flatMap((rule) => (rule.examples ? [{ ...rule, examples: rule.examples }] : []));

/** Rules about what only the schema before tells: without it they say nothing. */
const needSchema: readonly string[] = [
  'add-column-constrained-domain',
  'alter-column-type-blocked-by-dependents',
  'alter-column-type-revalidates-check',
  'create-index-partitioned-parent',
  'create-partition-default-scan',
  'drop-column-drops-constraint',
  'drop-fk-locks-parent',
  'drop-index-backs-constraint',
  'enum-value-removal',
  'pk-using-index-nullable',
  'replace-view-lock',
  'type-narrowing-data-loss',
  'unsupported-on-partitioned',
  'view-function-dependence',
];

test('a rule is known by the name of its file', () => {
  const files = readdirSync('src/rules').filter((name) => name.endsWith('.ts') && name !== 'index.ts');
  expect(ruleIds.map((id) => `${id}.ts`).toSorted()).toEqual(files.toSorted());
});

test('a rule that looks at statements shows them', () => {
  expect(rules.filter(({ on, examples }) => on && !examples).map(({ id }) => id)).toEqual([]);
});

describe.each(withExamples.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const { given, bad, good } = rule.examples;
  const own = (text: string, reading: Parameters<typeof findingsIn>[1]) =>
    findingsIn(text, reading).filter((finding) => finding.rule === id);

  test('speaks of the bad example, with its own severity', () => {
    expect(own(bad, { given }).map(({ severity }) => severity)).toEqual([rule.severity]);
  });

  test('speaks of it where the schema is not known, too', () => {
    // What only the catalog tells apart is not assumed: a plain table without constraints is.
    if (needSchema.includes(id)) return;
    expect(own(bad, {}).map(({ severity }) => severity)).toEqual([rule.severity]);
  });

  test('has nothing against the good example', () => {
    expect(own(good, { given })).toEqual([]);
  });

  test('is silent about tables of the same pull request, unless it says otherwise', () => {
    const found = own(`${given}\n${bad}`, { given: '' });
    expect(found.length > 0).toBe(rule.evenOnNewTables ?? false);
  });
});
