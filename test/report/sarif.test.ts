import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Report } from '../../src/domain/report.ts';
import { sarif } from '../../src/report/sarif.ts';
import { rules } from '../../src/rules/index.ts';
import { codeScanning } from './code-scanning.ts';
import * as samples from './samples.ts';

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  readonly invocations: readonly object[];
  readonly results: readonly {
    readonly ruleId: string;
    readonly ruleIndex: number;
    readonly message: { readonly text: string };
    readonly locations: readonly {
      readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
    }[];
  }[];
  readonly properties: Readonly<Record<string, unknown>>;
}

const valid = new Ajv2020({ allErrors: true }).compile(codeScanning);
const cards = Object.fromEntries(rules.map((rule) => [rule.id, rule]));

function written(report: Report): Run {
  const document = JSON.parse(sarif(report, cards)) as { readonly runs: readonly [Run] };
  expect([valid(document), valid.errors]).toEqual([true, null]);
  return document.runs[0];
}

const hostile: Report = {
  ...samples.dangerous,
  findings: [
    { ...samples.blocker, file: 'db/a b/größe #1?.sql', says: 'A\u202eB\u0007' },
    { ...samples.blocker, id: 'f9', file: 'db/stray\udcff.sql', rule: 'no-such-rule' },
  ],
};

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

  test('writes names as URIs and shows what cannot be seen', () => {
    const [first, second] = written(hostile).results;
    expect(first?.locations[0]?.physicalLocation.artifactLocation.uri).toBe('db/a%20b/gr%C3%B6%C3%9Fe%20%231%3F.sql');
    expect(second?.locations[0]?.physicalLocation.artifactLocation.uri).toBe('db/stray%E2%9F%A8U%2BDCFF%E2%9F%A9.sql');
    expect(first?.message.text).toBe(
      'A⟨U+202E⟩B⟨U+0007⟩\n\nInstead:\nCREATE INDEX CONCURRENTLY orders_email_idx ON orders (email);',
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

  test('holds no more than code scanning takes, the worst, and says how many are missing', () => {
    const findings = Array.from({ length: 25_003 }, (_, index) => ({ ...samples.blocker, id: `f${index}` }));
    const { results, properties } = written({ ...samples.dangerous, findings });
    expect([results.length, properties['leftOut']]).toEqual([25_000, 3]);
  });
});
