import { describe, expect, test } from '@jest/globals';
import { defaults } from '../../src/config/defaults.ts';
import { configPath, load } from '../../src/config/load.ts';
import { parseConfig } from '../../src/config/parse.ts';
import { handedOver } from '../../src/config/policy-text.ts';
import { success } from '../../src/domain/errors.ts';
import type { Sha } from '../../src/domain/pull-request.ts';

/** One policy for many repositories: what it says holds where they say nothing, and what it locks they only tighten. */

const rules = ['drop-table', 'drop-column'];
const file = 'env:MIGRATION_POLICY';
const policy = `
volume: { rows: 2000000 }
locked:
  mode: enforce
  approval: { required: { destructive: 2 }, ttl: 7d, forbidden: [drop-table], teams: [acme/dbas, acme/sre], codeowners: false }
  rehearsal: { traffic: true, stall-budget: 1s }
  rules: { drop-column: { severity: warning, suppressible: false } }
  windows: { freezes: [2026-12-20..2027-01-02] }
`;
const parse = (text: string) => parseConfig(text, configPath, rules, { file, text: policy });
const refused = (text: string) => {
  const parsed = parse(text);
  return parsed.ok ? undefined : `${parsed.problem.says} ${parsed.problem.advice}`;
};
const remedy = 'Write the same or what is stricter, or leave the key out.';

describe('a repository', () => {
  test('that says nothing has the policy, and the defaults where that says nothing either', () => {
    const parsed = parse('');
    expect(parsed).toMatchObject({
      value: {
        volume: { rows: 2_000_000, seconds: defaults.volume.seconds },
        approval: { required: { blocker: 1, destructive: 2 }, forbidden: ['drop-table'], codeowners: false },
        rules: { settings: { 'drop-column': { severity: 'warning', suppressible: false } } },
      },
    });
  });

  test('goes its own way where nothing is locked', () => {
    expect(parse('volume: { rows: 10 }\nid: billing')).toMatchObject({
      value: { volume: { rows: 10 }, id: 'billing' },
    });
  });

  test.each([
    ['approval: { required: { destructive: 3 } }'],
    ['approval: { ttl: 12h }'],
    ['approval: { forbidden: [drop-column, drop-table] }'],
    ['approval: { teams: [acme/dbas] }'],
    ['approval: { users: [bob] }'],
    ['rehearsal: { stall-budget: 500ms }'],
    ['rules: { drop-column: { severity: blocker, suppressible: false } }'],
    ['rules: { exceptions: [{ rule: drop-table, table: public.a, reason: nightly }] }'],
    ['windows: { freezes: [2026-12-20..2027-01-02, 2027-04-01..2027-04-03] }'],
  ])('may tighten: %s', (text) => {
    expect(parse(text)).toMatchObject({ ok: true });
  });

  test.each([
    ['mode: report', '1:7', 'mode', 'enforce'],
    ['approval: { required: { destructive: 1 } }', '1:38', 'approval.required.destructive', '2'],
    ['approval: { ttl: 30d }', '1:18', 'approval.ttl', '7d'],
    ['approval: { forbidden: [] }', '1:24', 'approval.forbidden', '["drop-table"]'],
    ['approval: { teams: [acme/everybody] }', '1:20', 'approval.teams', '["acme/dbas","acme/sre"]'],
    ['approval: { teams: [] }', '1:20', 'approval.teams', '["acme/dbas","acme/sre"]'],
    ['approval: { codeowners: true }', '1:25', 'approval.codeowners', 'false'],
    ['\nrehearsal: { traffic: false }', '2:23', 'rehearsal.traffic', 'true'],
    ['rehearsal: { stall-budget: 1h }', '1:28', 'rehearsal.stall-budget', '1s'],
    ['rules: { drop-column: blocker }', '1:23', 'rules.drop-column', '{"severity":"warning","suppressible":false}'],
    ['rules: { drop-column: off }', '1:23', 'rules.drop-column', '{"severity":"warning","suppressible":false}'],
    ['windows: { freezes: [] }', '1:21', 'windows.freezes', '["2026-12-20..2027-01-02"]'],
  ])('may not loosen: %s', (text, place, key, locked) => {
    expect(refused(text)).toBe(
      `${configPath}:${place}: \`${key}\` is looser than ${file} allows, which locks it at \`${locked}\`. ${remedy}`,
    );
  });

  test.each([['rule: drop-column, '], ['']])('may not except from a locked rule: { %stable … }', (rule) => {
    expect(refused(`rules: { exceptions: [{ ${rule}table: public.a, reason: nightly }] }`)).toBe(
      `${configPath}:1:23: This exception loosens \`drop-column\`, which ${file} locks. Name another rule in it, or remove it.`,
    );
  });
});

