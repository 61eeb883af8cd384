import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Report } from '../../src/domain/report.ts';
import { temporaryFolder } from '../git/repository.ts';
import { copiedCli, run } from './cli.ts';
import type { RunOptions } from './cli.ts';

let cli: string;
const folders: string[] = [];

beforeAll(() => {
  cli = copiedCli();
});
afterAll(() => {
  for (const folder of [dirname(dirname(cli)), ...folders]) rmSync(folder, { recursive: true, force: true });
});

function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = temporaryFolder();
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

async function lint(args: readonly string[], options: RunOptions) {
  const { stdout, stderr, status } = await run(cli, ['lint', ...args, '--format', 'json'], options);
  const report = stdout === '' ? undefined : (JSON.parse(stdout) as Report);
  const told = report?.findings
    .filter(({ severity }) => severity === 'blocker')
    .map(({ file, line, column, rule }) => `${file}:${line}:${column} ${rule}`);
  return { told, stderr, status, verdict: report?.verdict, because: report?.because };
}

const index = 'CREATE INDEX i ON orders (id);\n';
const drop = 'DROP TABLE orders;\n';
const found = 'create-index-not-concurrent';

describe('one file of a tool', () => {
  test.each([
    ['goose', 'a.sql', `-- +goose Up\n${index}-- +goose Down\n${drop}`, [`a.sql:2:1 ${found}`]],
    ['dbmate', 'a.sql', `-- migrate:up\n${index}-- migrate:down\n${drop}`, [`a.sql:2:1 ${found}`]],
    ['sql-migrate', 'a.sql', `-- +migrate Up\n${index}-- +migrate Down\n${drop}`, [`a.sql:2:1 ${found}`]],
    ['golang-migrate', '1_a.up.sql', index, [`1_a.up.sql:1:1 ${found}`]],
    ['golang-migrate', '1_a.down.sql', drop, []],
    ['sqlx', '1_a.down.sql', drop, []],
    ['diesel', '2026-01-01-000000_a/down.sql', drop, []],
    ['flyway', 'U1__a.sql', drop, []],
    ['prisma', '20260101000000_a/migration.sql', index, [`20260101000000_a/migration.sql:1:1 ${found}`]],
  ])('%s: %s holds what it would run up, never its down', async (tool, path, text, told) => {
    const cwd = folderWith({ [path]: text });
    expect((await lint(['--tool', tool, path], { cwd })).told).toEqual(told);
  });

  test('is told by its markers, where nobody names the tool, and on standard input', async () => {
    const text = `-- +goose Up\n${index}-- +goose Down\n${drop}`;
    const cwd = folderWith({ 'a.sql': text });
    expect((await lint(['a.sql'], { cwd })).told).toEqual([`a.sql:2:1 ${found}`]);
    expect((await lint(['-'], { cwd, input: text })).told).toEqual([`stdin.sql:2:1 ${found}`]);
  });

  test('is read with what lies beside it', async () => {
    const path = 'migrations/2026-01-01-000000_a/up.sql';
    const cwd = folderWith({
      [path]: 'CREATE INDEX CONCURRENTLY i ON orders (id);\n',
      'migrations/2026-01-01-000000_a/metadata.toml': 'run_in_transaction = false\n',
    });
    expect((await lint([path], { cwd })).told).toEqual([]);
    rmSync(join(cwd, 'migrations/2026-01-01-000000_a/metadata.toml'));
    expect((await lint([path], { cwd })).told).toEqual([`${path}:1:1 concurrently-in-transaction`]);
  });
});

describe('what is read', () => {
  const files = { 'm/9_a.sql': 'CREATE TABLE parcels (id bigint);\n', 'm/10_b.sql': 'CREATE INDEX ON parcels (id);\n' };

  test.each([[['m']], [['m/*.sql']], [['m/10_b.sql', 'm/9_a.sql']]])(
    '%j is one pull request, in order',
    async (paths) => {
      expect(await lint(paths, { cwd: folderWith(files) })).toMatchObject({
        told: [],
        status: 0,
        verdict: 'pass',
        stderr: '',
      });
    },
  );

  test('without the file before it, the table is taken to exist', async () => {
    expect(await lint(['m/10_b.sql'], { cwd: folderWith(files) })).toMatchObject({
      told: [`m/10_b.sql:1:1 ${found}`],
      status: 1,
      verdict: 'needs-approval',
    });
  });

  test('with --schema the old type is known', async () => {
    const text = 'ALTER TABLE orders ALTER COLUMN code TYPE varchar(40);\n';
    const cwd = folderWith({ 'a.sql': text, 'schema.sql': 'CREATE TABLE orders (code varchar(20));\n' });
    expect((await lint(['a.sql'], { cwd })).told).toEqual(['a.sql:1:1 alter-column-type']);
    expect((await lint(['a.sql', '--schema', 'schema.sql'], { cwd })).told).toEqual([]);
  });

  test.each([
    [
      ['--postgres', '11', 'a.sql'],
      '--postgres takes a major version from 12 to 18.\n       For example: --postgres 17.',
    ],
    [['--tool', 'gose', 'a.sql'], 'There is no migration tool “gose”.\n       Did you mean goose?'],
    [
      ['none.sql'],
      'none.sql: no such file, or no .sql file in it.\n       Name a file, a folder, a glob in quotes, or - for standard input.',
    ],
  ])('%j is refused with a remedy', async (args, says) => {
    const { stderr, status, told } = await lint(args, { cwd: folderWith({ 'a.sql': index }) });
    expect([stderr, status, told]).toEqual([`error: ${says}\n`, 2, undefined]);
  });
});

