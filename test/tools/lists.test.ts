import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { MigrationFile } from '../../src/domain/migration.ts';
import type { ReadSettings } from '../../src/ports/migration-tool.ts';
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
  const sum = `h1:x\n1_a.sql h1:${sha('1_a.sql', 'a;')}\n2_b.sql h1:${sha('1_a.sql', 'a;', '2_b.sql', 'b;')}\n`;
  const warned = (name: string, texts: Readonly<Record<string, string>>) => {
    const companions = new Map(Object.entries({ ...texts, 'atlas.sum': sum }).map(([key, text]) => [`m/${key}`, text]));
    return file('atlas', `m/${name}`, texts[name]!, { companions }).warnings;
  };

  test('an edited file breaks the sum, and so does one that it does not list; only the first is named', () => {
    expect(warned('2_b.sql', { '1_a.sql': 'a;', '2_b.sql': 'b;' })).toEqual([]);
    expect(warned('1_a.sql', { '1_a.sql': 'c;', '2_b.sql': 'b;' })).toEqual([
      'atlas.sum has another checksum for it, so Atlas refuses to run this folder until atlas migrate hash is run',
    ]);
    expect(warned('2_b.sql', { '1_a.sql': 'c;', '2_b.sql': 'b;' })).toEqual([]);
    expect(warned('3_c.sql', { '1_a.sql': 'a;', '2_b.sql': 'b;', '3_c.sql': 'c;' })).toEqual([
      'atlas.sum does not list it, so Atlas refuses to run this folder until atlas migrate hash is run',
    ]);
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