describe('an input or a flag', () => {
  const wished = (key: string, value: unknown) => {
    const parsed = parseConfig('', configPath, rules, { file, text: policy }, [{ by: 'The input `x`', key, value }]);
    return parsed.ok ? undefined : `${parsed.problem.says} ${parsed.problem.advice}`;
  };

  test.each([
    ['mode', 'enforce'],
    ['mode', undefined],
    ['rehearsal.stall-budget', '500ms'],
    ['id', 'billing'],
  ])('may say what is as tight, or stands under no lock: %s: %s', (key, value) => {
    expect(wished(key, value)).toBeUndefined();
  });

  test.each([
    ['mode', 'report', '`enforce`'],
    ['rehearsal.stall-budget', '1h', '`1s`'],
    ['approval.required.destructive', 1, '`2`'],
  ])('is refused like the file where it is looser: %s: %s', (key, value, locked) => {
    expect(wished(key, value)).toBe(
      `The input \`x\` is looser than ${file} allows, which locks it at ${locked}. Leave it out, or ask for the same or what is stricter.`,
    );
  });
});

describe('what a policy locks is told', () => {
  const secret = 'https://hooks.example.com/canary';
  test.each([
    [`notify: { webhooks: ["${secret}"] }`, 'notify: { webhooks: [] }', 'notify.webhooks'],
    [`postgres: { create: "make --token ${secret}" }`, 'postgres: { create: make }', 'postgres.create'],
    [`volume: { seed: { command: "load ${secret}" } }`, 'volume: { seed: { command: load } }', 'volume.seed.command'],
    [
      `migrations: { placeholders: { key: "${secret}" } }`,
      'migrations: { placeholders: { key: a } }',
      'migrations.placeholders.key',
    ],
  ])('but not where it can hold a secret: %s', (locked, text, key) => {
    const parsed = parseConfig(text, configPath, rules, { file, text: `locked: { ${locked} }` });
    const told = `\`${key}\` is looser than ${file} allows, which locks it at something else.`;
    expect(parsed).toMatchObject({ ok: false, problem: { says: expect.stringContaining(told) } });
    expect(JSON.stringify(parsed)).not.toContain('canary');
  });

  test.each([
    ['mode: enforce\n"canary'],
    ['mode: enforce\n  canary\n@canary'],
    ['a: b\n%canary x: y'],
    ['a: |canary\n b'],
  ])('and no broken line of it is: %j', (text) => {
    const parsed = parseConfig('', configPath, rules, { file, text });
    expect(parsed.ok).toBe(false);
    expect(JSON.stringify(parsed)).not.toContain('canary');
  });
});

describe('a policy that is named', () => {
  test('and handed over is that', () => {
    expect(handedOver(file, policy)).toEqual({ ok: true, value: { file, text: policy } });
  });

  test.each([[undefined], [''], [' \n']])('and not there (%j) lets nothing be looked at under weaker rules', (text) => {
    expect(handedOver(file, text)).toEqual({
      ok: false,
      problem: {
        code: 'bad-configuration',
        says: `The policy ${file} is empty here, or not there at all; weaker rules could hold without it, so nothing is looked at.`,
        advice: 'Hand it over where this runs (workflows of forks get variables, but no secrets), or name none.',
      },
    });
  });
});

describe('the policy itself', () => {
  test.each([
    ['locked: { mood: enforce }', `${file}:1:11: \`mood\` is no key of the configuration. Did you mean \`mode\`?`],
    ['approval: { ttl: soon }', `${file}:1:18: \`approval.ttl\` must be a time such as 60s, 10m or 30d.`],
    ['locked: [', `${file}:1:10: This is not valid YAML`],
    ['locked: 7', `${file}:1:9: `],
    ['- a', `${file}:1:1: `],
    ['[['.repeat(60), `${file}:1:1: The file nests or repeats itself too deeply to be read.`],
  ])('is held to the same: %s', (text, says) => {
    const parsed = parseConfig('', configPath, rules, { file, text });
    expect(parsed.ok ? '' : `${parsed.problem.says} ${parsed.problem.advice}`.slice(0, says.length)).toBe(says);
  });

  test('holds in a repository that has no configuration', async () => {
    const source = {
      tree: () => Promise.resolve(success([])),
      read: () => Promise.resolve(success([])),
      policy: { file, text: policy },
    };
    expect(await load(source, '0'.repeat(40) as Sha, configPath, rules)).toMatchObject({
      value: { approval: { ttlMs: 7 * 86_400_000 } },
    });
  });
});
