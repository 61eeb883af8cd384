import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { checkName } from '../../src/flows/setting.ts';
import { requestFaults } from '../fake-github/contract.ts';
import type { Endpoint } from '../fake-github/contract.ts';

const folder = 'examples/rulesets';
const repository: Endpoint = 'POST /repos/{owner}/{repo}/rulesets';
const organization: Endpoint = 'POST /orgs/{org}/rulesets';
const endpoints: Readonly<Record<string, Endpoint>> = {
  'check-of-the-app.json': repository,
  'check.json': repository,
  'organization.json': organization,
};

interface Ruleset {
  readonly rules: readonly {
    readonly type: string;
    readonly parameters: { readonly required_status_checks?: readonly { readonly context: string }[] };
  }[];
}
const read = (name: string) => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as Ruleset;

test('three rulesets are shipped', () => {
  expect(readdirSync(folder).sort()).toEqual(Object.keys(endpoints));
});

describe.each(Object.entries(endpoints))('%s', (name, endpoint) => {
  test('is what GitHub takes as a new ruleset', () => {
    expect(requestFaults(endpoint, read(name))).toEqual([]);
  });

  test('is held against what GitHub takes: a wrong word in it is seen', () => {
    const text = readFileSync(`${folder}/${name}`, 'utf8');
    expect(requestFaults(endpoint, JSON.parse(text.replace('"enforcement"', '"enforced"')))).not.toEqual([]);
    expect(requestFaults(endpoint, JSON.parse(text.replace(/"type": "\w+"/, '"type": "wishes"')))).not.toEqual([]);
  });

  test('requires the check by its name', () => {
    const checks = read(name).rules.flatMap(({ parameters }) => parameters.required_status_checks ?? []);
    for (const { context } of checks) expect(context).toBe(checkName(''));
  });
});
