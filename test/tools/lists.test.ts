import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { MigrationFile } from '../../src/domain/migration.ts';
import type { ReadSettings } from '../../src/ports/migration-tool.ts';
import { byIdentity } from '../../src/tools/identity.ts';
import { toolById } from '../../src/tools/index.ts';
import { units } from '../../src/tools/units.ts';
import { detectIn, found, settings } from './project.ts';

function file(id: string, path: string, text: string, over: Partial<ReadSettings> = {}): MigrationFile {
  const result = toolById(id)!.read({ path, text }, settings(over));
  if (!result.ok) throw new Error(result.problem.says);
  return result.value;
}

describe('Sqitch', () => {
  const plan = `
%syntax-version=1.0.0
%project=shop
# A comment is no change.
+ name_of 2026-01-01T00:00:00Z Ada <ada@example.org> # @v9 is a note
@v1 2026-01-02T00:00:00Z Ada <ada@example.org>
@v1.1 2026-01-02T00:00:00Z Ada <ada@example.org>
name_of [name_of@v1.1] 2026-01-03T00:00:00Z Ada <ada@example.org> # again
tables/shop [name_of !old other:thing] 2026-01-03T00:00:00Z Ada <ada@example.org>
@v2 2026-01-04T00:00:00Z Ada <ada@example.org>
name_of [name_of@v2] 2026-01-05T00:00:00Z Ada <ada@example.org> # and again`;
  const planned = { companions: new Map([['db/sqitch.plan', plan]]) };
  const script = (path: string, text = 'select 1;') => file('sqitch', `db/${path}`, text, planned);

  test('only the plan gives the order; a reworked change keeps its older scripts under the name of a tag', () => {
    const names = ['name_of', 'name_of@v1.1', 'name_of@v2', 'tables/shop'];
    const files = names.flatMap((name) => [script(`deploy/${name}.sql`), script(`revert/${name}.sql`)]);
    expect(units(files).map(({ version, up, down }) => [version, up?.path, down?.path])).toEqual(
      ['name_of@v1.1', 'name_of@v2', 'tables/shop', 'name_of'].map((name) => [
        name,
        `db/deploy/${name}.sql`,
        `db/revert/${name}.sql`,
      ]),
    );
    expect(files.map(({ identity }) => identity).slice(0, 4)).toEqual([
      'up name_of 2',
      'down name_of 2',
      'up name_of 0',
      'down name_of 0',
    ]);
  });

  test('a script that the plan does not name never runs', () => {
    const says = 'is not in db/sqitch.plan, so Sqitch never runs it.';
    expect(script('deploy/other.sql').neverRuns).toBe(says);
    expect(script('deploy/name_of@v3.sql').neverRuns).toBe(says);
  });

  test('psql runs each script in a session of its own; what it merely prints is left out', () => {
    const text = '\\set ON_ERROR_STOP on\n\\echo now\nset search_path = :"registry";\nselect :\'registry\';\n';
    expect(script('deploy/name_of.sql', text)).toMatchObject({
      transaction: 'per-statement',
      freshSettings: true,
      up: `${' '.repeat(21)}\n${' '.repeat(9)}\nset search_path = "sqitch";\nselect 'sqitch';\n`,
    });
  });

  test('verify scripts are no migrations', () => {
    expect(toolById('sqitch')!.recognise('db/verify/name_of.sql')).toBeUndefined();
  });
});

