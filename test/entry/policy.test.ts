import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { under } from '../../src/config/policy-text.ts';
import { success } from '../../src/domain/errors.ts';
import { wishesOf } from '../../src/entry/action/run.ts';
import { serverPolicy } from '../../src/entry/app/policy.ts';
import { runLint } from '../../src/entry/cli/lint.ts';
import { runReview } from '../../src/entry/cli/review.ts';
import { settingOf } from '../../src/flows/setting.ts';
import type { InputName } from '../../src/github/inputs.ts';
import { inputNames, readInputs } from '../../src/github/inputs.ts';
import { Story } from '../conversation/story.ts';
import { repository } from '../git/repository.ts';
import type { TestRepository } from '../git/repository.ts';

/**
 * Whatever stands for a key of the configuration is held to an organisation's policy like the file: each input of the
 * Action and each flag of the command line is in one of these lists, and so is a new one.
 */
type Stands = { readonly key: string; readonly given: string; readonly locked: string } | { readonly no: string };

const inputs: Readonly<Record<InputName, Stands>> = {
  'github-token': { no: 'who writes' },
  mode: { key: 'mode', given: 'report', locked: 'enforce' },
  config: { no: 'a file of the base commit, which is held to the policy whatever it is called' },
  policy: { no: 'the policy itself' },
  profile: { key: 'volume.profile', given: 'env:OTHER', locked: 'production.json' },
  'working-directory': { no: 'where the checkout is' },
  id: { key: 'id', given: 'billing', locked: 'shop' },
};

const flags: Readonly<Record<string, Stands>> = {
  '--format': { no: 'how it is shown' },
  '--out': { no: 'where it is written' },
  '--policy': { no: 'the policy itself' },
  '--repo': { no: 'what is looked at' },
  '--base': { no: 'what is looked at' },
  '--head': { no: 'what is looked at' },
  '--no-rehearsal': { no: 'says of itself that nothing was rehearsed' },
  '--config': { no: 'held to the policy like the file that it replaces' },
  '--profile': { key: 'volume.profile', given: 'profile.json', locked: 'production.json' },
  '--schema': { key: 'migrations.schema', given: 'schema.sql', locked: 'db/structure.sql' },
  '--postgres': { key: 'postgres.version', given: '13', locked: '17' },
  '--tool': { key: 'migrations.tool', given: 'goose', locked: 'dbmate' },
  '--database-url': { no: 'what a profile is taken of' },
  '--print-sql': { no: 'prints' },
  '--check': { no: 'prints' },
  '--diff': { no: 'prints' },
  '--histograms': { no: 'what a profile holds' },
  '--no-queries': { no: 'what a profile holds' },
  '--try': { no: 'how many merges' },
};

const standing = (list: Readonly<Record<string, Stands>>) =>
  Object.entries(list).flatMap(([name, stands]) => ('key' in stands ? [{ name, ...stands }] : []));

/** `volume.profile` at `a`: `volume: { profile: "a" }`. */
const written = (key: string, value: string): string =>
  key.split('.').reduceRight((inner, name) => `{ ${name}: ${inner} }`, /^\d+$/.test(value) ? value : `"${value}"`);

const told: string[] = [];
let git: TestRepository;
beforeEach(() => {
  git = repository();
  told.length = 0;
  jest.spyOn(process.stderr, 'write').mockImplementation((chunk) => told.push(String(chunk)) > 0);
});
afterEach(() => {
  jest.restoreAllMocks();
  for (const name of ['MIGRATION_POLICY', 'MIGRATION_REHEARSAL_POLICY']) Reflect.deleteProperty(process.env, name);
  git[Symbol.dispose]();
});

