import { describe, expect, test } from '@jest/globals';
import type { MigrationFile } from '../../src/domain/migration.ts';
import type { ReadSettings } from '../../src/ports/migration-tool.ts';
import { toolById } from '../../src/tools/index.ts';
import { readChanged } from '../../src/tools/read.ts';
import { newest, sameVersion, units } from '../../src/tools/units.ts';
import { detectIn, settings } from './project.ts';

const read = (id: string, path: string, text: string, over: Partial<ReadSettings> = {}) =>
  toolById(id)!.read({ path, text }, settings(over));

function file(id: string, path: string, text = 'select 1;', over: Partial<ReadSettings> = {}): MigrationFile {
  const result = read(id, path, text, over);
  if (!result.ok) throw new Error(result.problem.says);
  return result.value;
}

describe('sections', () => {
  test('goose: the Down of a file never runs with its Up', () => {
    const text = '-- +goose Up\r\nselect 1;\r\n-- +goose Down\r\nselect 2;\r\n';
    const { up, down } = file('goose', 'migrations/1_x.sql', text);
    expect(up).toBe(`${' '.repeat(12)}\r\nselect 1;\r\n${' '.repeat(14)}\r\n${' '.repeat(9)}\r\n`);
    expect(down).toBe(`${' '.repeat(12)}\r\n${' '.repeat(9)}\r\n${' '.repeat(14)}\r\nselect 2;\r\n`);
  });

  test.each(['-- +goose NO TRANSACTION\n-- +goose Up\n', '-- +goose Up\n-- +goose NO TRANSACTION\n'])(
    'goose: NO TRANSACTION may come before or after Up',
    (head) => {
      expect(file('goose', 'migrations/1_x.sql', `${head}select 1;`).transaction).toBe('per-statement');
    },
  );

  test('goose: a file without Up is what goose refuses too', () => {
    expect(read('goose', 'migrations/1_x.sql', 'select 1;')).toEqual({
      ok: false,
      problem: {
        code: 'unreadable-migration',
        says: 'migrations/1_x.sql has no line “-- +goose Up”, without which goose refuses it.',
        advice: 'Add the line.',
        file: 'migrations/1_x.sql',
        line: 1,
      },
    });
  });

  test('dbmate: up and down have transactions of their own', () => {
    const text = '-- migrate:up\nselect 1;\n-- migrate:down transaction:false\nselect 2;';
    expect(file('dbmate', 'db/migrations/1_x.sql', text)).toMatchObject({
      transaction: 'per-file',
      downTransaction: 'one-message',
      direction: 'both',
    });
  });

  test('sql-migrate: what it would cut in two, or refuse, is told', () => {
    const head = '-- +migrate Up\n-- a; comment\n';
    const body = 'create function f() returns void language plpgsql as $$\nbegin;\nend\n$$;\n';
    const warned = (text: string) => file('sql-migrate', 'migrations/1_x.sql', head + text).warnings;
    expect(warned(body)).toEqual([
      'line 4: sql-migrate takes this semicolon, inside quotes, for the end of a statement; put -- +migrate StatementBegin and StatementEnd around it',
    ]);
    expect(warned(`-- +migrate StatementBegin\n${body}-- +migrate StatementEnd\nselect 1; -- done\n`)).toEqual([]);
    expect(warned('select 1;\nselect 2\n')).toEqual([
      'line 4: sql-migrate refuses a statement without a semicolon at its end',
    ]);
  });

  test('sql-migrate: sections may come again, and each direction has its own mode', () => {
    const text = '-- +migrate Up\na;\n-- +migrate Down notransaction\nb;\n-- +migrate Up\nc;\n';
    const { up, down, transaction, downTransaction } = file('sql-migrate', 'migrations/1_x.sql', text);
    expect([up, down].map((section) => section?.replace(/\s+/g, ' '))).toEqual([' a; c; ', ' b; ']);
    expect([transaction, downTransaction]).toEqual(['per-file', 'per-statement']);
    expect(read('sql-migrate', 'migrations/1_x.sql', ' -- +migrate Up\n').ok).toBe(false);
  });

  test('dbmate: a permission to break a rule is no section', () => {
    const text = '-- migrate:up\n-- migrate:allow drop-table reason: gone\ndrop table shop;\n';
    expect(file('dbmate', 'db/migrations/1_x.sql', text).up).toContain('migrate:allow drop-table');
  });
});