describe('Atlas', () => {
  const mode = (text: string) => file('atlas', 'migrations/1_x.sql', text).transaction;

  test('txmode none counts only with an empty line after it', () => {
    expect(mode('-- atlas:txmode none\n\nselect 1;')).toBe('per-statement');
    expect(mode('-- A word\n-- atlas:txmode none\n  \nselect 1;')).toBe('per-statement');
    expect(mode('-- atlas:txmode none\nselect 1;')).toBe('per-file');
    expect(mode('-- atlas:txmode none\r\n\r\nselect 1;')).toBe('per-file');
    expect(mode('\n-- atlas:txmode none\n\nselect 1;')).toBe('per-file');
  });

  test('of a bundle only the migration runs, and its down', () => {
    const text = '-- atlas:txtar\n\n-- checks.sql --\na;\n-- migration.sql --\nb;\n-- down.sql --\nc;\n';
    const { up, down } = file('atlas', 'migrations/1_x.sql', text);
    expect([up?.trim(), down?.trim()]).toEqual(['b;', 'c;']);
  });

  const sha = (...texts: readonly string[]) => createHash('sha256').update(texts.join('')).digest('base64');
  const lines = [
    ['1_a.sql', sha('1_a.sql', 'a;')],
    ['2_b.sql', sha('1_a.sql', 'a;', '2_b.sql', 'b;')],
  ] as const;
  const sum = `h1:${sha(...lines.flat())}\n${lines.map(([name, hash]) => `${name} h1:${hash}\n`).join('')}`;
  const refused = (name: string, texts: Readonly<Record<string, string>>) => {
    const companions = new Map(Object.entries({ 'atlas.sum': sum, ...texts }).map(([key, text]) => [`m/${key}`, text]));
    return file('atlas', `m/${name}`, texts[name]!, { companions }).refused?.says;
  };

  const answer = 'so Atlas answers “checksum mismatch” and runs none of these migrations.';
  test.each([
    ['as it was hashed', { '1_a.sql': 'a;', '2_b.sql': 'b;' }, undefined],
    ['edited since', { '1_a.sql': 'c;', '2_b.sql': 'b;' }, 'has another checksum for 1_a.sql'],
    ['a file that it does not list', { '1_a.sql': 'a;', '2_b.sql': 'b;', '3_c.sql': 'c;' }, 'does not list 3_c.sql'],
    ['a file before others', { '0_c.sql': 'c;', '1_a.sql': 'a;', '2_b.sql': 'b;' }, 'does not list 0_c.sql'],
    ['a file that was not read', { '1_a.sql': 'c;' }, undefined],
    [
      'lines of another branch',
      { '1_a.sql': 'a;', '2_b.sql': 'b;', 'atlas.sum': sum.replace('h1:', 'h1:x') },
      'does not begin with the sum of its lines',
    ],
    [
      'a merge that was not ended',
      { '1_a.sql': 'a;', '2_b.sql': 'b;', 'atlas.sum': `${sum}<<<<<<< HEAD\n` },
      'has lines that are no checksums',
    ],
    ['CRLF', { '1_a.sql': 'a;', '2_b.sql': 'b;', 'atlas.sum': sum.replaceAll('\n', '\r\n') }, undefined],
  ])('the sum guards the whole folder: %s', (_, texts, how) => {
    expect(refused('1_a.sql', texts)).toBe(how === undefined ? undefined : `m/atlas.sum ${how}, ${answer}`);
  });

  test('keeps its sums over the formats of other tools, which are read as theirs', () => {
    const under = (name: string, text = '') => found({ 'm/atlas.sum': '', [`m/${name}`]: text });
    expect(under('1_x.sql')).toEqual(['atlas m']);
    expect(under('1_x.sql', '-- +goose Up\n')).toEqual(['goose m']);
    expect(under('1_x.sql', '-- migrate:up\n')).toEqual(['dbmate m']);
    expect(under('1_x.up.sql')).toEqual(['golang-migrate m']);
    expect(under('V1__x.sql')).toEqual(['flyway m']);
  });

  test('for another database, as its project file says, is passed over', () => {
    const project = (url: string) => ({
      'atlas.hcl': `env "a" { dev = "${url}" }`,
      'm/atlas.sum': '',
      'm/1_x.sql': '',
    });
    expect(detectIn(project('docker://mysql/8/dev')).passedOver).toEqual([
      { folder: 'm', because: 'atlas.hcl says mysql' },
    ]);
    expect(found(project('docker://postgres/17/dev'))).toEqual(['atlas m']);
    expect(found(project('docker+postgres://pgvector/pgvector:pg17/dev'))).toEqual(['atlas m']);
  });
});