describe('what was named and not judged is told', () => {
  const down = 'only takes a migration back: it was not judged as an up.';
  test.each([
    ['a down alone', ['1_a.down.sql'], `No blocker found; not rehearsed. \`1_a.down.sql\` ${down}`],
    [
      'a down in a folder without an up',
      ['downs/1_a.down.sql'],
      `No blocker found; not rehearsed. \`downs/1_a.down.sql\` ${down}`,
    ],
    ['a down beside its up', ['2_b.up.sql', '2_b.down.sql'], 'No blocker found; not rehearsed.'],
    [
      'a down of another version',
      ['2_b.up.sql', '1_a.down.sql'],
      `No blocker found; not rehearsed. \`1_a.down.sql\` ${down}`,
    ],
    [
      'a file that the journal does not list',
      ['drizzle/0000_a.sql'],
      'No migration changes. `drizzle/0000_a.sql` is not in meta/_journal.json, so Drizzle never runs it.',
    ],
    [
      'a change log',
      ['--tool', 'liquibase', 'log/changelog.xml'],
      'No migration changes. `log/changelog.xml` holds no SQL that its tool runs on Postgres, and was not judged.',
    ],
    [
      'a byte order mark',
      ['3_c.up.sql'],
      'No blocker found; not rehearsed. `3_c.up.sql`: a byte order mark was removed.',
    ],
    [
      'only the first of many',
      ['1_a.down.sql', '4_d.down.sql', '5_e.down.sql', '6_f.down.sql', '7_g.down.sql'],
      `No blocker found; not rehearsed. ${[1, 4, 5].map((version) => `\`${version}_${'_abcdefg'[version]}.down.sql\` ${down}`).join(' ')} 2 more remarks.`,
    ],
  ])('%s', async (_, args, because) => {
    const downs = ['1_a', '2_b', '4_d', '5_e', '6_f', '7_g'].map((name) => [`${name}.down.sql`, drop] as const);
    const cwd = folderWith({
      ...Object.fromEntries(downs),
      '2_b.up.sql': 'SELECT 1;\n',
      'downs/1_a.down.sql': drop,
      '3_c.up.sql': '\ufeffSELECT 1;\n',
      'drizzle/0000_a.sql': drop,
      'drizzle/meta/_journal.json': '{"entries":[]}',
      'log/changelog.xml': '<databaseChangeLog></databaseChangeLog>',
    });
    expect(await lint(args, { cwd })).toMatchObject({ because, verdict: 'pass', status: 0, stderr: '' });
  });
});

test('the terminal shows the line, the place underlined', async () => {
  const cwd = folderWith({ 'a.sql': `-- größe\n\tSELECT 1; ${index}` });
  const { stdout } = await run(cli, ['lint', 'a.sql', '--format', 'terminal'], { cwd });
  expect(stdout).toContain(
    [
      `  blocker  a.sql:2:12  ${found}`,
      '       2 |     SELECT 1; CREATE INDEX i ON orders (id);',
      '         |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
      '    Writes to `public.orders` wait until the index is built',
    ].join('\n'),
  );
});

describe('bad input ends quickly', () => {
  test('a statement that Postgres refuses is told with its place, and the others are still checked', async () => {
    const cwd = folderWith({ 'a.sql': `${index}SELECT 1;\nSELEKT 'größe' 2;\n${drop}` });
    expect(await lint(['a.sql'], { cwd })).toMatchObject({
      told: [`a.sql:1:1 ${found}`, 'a.sql:4:1 drop-table', 'a.sql:3:1 syntax-error'],
      verdict: 'fail',
      because: 'This fails (42601): syntax error at or near "SELEKT", in `SELEKT \'größe\' 2`; not rehearsed.',
      status: 1,
    });
  });

  test('50,000 statements', async () => {
    const cwd = folderWith({ 'a.sql': `${'SELECT 1;\n'.repeat(49_999)}${index}` });
    expect(await lint(['a.sql'], { cwd })).toMatchObject({ told: [`a.sql:50000:1 ${found}`], status: 1 });
  }, 60_000);

  test('an INSERT of 1.8 MB', async () => {
    const cwd = folderWith({
      'a.sql': `INSERT INTO t VALUES ${"(1, 'abcdefgh'),\n".repeat(105_000)}(1, '');\n${index}`,
    });
    expect(await lint(['a.sql'], { cwd })).toMatchObject({ told: [`a.sql:105002:1 ${found}`], status: 1 });
  }, 60_000);

  test.each([
    [
      'an INSERT of 4 MB',
      `INSERT INTO t VALUES ${"(1, 'abcdefgh'),\n".repeat(260_000)}(1, '');\n`,
      'error: a.sql holds 4.4 MB; a migration file may hold 2 MB.\n       Load large data outside the migrations, or split the file.\n',
    ],
    [
      'a NUL byte',
      'SELECT 1;\n\0',
      'error: a.sql holds a NUL byte in line 2, after which Postgres would read nothing.\n       Save the file as UTF-8 text (not UTF-16), and keep binary files out of the migration folder.\n',
    ],
    [
      'other bytes than UTF-8',
      Buffer.from([0x2d, 0x2d, 0xff]),
      'error: a.sql is not UTF-8: line 1 holds other bytes.\n       Save the file as UTF-8.\n',
    ],
  ])('%s', async (_, text, stderr) => {
    const cwd = folderWith({ 'a.sql': text });
    expect(await lint(['a.sql'], { cwd })).toMatchObject({ stderr, status: 2, told: undefined });
    const piped = await run(cli, ['lint', '-'], { cwd, input: text });
    expect([piped.stderr, piped.status]).toEqual([stderr.replace('a.sql', 'stdin.sql'), 2]);
  });

  test('more than 20 MB in one call', async () => {
    const text = `SELECT '${'x'.repeat(1_900_000)}';\n`;
    const cwd = folderWith(Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`m/${index}.sql`, text])));
    expect(await lint(['m'], { cwd })).toMatchObject({
      stderr:
        'error: These files hold more than 20 MB together, which is the most that one call reads.\n       Name fewer of them, for example those of one pull request.\n',
      status: 2,
      told: undefined,
    });
    expect(await lint(['m/0.sql', 'm/1.sql'], { cwd })).toMatchObject({ stderr: '', status: 0, told: [] });
  });

  test.each([
    ['brackets', `SELECT ${'('.repeat(100_000)}1${')'.repeat(100_000)};\n`],
    ['arrays', `SELECT ${'ARRAY['.repeat(3000)}1${']'.repeat(3000)};\n`],
    ['CASE', `SELECT ${'CASE WHEN true THEN '.repeat(20_000)}1${' END'.repeat(20_000)};\n`],
  ])('deep nesting of %s', async (_, text) => {
    expect(await lint(['a.sql'], { cwd: folderWith({ 'a.sql': text }) })).toMatchObject({
      verdict: 'error',
      because: 'A statement is nested too deep for the parser to read it. Split the statement into smaller ones.',
      status: 2,
    });
  });
});

