import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { defaults } from '../../src/config/defaults.ts';
import type { Report } from '../../src/domain/report.ts';
import { lint } from '../../src/flows/lint.ts';
import { readProposal } from '../../src/flows/proposal.ts';
import { review } from '../../src/flows/review.ts';
import { openRepository } from '../../src/git/repository.ts';
import { sarif } from '../../src/report/sarif.ts';
import { ruleIds, rules } from '../../src/rules/index.ts';
import { repository } from '../git/repository.ts';
import { codeScanning } from './code-scanning.ts';
import * as samples from './samples.ts';
import { standard } from './sarif-standard.ts';

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  readonly invocations: readonly object[];
  readonly results: readonly {
    readonly ruleId: string;
    readonly ruleIndex: number;
    readonly level: string;
    readonly message: { readonly text: string };
    readonly locations: readonly {
      readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
    }[];
    readonly partialFingerprints: Readonly<Record<string, string>>;
  }[];
  readonly properties: Readonly<Record<string, unknown>>;
}

const schemas = { standard: standard(), codeScanning: new Ajv2020({ allErrors: true }).compile(codeScanning) };
const cards = Object.fromEntries(rules.map((rule) => [rule.id, rule]));

function written(report: Report): Run {
  const text = sarif(report, cards);
  const document = JSON.parse(text) as { readonly runs: readonly [Run] };
  for (const valid of Object.values(schemas)) expect([valid(document), valid.errors]).toEqual([true, null]);
  return document.runs[0];
}

const told = ({ results }: Run) =>
  results.map(({ ruleId, level, locations }) => {
    const { uri } = locations[0]?.physicalLocation.artifactLocation ?? {};
    return `${level} ${ruleId} ${uri}`;
  });

const hostile: Report = {
  ...samples.dangerous,
  findings: [
    { ...samples.blocker, file: 'db/a b/größe #1?.sql', says: 'A\u202eB\u0007 [1](https://example.com)' },
    { ...samples.blocker, id: 'f9', file: 'db/stray\udcff.sql', rule: 'no-such-rule' },
  ],
};

const clock = { now: () => Date.parse('2026-06-01'), elapsed: () => 0 };

/** Dangers that are rewritten, one that is let pass, a statement that Postgres refuses, names that are no plain words. */
const migrations = {
  'db/migrations/0002_größe & preis.up.sql': [
    '-- größe\tder Bestellung',
    'ALTER TABLE "Größe" ADD COLUMN "höhe {0}" jsonb NOT NULL DEFAULT \'{"a": [1]}\'; CREATE INDEX i ON "Größe" ("höhe {0}");',
    '-- migrate:allow create-index-not-concurrent reason: the shop is closed on Sunday',
    'CREATE INDEX j ON orders (email);',
    'SELEKT 1;\n',
  ].join('\r\n'),
  'db/migrations/0003_drop.up.sql': 'DROP TABLE orders;\n',
};
const named = 'db/migrations/0002_gr%C3%B6%C3%9Fe%20%26%20preis.up.sql';
const found = [
  `error create-index-not-concurrent ${named}`,
  'error drop-table db/migrations/0003_drop.up.sql',
  `error syntax-error ${named}`,
  `warning missing-lock-timeout ${named}`,
  'warning mixed-phases db/migrations/0003_drop.up.sql',
  `warning statement-after-ael ${named}`,
  `note create-index-not-concurrent ${named}`,
  `note missing-down ${named}`,
  'note missing-down db/migrations/0003_drop.up.sql',
];

describe('a report for code scanning', () => {
  test.each(Object.entries({ dangerous: samples.dangerous, clean: samples.clean, empty: samples.empty, hostile }))(
    'of the %s one has the shape that is asked for',
    (_, report) => {
      const { results, tool } = written(report);
      expect(results.map(({ ruleId, ruleIndex }) => [ruleId, tool.driver.rules[ruleIndex]?.id])).toEqual(
        report.findings.map(({ rule }) => [rule, rule]),
      );
    },
  );

  test('describes every rule there is', () => {
    const findings = rules.map(({ id }) => ({ ...samples.blocker, id, rule: id }));
    expect(written({ ...samples.dangerous, findings }).tool.driver.rules).toHaveLength(rules.length);
  });

  test('writes names as URIs, shows what cannot be seen, and makes no link of what others wrote', () => {
    const [first, second] = written(hostile).results;
    expect(first?.locations[0]?.physicalLocation.artifactLocation.uri).toBe('db/a%20b/gr%C3%B6%C3%9Fe%20%231%3F.sql');
    expect(second?.locations[0]?.physicalLocation.artifactLocation.uri).toBe('db/stray%E2%9F%A8U%2BDCFF%E2%9F%A9.sql');
    expect(first?.message.text).toBe(
      'A⟨U+202E⟩B⟨U+0007⟩ [1]\u2060(https://example.com)\n\nInstead:\nCREATE INDEX CONCURRENTLY orders_email_idx ON orders (email);',
    );
  });

  test('says that it could not verify, instead of showing no alert', () => {
    expect(written(samples.broken).invocations).toEqual([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [{ level: 'error', message: { text: samples.broken.because } }],
      },
    ]);
    expect(written(samples.clean).invocations).toEqual([{ executionSuccessful: true }]);
  });
});