describe('Liquibase', () => {
  const formatted = (text: string) => `--liquibase formatted sql\n${text}`;
  const all = (text: string, path = 'db/changelog/1_x.sql', over: Partial<ReadSettings> = {}) => {
    const result = toolById('liquibase')!.readAll!({ path, text }, settings(over));
    if (!result.ok) throw new Error(result.problem.says);
    return result.value;
  };
  const refusal = (text: string, path = 'db/changelog/1_x.sql') => {
    const result = toolById('liquibase')!.readAll!({ path, text }, settings());
    return result.ok ? 'read' : result.problem.says;
  };

  test('each changeset is a migration of its own, with its own transaction and way back', () => {
    const text = formatted(
      [
        '--changeset ada:1',
        'a;',
        '--rollback b;',
        '-- changeset ada:2 runInTransaction:false',
        'c; d;',
        '--rollback not required',
        '--CHANGESET ada:"three four" splitStatements:false runInTransaction:false',
        'e; f;',
      ].join('\n'),
    );
    const read = all(text).map(({ version, transaction, up, down }) => [
      version,
      transaction,
      up?.replace(/--.*/g, '').trim(),
      down?.trim(),
    ]);
    expect(read).toEqual([
      ['ada:1', 'per-file', 'a;', 'b;'],
      ['ada:2', 'per-statement', 'c; d;', ''],
      ['ada:three four', 'one-message', 'e; f;', undefined],
    ]);
  });

  test('what stands first is taken for author and id, as Liquibase does', () => {
    const [first] = all(formatted('--changeset runInTransaction:false ada:1\na;'));
    expect(first).toMatchObject({
      version: 'runInTransaction:false',
      transaction: 'per-statement',
      warnings: ['line 2: Liquibase takes runInTransaction for the author and false for the id'],
    });
    expect(refusal(formatted('--changeset dbms:x ada:1\na;\n--changeset dbms:x ada:2\nb;'))).toBe('read');
    expect(refusal(formatted('--changeset context:x ada:1\na;\n--changeset context:x ada:2\nb;'))).toBe(
      'db/changelog/1_x.sql holds two changesets context:x, which Liquibase refuses.',
    );
  });

  test.each([
    ['dbms:postgresql', 1],
    ['dbms:h2,postgresql', 1],
    ['dbms:!oracle', 1],
    ['dbms:oracle', 0],
    ['dbms:!postgresql', 0],
  ])('a changeset for %s', (attributes, many) => {
    expect(all(formatted(`--changeset ada:1 ${attributes}\na;`))).toHaveLength(many);
  });

  test('a delimiter of its own ends statements, the end of a comment does not', () => {
    const text = formatted('--changeset ada:1 endDelimiter:/\nselect 1\n/\n/* a\n*/\nselect 2 /\n');
    expect(all(text)[0]?.up?.trim()).toBe('select 1\n;\n/* a\n*/\nselect 2 ;');
  });

  test('a file without the header is one changeset; one without changesets is none', () => {
    expect(all('a; b;')).toMatchObject([{ version: 'includeAll:raw', transaction: 'per-file', up: 'a; b;' }]);
    expect(refusal(formatted('a;'))).toBe(
      'db/changelog/1_x.sql has no line “--changeset author:id”, so that Liquibase runs nothing of it.',
    );
  });

  test('properties have values in the configuration; in strings an unknown one is left alone', () => {
    const text = "select '${x}' from ${schema}.shop;";
    expect(all(text, 'db/x.sql', { placeholders: { schema: 'sales' } })[0]?.up).toBe("select '${x}' from sales.shop;");
    expect(refusal(text)).toBe('db/changelog/1_x.sql line 1 uses the placeholder ${schema}, which has no value here.');
  });

  const xml = (inside: string) =>
    `<databaseChangeLog xmlns="x"><!-- <include file="no.sql"/> -->${inside}</databaseChangeLog>`;

  test('change logs give the order: nested, relative or from some root, in XML, YAML and JSON', () => {
    const companions = new Map(
      Object.entries({
        'src/db/changelog/master.xml': xml(
          '<include file="db/changelog/v1/log.yaml"/><include relativeToChangelogFile="true" file="../changelog/z.json"/>',
        ),
        'src/db/changelog/v1/log.yaml':
          'databaseChangeLog:\n- includeAll:\n    path: classpath:/db/changelog/v1/sql/\n',
        'src/db/changelog/z.json':
          '{"databaseChangeLog": [{"include": {"file": "a.sql", "relativeToChangelogFile": true}}]}',
        'src/db/changelog/a.sql': 'a',
        'src/db/changelog/b.sql': 'b',
        'src/db/changelog/v1/sql/10.sql': 'c',
        'src/db/changelog/v1/sql/9.sql': 'd',
      }),
    );
    const files = [...companions.keys()].filter((path) => path.endsWith('.sql')).sort();
    const read = files.flatMap((path) => all(companions.get(path)!, path, { companions }));
    expect(units(read.filter(({ neverRuns }) => neverRuns === undefined)).map(({ up }) => up?.path.slice(17))).toEqual([
      'v1/sql/10.sql',
      'v1/sql/9.sql',
      'a.sql',
    ]);
    expect(read.flatMap(({ path, neverRuns }) => (neverRuns === undefined ? [] : [`${path} ${neverRuns}`]))).toEqual([
      'src/db/changelog/b.sql is in no change log, so Liquibase never runs it.',
    ]);
  });

  test('changes that a change log itself holds cannot be read, and are named', () => {
    const set = '<changeSet id="1" author="a"><preConditions/><comment>x</comment><addColumn/></changeSet>';
    expect(refusal(xml(set), 'db/log.xml')).toBe(
      'db/log.xml holds changes that are no SQL files (addColumn), which are not readable yet.',
    );
    const yaml = 'databaseChangeLog:\n- changeSet:\n    id: 1\n    changes:\n    - createTable: {}\n    - sql: {}\n';
    expect(refusal(yaml, 'db/log.yaml')).toBe(
      'db/log.yaml holds changes that are no SQL files (createTable, sql), which are not readable yet.',
    );
    expect(all('name: ci\n', 'db/other.yaml')).toEqual([]);
    expect(all('<project/>', 'db/pom.xml')).toEqual([]);
    expect(all(': {', 'db/x.json')).toEqual([]);
  });

  test('is found by what its change logs say, and takes in what lies below them', () => {
    expect(
      found({
        'src/main/resources/migrations.xml': xml('<includeAll path="migrations"/>'),
        'src/main/resources/migrations/1_x.sql': '--liquibase formatted sql\n',
        'liquibase/master.xml': xml('<include file="users.sql"/>'),
        'liquibase/sql/users.sql': '',
        '.github/workflows/changelog.yml': 'on: push',
      }),
    ).toEqual(['liquibase liquibase', 'liquibase src/main/resources']);
  });
});