describe('placeholders are resolved from the configuration, never guessed', () => {
  test('Flyway replaces them whatever their case', () => {
    const text = 'create table ${Schema}.shop ();';
    expect(file('flyway', 'V1__x.sql', text, { placeholders: { schema: 'sales' } })).toMatchObject({
      up: 'create table sales.shop ();',
      text,
    });
  });

  test('an unknown one is named, with its line', () => {
    expect(read('flyway', 'db/V1__x.sql', 'select 1;\nset search_path = ${flyway:defaultSchema};')).toEqual({
      ok: false,
      problem: {
        code: 'placeholder-unresolved',
        says: 'db/V1__x.sql line 2 uses the placeholder ${flyway:defaultSchema}, which has no value here.',
        advice: 'Give it one in the configuration: migrations.placeholders: { "flyway:defaultSchema": "…" }.',
        file: 'db/V1__x.sql',
        line: 2,
      },
    });
  });

  test('Flyway leaves them where the file beside says so', () => {
    const companions = new Map([['V1__x.sql.conf', 'placeholderReplacement=false\n']]);
    expect(file('flyway', 'V1__x.sql', "select '${x}';", { companions }).up).toBe("select '${x}';");
  });

  test('templates: braces in strings are data, elsewhere they need a value', () => {
    const text = `select '{{1,2},{3,4}}'::int[] from {{ .Schema }}.shop;`;
    const path = 'migrations/1_x.up.sql';
    expect(file('golang-migrate', path, text, { placeholders: { Schema: 'sales' } }).up).toBe(
      `select '{{1,2},{3,4}}'::int[] from sales.shop;`,
    );
    expect(read('golang-migrate', path, text)).toMatchObject({
      ok: false,
      problem: { code: 'placeholder-unresolved' },
    });
  });

  test('psql variables in plain SQL; casts, slices and strings are none', () => {
    const text = `select a::text, b[1:2], ':x' from shop where n > :least;`;
    expect(file('sql', 'migrations/1_x.sql', text, { placeholders: { least: '5' } }).up).toBe(
      `select a::text, b[1:2], ':x' from shop where n > 5;`,
    );
    expect(read('sql', 'migrations/1_x.sql', text)).toMatchObject({
      problem: { code: 'placeholder-unresolved', line: 1 },
    });
  });

  test('goose puts variables in only after ENVSUB ON', () => {
    const text = '-- +goose Up\nselect $tag$ ${A} $tag$;\n-- +goose ENVSUB ON\nselect ${A};\n';
    expect(file('goose', 'migrations/1_x.sql', text, { placeholders: { A: '7' } }).up).toContain('${A} $tag$;\n');
    expect(read('goose', 'migrations/1_x.sql', text)).toMatchObject({ ok: false, problem: { line: 4 } });
  });
});

test('psql commands are never run', () => {
  expect(read('sql', 'migrations/1_x.sql', "select '\\d';\n\\copy shop from program 'id'\n")).toEqual({
    ok: false,
    problem: {
      code: 'unreadable-migration',
      says: 'migrations/1_x.sql line 2 holds the psql command \\copy, which is not run here.',
      advice: 'Write it as SQL, or move it out of the migration.',
      file: 'migrations/1_x.sql',
      line: 2,
    },
  });
});

test('Flyway leaves its transaction out when no statement can bear one; the parser decides', () => {
  expect(file('flyway', 'V1__x.sql').autocommitWhenOnlyNonTransactional).toBe(true);
  expect(file('sqlx', '1_x.sql').autocommitWhenOnlyNonTransactional).toBeUndefined();
});

describe('Drizzle', () => {
  const journal = (...entries: readonly (readonly [tag: string, when: number])[]) => ({
    companions: new Map([
      ['db/meta/_journal.json', JSON.stringify({ entries: entries.map(([tag, when]) => ({ tag, when })) })],
    ]),
  });

  test('the journal gives the order, and the time that decides what is skipped', () => {
    const listed = journal(['0000_a', 5], ['0002_c', 9], ['0001_b', 7]);
    const files = ['0000_a', '0001_b', '0002_c'].map((tag) => file('drizzle', `db/${tag}.sql`, 'select 1', listed));
    expect(units(files).map(({ version, up }) => [version, up?.stamp])).toEqual([
      ['0000', 5],
      ['0002', 9],
      ['0001', 7],
    ]);
  });

  test('an added file that is not in the journal is a problem, an old one is passed over', () => {
    const path = 'db/0003_x.sql';
    const project = { 'db/meta/_journal.json': '{"entries": []}', [path]: 'select 1' };
    const changes = (status: 'added' | 'modified') =>
      readChanged([{ path, text: 'select 1', status }], detectIn(project), settings(journal()));
    expect(changes('modified')).toEqual({ migrations: [], problems: [] });
    expect(changes('added')).toEqual({
      migrations: [],
      problems: [
        {
          code: 'unreadable-migration',
          says: 'db/0003_x.sql is not in meta/_journal.json, so Drizzle never runs it.',
          advice: 'Put it where the tool runs it, or keep it out of the folder of migrations.',
          file: path,
        },
      ],
    });
  });

  test('a breakpoint ends a statement that has no semicolon, even in the middle of a line', () => {
    const text = 'select 1\n--> statement-breakpoint\r\nselect 2;--> statement-breakpoint select 3';
    expect(file('drizzle', 'db/0000_x.sql', text).up).toBe(
      `select 1\n;${' '.repeat(23)}\r\nselect 2;;${' '.repeat(23)} select 3`,
    );
  });

  test('a journal that is none says so', () => {
    const companions = new Map([['db/meta/_journal.json', '{']]);
    expect(read('drizzle', 'db/0000_x.sql', 'select 1', { companions })).toMatchObject({
      ok: false,
      problem: { says: 'db/meta/_journal.json is no journal that Drizzle could read.' },
    });
  });
});