test('the lists are whole', () => {
  const declared = readFileSync('src/entry/cli.ts', 'utf8').matchAll(/'(--[a-z-]+)/g);
  expect(Object.keys(flags).sort()).toEqual([...new Set([...declared].map(([, flag]) => flag))].sort());
  expect(Object.keys(inputs)).toEqual([...inputNames]);
});

const looser = (by: string, { key, locked }: { readonly key: string; readonly locked: string }) => {
  const secret = /^(migrations|postgres)\./.test(key);
  const at = secret ? 'something else' : `\`${locked}\``;
  return `${by} is looser than env:MIGRATION_POLICY allows, which locks it at ${at}.`;
};

describe.each(standing(inputs))('the input $name', (input) => {
  const asked = async (locked: string) => {
    const story = new Story();
    const head = story.objects.commit('c'.repeat(40) as never, { 'README.md': 'Hello.\n' }, story.base);
    const read = readInputs((name) => (name === input.name ? input.given : name === 'github-token' ? 'a-token' : ''));
    if (!read.ok) throw new Error(read.problem.says);
    const policy = { file: 'env:MIGRATION_POLICY', text: `locked: ${written(input.key, locked)}\n` };
    const setting = await settingOf(
      { base: story.base, baseRef: 'main', head },
      {
        ...story.world,
        wishes: wishesOf(read.value),
        open: () => Promise.resolve(success({ source: under(policy, story.objects.source) })),
      },
    );
    return setting.ok ? 'it is done' : setting.problem.says;
  };

  test('is refused where the policy locks another value, and taken where it locks the same', async () => {
    expect(await asked(input.locked)).toBe(looser(`The input \`${input.name}\``, input));
    expect(await asked(input.given)).toBe('it is done');
  });
});

describe.each(standing(flags))('the flag $name', (flag) => {
  const run = async (locked: string): Promise<string> => {
    process.env['MIGRATION_POLICY'] = `locked: ${written(flag.key, locked)}\n`;
    git.commit({ 'schema.sql': 'create table orders (id bigint);\n' });
    git.on('feature').commit({ 'migrations/0001_a.sql': 'select 1;\n' });
    const at = (name: string) => join(git.directory, name);
    writeFileSync(at('profile.json'), '{"schema": 1, "tables": {}}');
    writeFileSync(at('a.sql'), '-- +goose Up\nselect 1;\n');
    const given = flag.given.includes('.') ? at(flag.given) : flag.given;
    const output = { policy: 'env:MIGRATION_POLICY', format: 'json', out: at('report.json') } as const;
    if (flag.name === '--profile') {
      await runReview({
        ...output,
        repo: git.directory,
        base: 'main',
        head: 'feature',
        rehearsal: false,
        profile: given,
      });
    } else {
      const postgres = flag.name === '--postgres' ? { postgres: Number(given) } : {};
      if (flag.name === '--schema') writeFileSync(given, 'create table orders (id bigint);\n');
      const other = flag.name === '--postgres' ? {} : { [flag.name.slice(2)]: given };
      await runLint([at('a.sql')], { ...output, ...postgres, ...other });
    }
    rmSync(at('report.json'), { force: true });
    return told.splice(0).join('');
  };

  test('is refused where the policy locks another value, and taken where it locks the same', async () => {
    expect(await run(flag.locked)).toBe(
      `error: ${looser(`\`${flag.name}\``, flag)}\n       Leave it out, or ask for the same or what is stricter.\n`,
    );
    const same = flag.given.includes('.') ? join(git.directory, flag.given) : flag.given;
    expect(await run(same)).not.toContain('looser');
  });
});

describe('the command line', () => {
  const reviewing = (more: Partial<Parameters<typeof runReview>[0]>) =>
    runReview({
      ...{ repo: git.directory, base: 'main', head: 'feature', rehearsal: false },
      ...{ format: 'json', out: join(git.directory, 'report.json') },
      ...more,
    });

  test('holds a file of --config to the policy, which can be a file as well', async () => {
    git.commit({ 'README.md': 'Hello.\n' });
    git.on('feature').commit({ 'migrations/0001_a.sql': 'select 1;\n' });
    const [config, policy] = [join(git.directory, 'config.yml'), join(git.directory, 'policy.yml')];
    writeFileSync(config, 'mode: report\n');
    writeFileSync(policy, 'locked: { mode: enforce }\n');
    expect(await reviewing({ config, policy })).toBe('error');
    expect(told.join('')).toBe(
      `error: ${config}:1:7: \`mode\` is looser than ${policy} allows, which locks it at \`enforce\`.\n       Write the same or what is stricter, or leave the key out.\n`,
    );
  });

  test.each([['env:MIGRATION_POLICY'], ['/nowhere/policy.yml']])(
    'looks at nothing where the policy that is named is not there: %s',
    async (policy) => {
      git.commit({ 'README.md': 'Hello.\n' });
      git.on('feature').commit({ 'migrations/0001_a.sql': 'select 1;\n' });
      const says =
        `error: The policy ${policy} is empty here, or not there at all; weaker rules could hold without it, so nothing is looked at.\n` +
        '       Hand it over where this runs (workflows of forks get variables, but no secrets), or name none.\n';
      expect(await reviewing({ policy })).toBe('error');
      expect(await runLint([git.directory], { policy })).toBe('error');
      expect(told.join('')).toBe(says + says);
    },
  );

  test('reads the policy where a repository has no configuration', async () => {
    process.env['MIGRATION_POLICY'] = 'locked: { rules: { drop-table: off } }\n';
    git.commit({ 'README.md': 'Hello.\n' });
    writeFileSync(join(git.directory, 'a.sql'), 'drop table orders;\n');
    const out = join(git.directory, 'report.json');
    const given = { format: 'json', out } as const;
    const rules = async (policy?: string) => {
      await runLint([join(git.directory, 'a.sql')], { ...given, ...(policy !== undefined && { policy }) });
      const { findings } = JSON.parse(readFileSync(out, 'utf8')) as { findings: { rule: string }[] };
      return findings.map(({ rule }) => rule);
    };
    expect(await rules()).toContain('drop-table');
    expect(await rules('env:MIGRATION_POLICY')).not.toContain('drop-table');
  });
});