describe('what lint and review really find', () => {
  test('of files given to lint', async () => {
    const files = Object.entries(migrations).map(([path, text]) => ({ path, text }));
    const around = { paths: [], read: () => Promise.resolve(new Map<string, string>()) };
    const report = await lint({ files, config: defaults, around }, clock);
    if (!report.ok) throw new Error(report.problem.says);
    expect(told(written(report.value))).toEqual(found);
  });

  test('of a pull request', async () => {
    using made = repository();
    made.commit({ 'db/migrations/0001_shop.up.sql': 'CREATE TABLE orders (email text); CREATE TABLE "Größe" ();\n' });
    made.on('topic').commit(migrations);
    const source = await openRepository(made.directory);
    if (!source.ok) throw new Error(source.problem.says);
    const proposal = await readProposal({ base: 'main', head: 'topic', rules: ruleIds }, source.value);
    const { report } = await review(proposal, 'reading', {
      database: () => {
        throw new Error('Reading starts no database.');
      },
      clock,
      progress: { stage: () => undefined, note: () => undefined },
      signal: new AbortController().signal,
    });
    expect(told(written(report))).toEqual(found);
  });
});

describe('what is over the limits', () => {
  const many = (count: number, says = () => samples.blocker.says): Report => ({
    ...samples.dangerous,
    findings: Array.from({ length: count }, (_, index) => ({ ...samples.blocker, id: `f${index}`, says: says() })),
  });
  const leftOut = (count: string) => ({
    executionSuccessful: true,
    toolExecutionNotifications: [
      {
        level: 'warning',
        message: {
          text: `${count} left out, the least urgent: code scanning takes 25,000, and 10 MB compressed.`,
        },
      },
    ],
  });

  test('25,000 results: the worst are there, and how many are missing', () => {
    const { results, properties, invocations } = written(many(25_003));
    expect([results.length, results[0]?.partialFingerprints, properties['leftOut']]).toEqual([
      25_000,
      { 'findingId/v1': 'f0' },
      3,
    ]);
    expect(invocations).toEqual([leftOut('3 findings')]);
  });

  test('10 MB after gzip: as many of the worst as fit', () => {
    const report = many(1_200, () => randomBytes(10_000).toString('base64'));
    const { results, properties, invocations } = written(report);
    expect(gzipSync(sarif(report, cards)).length).toBeLessThanOrEqual(10_000_000);
    const missing = 1_200 - results.length;
    expect([missing > 150, missing < 400, properties['leftOut']]).toEqual([true, true, missing]);
    expect(invocations).toEqual([leftOut(`${missing} findings`)]);
  });

  test('10 MB before gzip are no matter', () => {
    const report = many(4_000, () => 'Writes wait. '.repeat(200));
    expect(sarif(report, cards).length).toBeGreaterThan(10_000_000);
    expect(written(report).results).toHaveLength(4_000);
  });
});

describe('a broken document is refused', () => {
  interface Node {
    [key: string]: Node & Node[];
  }
  const changes: readonly (readonly [string, keyof typeof schemas, (run: Node, log: Node) => unknown])[] = [
    ['another version of SARIF', 'standard', (_, log) => Object.assign(log, { version: '2.0.0' })],
    ['no run', 'standard', (_, log) => Reflect.deleteProperty(log, 'runs')],
    ['no tool', 'standard', (run) => Reflect.deleteProperty(run, 'tool')],
    ['a tool without a name', 'standard', ({ tool }) => Reflect.deleteProperty(tool!['driver']!, 'name')],
    ['columns counted in bytes', 'standard', (run) => Object.assign(run, { columnKind: 'bytes' })],
    ['a level that does not exist', 'standard', ({ results }) => Object.assign(results![0]!, { level: 'fatal' })],
    ['a result without a message', 'standard', ({ results }) => Reflect.deleteProperty(results![0]!, 'message')],
    ['a rule before the first', 'standard', ({ results }) => Object.assign(results![0]!, { ruleIndex: -2 })],
    ['a key that SARIF does not know', 'standard', ({ results }) => Object.assign(results![0]!, { rule_id: 'x' })],
    ['line 0', 'standard', (run) => Object.assign(placeIn(run)['region']!, { startLine: 0 })],
    ['a name with a space for a URI', 'standard', (run) => Object.assign(fileIn(run), { uri: 'a b.sql' })],
    ['an absolute URI', 'codeScanning', (run) => Object.assign(fileIn(run), { uri: 'file:///a.sql' })],
    ['a path from the root', 'codeScanning', (run) => Object.assign(fileIn(run), { uri: '/a.sql' })],
    ['no end column', 'codeScanning', (run) => Reflect.deleteProperty(placeIn(run)['region']!, 'endColumn')],
    ['no fingerprint', 'codeScanning', ({ results }) => Reflect.deleteProperty(results![0]!, 'partialFingerprints')],
    ['no place', 'codeScanning', ({ results }) => Object.assign(results![0]!, { locations: [] })],
    ['a rule without help', 'codeScanning', (run) => Reflect.deleteProperty(ruleIn(run), 'help')],
    ['an empty description', 'codeScanning', (run) => Object.assign(ruleIn(run), { shortDescription: { text: '' } })],
    ['two runs', 'codeScanning', (run, log) => Object.assign(log, { runs: [run, run] })],
  ];
  const placeIn = ({ results }: Node): Node => results![0]!['locations']![0]!['physicalLocation']!;
  const fileIn = (run: Node): Node => placeIn(run)['artifactLocation']!;
  const ruleIn = ({ tool }: Node): Node => tool!['driver']!['rules']![0]!;

  test.each(changes)('%s (%s)', (_, by, change) => {
    const document = JSON.parse(sarif(samples.dangerous, cards)) as Node;
    const valid = schemas[by];
    expect(valid(document)).toBe(true);
    change(document['runs']![0]!, document);
    expect(valid(document)).toBe(false);
  });
});
