import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

/** One import that each rule of .dependency-cruiser.cjs exists to refuse: [rule, importing file, imported module]. */
const offences: readonly (readonly [rule: string, path: string, module: string])[] = [
  ['layer-domain', 'src/domain/a.ts', '../ports/clock.ts'],
  ['layer-ports', 'src/ports/a.ts', '../sql/parse.ts'],
  ['layer-sql', 'src/sql/a.ts', '../ports/clock.ts'],
  ['layer-rules', 'src/rules/a.ts', '../ports/clock.ts'],
  ['layer-tools', 'src/tools/a.ts', '../sql/parse.ts'],
  ['layer-volume', 'src/volume/a.ts', '../rules/one.ts'],
  ['layer-rehearsal', 'src/rehearsal/a.ts', '../rules/one.ts'],
  ['layer-databases', 'src/databases/a.ts', '../sql/parse.ts'],
  ['layer-report', 'src/report/a.ts', '../rules/one.ts'],
  ['layer-approval', 'src/approval/a.ts', '../ports/clock.ts'],
  ['layer-commands', 'src/commands/a.ts', '../rules/one.ts'],
  ['layer-config', 'src/config/a.ts', '../rules/one.ts'],
  ['layer-git', 'src/git/a.ts', '../sql/parse.ts'],
  ['layer-github', 'src/github/a.ts', '../report/one.ts'],
  ['layer-server', 'src/server/a.ts', '../sql/parse.ts'],
  ['layer-notify', 'src/notify/a.ts', '../report/one.ts'],
  ['layer-flows', 'src/flows/a.ts', '../git/one.ts'],
  ['nobody-imports-entry', 'src/flows/b.ts', '../entry/one.ts'],
  ['tool-apart', 'src/tools/goose/index.ts', '../dbmate/index.ts'],
  ['provider-apart', 'src/databases/docker/index.ts', '../embedded/index.ts'],
  ['rules-apart', 'src/rules/two.ts', './one.ts'],
  ['world-at-the-edge', 'src/flows/c.ts', 'node:fs'],
  ['world-at-the-edge', 'src/rehearsal/c.ts', 'pg'],
  ['one-parser', 'src/rules/three.ts', 'libpg-query'],
  ['no-cycles', 'src/domain/b.ts', './c.ts'],
];

const innocent = [
  'src/ports/clock.ts',
  'src/sql/parse.ts',
  'src/rules/one.ts',
  'src/report/one.ts',
  'src/git/one.ts',
  'src/entry/one.ts',
  'src/tools/dbmate/index.ts',
  'src/databases/embedded/index.ts',
];

describe('the layers of ARCHITECTURE.md', () => {
  let folder: string;
  let violations: ReadonlySet<string>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'architecture-'));
    const write = async (path: string, text: string) => {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    };
    for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json']) await cp(file, join(folder, file));
    await symlink(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
    for (const path of innocent) await write(path, 'export const one = 1;\n');
    for (const [, path, module] of offences) await write(path, `import '${module}';\nexport const it = 1;\n`);
    await write('src/domain/c.ts', "import './b.ts';\nexport const c = 1;\n");
    violations = await cruise(folder);
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each(offences)('%s refuses %s importing %s', (rule, path) => {
    expect(violations).toContain(`${rule} ${path}`);
  });

  test('nothing else is refused', () => {
    const expected = new Set(offences.map(([rule, path]) => `${rule} ${path}`));
    expected.add('no-cycles src/domain/c.ts');
    expected.add('layer-flows src/flows/b.ts');
    expect([...violations].filter((violation) => !expected.has(violation))).toEqual([]);
  });

  test('every rule of the configuration is seen to fail here', () => {
    const { forbidden } = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as {
      forbidden: readonly { name: string }[];
    };
    expect(new Set(offences.map(([rule]) => rule))).toEqual(new Set(forbidden.map(({ name }) => name)));
  });
});

/** `rule path` of every violation. */
function cruise(folder: string): Promise<ReadonlySet<string>> {
  const cli = join(process.cwd(), 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const options = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src'];
  return new Promise((resolve, reject) => {
    // Violations are its exit status, so only missing output is an error.
    execFile(process.execPath, [cli, ...options], { cwd: folder, maxBuffer: 1e8 }, (error, stdout) => {
      if (stdout === '') {
        reject(error ?? new Error('dependency-cruiser printed nothing'));
        return;
      }
      const { summary } = JSON.parse(stdout) as {
        summary: { violations: readonly { from: string; rule: { name: string } }[] };
      };
      resolve(new Set(summary.violations.map(({ from, rule }) => `${rule.name} ${from}`)));
    });
  });
}