describe('the server', () => {
  const policy = async (text: string | undefined, named = 'env:MIGRATION_POLICY') => {
    process.env['MIGRATION_REHEARSAL_POLICY'] = named;
    if (text !== undefined) process.env['MIGRATION_POLICY'] = text;
    const read = await serverPolicy();
    return read.ok ? read.value : read.problem.says;
  };

  test('has no policy unless its operator names one', async () => {
    expect(await serverPolicy()).toEqual({ ok: true, value: undefined });
  });

  test('reads it from a variable or a file, and calls it by the variable that names it', async () => {
    const text = 'locked: { mode: enforce }\n';
    const file = 'MIGRATION_REHEARSAL_POLICY';
    expect(await policy(text)).toEqual({ file, text });
    const path = join(git.directory, 'policy.yml');
    writeFileSync(path, text);
    expect(await policy(undefined, path)).toEqual({ file, text });
  });

  test.each([
    ['locked: { mood: enforce }', 'MIGRATION_REHEARSAL_POLICY:1:11: `mood` is no key of the configuration.'],
    ['locked: { mode: [canary] }', 'MIGRATION_REHEARSAL_POLICY:1:17: `mode` must be one of enforce, report.'],
    [' ', /^The policy MIGRATION_REHEARSAL_POLICY is empty here, or not there at all;/],
  ])('is told a mistake before it starts, and not on a pull request: %s', async (text, says) => {
    expect(await policy(text)).toEqual(typeof says === 'string' ? says : expect.stringMatching(says));
  });

  test('does not start without the policy that is named', async () => {
    for (const named of ['env:MIGRATION_POLICY', '/nowhere/canary.yml', '']) {
      const says = await policy(undefined, named);
      expect(says).toMatch(/^The policy MIGRATION_REHEARSAL_POLICY is empty here, or not there at all;/);
      expect(says).not.toContain('canary');
    }
  });
});