test('sqlx: only the very first line counts', () => {
  expect(file('sqlx', '1_x.sql', '-- no-transaction\nselect 1;').transaction).toBe('one-message');
  expect(file('sqlx', '1_x.sql', '\n-- no-transaction\nselect 1;').transaction).toBe('per-file');
});

describe('order', () => {
  test.each([
    ['golang-migrate', ['9', '10', '20260101000000'], 'numbers'],
    ['goose', ['00009', '10', '100'], 'numbers'],
    ['flyway', ['1', '1.2', '1.10', '2', ''], 'parts, repeatable last'],
    ['dbmate', ['10', '9'], 'names'],
    ['diesel', ['20181112195324', '2026-07-30-140000', '2026-07-30-140000-0000'], 'names without dashes'],
    ['sql-migrate', ['9', '10', '120', 'efg'], 'numbers, then names'],
    ['drizzle', ['0009', '0010', '20260101000000'], 'numbers'],
    ['sql', ['2', '10', '10.1', ''], 'numbers, then names'],
  ])('%s: %j (%s)', (id, versions) => {
    expect([...versions].reverse().sort((a, b) => toolById(id)!.compareVersions(a, b))).toEqual(versions);
  });

  test('Flyway takes 1_2 for 1.2', () => {
    expect(sameVersion(file('flyway', 'V1_2__a.sql'), file('flyway', 'V1.2__b.sql'))).toBe(true);
  });

  test('the newest is the one a new migration must follow', () => {
    const files = ['10_b.up.sql', '9_a.up.sql'].map((name) => file('golang-migrate', name));
    expect(newest(files)?.path).toBe('10_b.up.sql');
    expect(newest([])).toBeUndefined();
  });
});

describe('units', () => {
  const shape = (files: readonly MigrationFile[]) => units(files).map(({ up, down }) => [up?.path, down?.path]);

  test('pairs are joined by name, then by version; an orphan stays', () => {
    const names = ['10_b.up.sql', '10_b.down.sql', '9_a.up.sql', '9_renamed.down.sql', '8_gone.down.sql'];
    expect(shape(names.map((name) => file('golang-migrate', name)))).toEqual([
      [undefined, '8_gone.down.sql'],
      ['9_a.up.sql', '9_renamed.down.sql'],
      ['10_b.up.sql', '10_b.down.sql'],
    ]);
  });

  test('two files of one version keep their own downs', () => {
    const names = ['1_a.up.sql', '1_b.up.sql', '1_b.down.sql', '1_a.down.sql'];
    expect(shape(names.map((name) => file('golang-migrate', name)))).toEqual([
      ['1_a.up.sql', '1_a.down.sql'],
      ['1_b.up.sql', '1_b.down.sql'],
    ]);
  });

  test('a file that holds both is its own pair', () => {
    const both = file('dbmate', '1_x.sql', '-- migrate:up\n-- migrate:down\n');
    expect(units([both])).toEqual([{ version: '1', up: both, down: both }]);
  });

  test('a file with an up alone has no way back', () => {
    const alone = file('goose', '1_x.sql', '-- +goose Up\n');
    expect(units([alone])).toEqual([{ version: '1', up: alone }]);
  });
});

test('a changed file keeps what became of it', () => {
  const path = 'migrations/1_x.up.sql';
  const detection = detectIn({ [path]: 'select 2;' });
  const changes = [
    { path, text: 'select 2;', status: 'modified' as const, baseText: 'select 1;' },
    { path: 'README.md', text: '', status: 'added' as const },
  ];
  expect(readChanged(changes, detection, settings())).toMatchObject({
    migrations: [{ path, status: 'modified', baseText: 'select 1;', version: '1', up: 'select 2;' }],
    problems: [],
  });
});