test('explain says what a rule means', async () => {
  const { stdout, status } = await run(cli, ['explain', found]);
  expect([stdout.includes('Building an index makes every write wait'), status]).toEqual([true, 0]);
  const unknown = await run(cli, ['explain', 'create-index-not-concurent']);
  expect([unknown.stderr.includes(`Did you mean ${found}?`), unknown.status]).toEqual([true, 2]);
});

describe('the page about lint', () => {
  const page = readFileSync('docs/lint.md', 'utf8');
  const files = Object.fromEntries(
    [...page.matchAll(/`([\w/.]+\.sql)`[^`]*:\n\n```sql\n(.*?)```/gs)].map(([, path = '', text = '']) => [path, text]),
  );
  const shown = [...page.matchAll(/```console\n\$ migration-rehearsal (.+)\n([^]*?)```/g)].map(
    ([, command = '', output = '']) => [command, output] as const,
  );
  const timeless = (text: string) => text.replace(/\d+ ms/g, '… ms');

  test.each(shown)('says what `%s` says', async (command, output) => {
    const cwd = folderWith(files);
    const [words = '', from = ''] = command.split(' < ');
    const args = [...words.split(' '), ...(words.startsWith('lint') ? ['--format', 'terminal'] : [])];
    const { stdout } = await run(cli, args, { cwd, input: files[from] ?? '' });
    const [start = '', end = ''] = timeless(output).split('…\n');
    expect(timeless(stdout).startsWith(start) && timeless(stdout).endsWith(end) ? output : stdout).toBe(output);
  });
});

test('the hook for pre-commit runs what a commit changes', async () => {
  const hook = readFileSync('.pre-commit-hooks.yaml', 'utf8');
  const [, entry = ''] = /entry: migration-rehearsal (.+)/.exec(hook) ?? [];
  const [, pattern = ''] = /files: '(.+)'/.exec(hook) ?? [];
  const wanted = new RegExp(pattern);
  const files = { 'db/migrations/1_a.sql': index, 'app/query.txt': '', 'V2__b.sql': index };
  const staged = Object.keys(files).filter((path) => wanted.test(path));
  expect(staged).toEqual(['db/migrations/1_a.sql', 'V2__b.sql']);
  const { stdout, status } = await run(cli, [...entry.split(' '), ...staged], { cwd: folderWith(files) });
  expect([stdout.includes(found), status]).toEqual([true, 1]);
});