describe('what a pull request changes where files are not what is told apart', () => {
  const path = 'db/changelog/1_x.sql';
  const changesets = (...some: readonly string[]) => `--liquibase formatted sql\n${some.join('\n')}\n`;
  const one = '--changeset ada:1\ncreate table a ();';
  const read = (text: string): readonly MigrationFile[] => {
    const result = toolById('liquibase')!.readAll!({ path, text }, settings());
    if (!result.ok) throw new Error(result.problem.says);
    return result.value;
  };
  const became = (before: string, after: string) =>
    byIdentity(
      read(after).map((file) => ({ ...file, status: 'modified' as const, baseText: before })),
      read(before),
      [path],
    ).map(({ version, status }) => `${version} ${status}`);

  test('a changeset appended to an old file is new, and the others are not touched', () => {
    expect(became(changesets(one), changesets('-- a remark', one, '--changeset ada:2\nselect 1;'))).toEqual([
      'ada:2 added',
    ]);
  });

  test('an edited changeset is edited, a missing one deleted, one that may run again runs again', () => {
    const often = '--changeset ada:3 runOnChange:true\n';
    expect(
      became(
        changesets(one, '--changeset ada:2\nselect 1;', `${often}select 1;`),
        changesets(`${one} select 2;`, `${often}select 2;`),
      ),
    ).toEqual(['ada:1 modified', ' added', 'ada:2 deleted']);
  });

  test('files of other tools pass as they are', () => {
    const plain = { ...file('sql', 'migrations/1_x.sql', 'select 1;'), status: 'modified' as const };
    expect(byIdentity([plain], [file('sql', 'migrations/1_x.sql', 'select 2;')], ['migrations/1_x.sql'])).toEqual([
      plain,
    ]);
  });

  test('a reworked Sqitch change is new; its former script under a new name is not', () => {
    const line = (name: string) => `${name} 2026-01-01T00:00:00Z Ada <ada@example.org>`;
    const script = (name: string, text: string, ...plan: readonly string[]) =>
      file('sqitch', `deploy/${name}.sql`, text, { companions: new Map([['sqitch.plan', plan.join('\n')]]) });
    const plan = [line('a'), '@v1 2026-01-01T00:00:00Z Ada', line('a')];
    const changed = [
      { ...script('a@v1', 'select 1;', ...plan), status: 'added' as const },
      { ...script('a', 'select 2;', ...plan), status: 'modified' as const },
    ];
    const base = [script('a', 'select 1;', line('a'))];
    expect(
      byIdentity(changed, base, ['deploy/a.sql', 'deploy/a@v1.sql']).map(({ version, status }) => [version, status]),
    ).toEqual([['a', 'added']]);
  });
});
