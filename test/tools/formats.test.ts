import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { MigrationFile } from '../../src/domain/migration.ts';
import type { ReadSettings } from '../../src/ports/migration-tool.ts';
import { toolById } from '../../src/tools/index.ts';
import { inToolOrder, units } from '../../src/tools/units.ts';
import { detectIn, found, settings } from './project.ts';

const read = (id: string, path: string, text: string, over: Partial<ReadSettings> = {}) =>
  toolById(id)!.read({ path, text }, settings(over));

function file(id: string, path: string, text = 'select 1;', over: Partial<ReadSettings> = {}): MigrationFile {
  const result = read(id, path, text, over);
  if (!result.ok) throw new Error(result.problem.says);
  return result.value;
}

const refusal = (id: string, path: string, text: string): string => {
  const result = read(id, path, text);
  return result.ok ? 'read' : `${result.problem.says} ${result.problem.advice}`;
};

describe('Supabase', () => {
  test('a file is one implicit transaction, and starts with the settings of the connection', () => {
    const { transaction, freshSettings } = file('supabase', 'supabase/migrations/1_x.sql');
    expect({ transaction, freshSettings }).toEqual({ transaction: 'one-message', freshSettings: true });
  });
});

describe('Hasura', () => {
  const path = 'hasura/migrations/default/1650000000000_x/up.sql';

  test.each([
    ['-- hasura:no-transaction\nselect 1;', 'one-message'],
    ['  -- hasura:no-transaction  \r\nselect 1;', 'one-message'],
    ['\n-- hasura:no-transaction\nselect 1;', 'per-file'],
    ['--hasura:no-transaction\nselect 1;', 'per-file'],
    ["select '-- hasura:no-transaction';", 'per-file'],
  ])('only the first line takes a file out of its transaction: %j', (text, transaction) => {
    expect(file('hasura', path, text).transaction).toBe(transaction);
  });

  test('one numbered by milliseconds names the others of its folder', () => {
    const sql = { 'migrations/default/100_init/up.sql': '', [path.replace('hasura/', '')]: '' };
    expect(found(sql)).toEqual(['hasura migrations/default']);
    expect(detectIn(sql).folders[0]?.paths).toHaveLength(2);
  });
});

describe('popx', () => {
  const paths = (project: Record<string, string>) => detectIn(project).folders[0]?.paths;

  test('a file for Postgres takes the place of the one for every database, up and down apart', () => {
    const project = {
      'migrations/20260101000000_a.up.sql': '',
      'migrations/20260101000000_a.down.sql': '',
      'migrations/20260101000000_a.postgres.up.sql': '',
      'migrations/20260101000000_a.cockroach.up.sql': '',
    };
    expect(paths(project)).toEqual([
      'migrations/20260101000000_a.down.sql',
      'migrations/20260101000000_a.postgres.up.sql',
    ]);
  });

  test('one for other databases leaves the general one alone', () => {
    const project = { 'migrations/20260101000000_a.up.sql': '', 'migrations/20260101000000_a.mysql.up.sql': '' };
    expect(paths(project)).toEqual(['migrations/20260101000000_a.up.sql']);
  });

  test('of all files of a version and direction Postgres gets one at most, never one for another database', () => {
    const name = fc
      .tuple(
        fc.constantFrom('1', '2'),
        fc.constantFrom('', '.postgres', '.mysql', '.sqlite3', '.cockroach'),
        fc.constantFrom('', '.autocommit'),
        fc.constantFrom('up', 'down'),
      )
      .map(([version, dialect, autocommit, way]) => `m/${version}_a${dialect}${autocommit}.${way}.sql`);
    // Two general files of one version, or two for Postgres, are a mistake that the rules tell of.
    const oneOfAKind = (path: string): string => path.replace('.autocommit', '');
    fc.assert(
      fc.property(fc.uniqueArray(name, { selector: oneOfAKind }), (paths) => {
        const kept = toolById('popx')!.chosen!(paths);
        const steps = kept.map((path) => `${path.slice(0, 3)} ${path.slice(-8)}`);
        expect(new Set(steps).size).toBe(steps.length);
        expect(kept.filter((path) => /mysql|sqlite3|cockroach/.test(path))).toEqual([]);
      }),
    );
  });

  test('autocommit is one message without a transaction', () => {
    expect(file('popx', 'migrations/1_a.autocommit.up.sql').transaction).toBe('one-message');
    expect(file('popx', 'migrations/1_a.postgres.autocommit.down.sql')).toMatchObject({
      transaction: 'one-message',
      direction: 'down',
    });
    expect(found({ 'sql/20241031_a.autocommit.up.sql': '' })).toEqual(['popx sql']);
  });

  test('templates need a value', () => {
    expect(refusal('popx', 'migrations/1_a.up.sql', 'drop table {{ identifier .Parameters.name }};')).toBe(
      'migrations/1_a.up.sql line 1 uses the placeholder {{ identifier .Parameters.name }}, which has no value here. ' +
        'Give it one in the configuration: migrations.placeholders: { "identifier .Parameters.name": "…" }.',
    );
  });
});

describe('refinery', () => {
  test('a migration in Rust beside the SQL names the tool', () => {
    expect(found({ 'migrations/V1__a.sql': '', 'migrations/V2__b.rs': '' })).toEqual(['refinery migrations']);
    expect(found({ 'migrations/V1__a.sql': '' })).toEqual(['flyway migrations']);
  });

  test('a U file is no undo: it is a migration that may come late', () => {
    expect(file('refinery', 'migrations/U2__b.sql')).toMatchObject({ direction: 'up', mayComeLate: true });
    expect(file('refinery', 'migrations/V2__b.sql').mayComeLate).toBeUndefined();
  });
});

describe('graphile-migrate', () => {
  const committed = (hash: string): string => `--! Previous: -\n--! Hash: sha1:${hash}\n\nselect 1;\n`;

  test('current.sql is a draft and comes after all that is committed, the parts of current/ in their order', () => {
    const names = ['current/10-b.sql', 'committed/000002.sql', 'current/9-a.sql', 'committed/000010-x.sql'];
    const files = names.map((name) => file('graphile-migrate', `migrations/${name}`));
    expect(files.toSorted(inToolOrder).map(({ version, draft }) => `${version} ${draft ?? false}`)).toEqual([
      '000002 false',
      '000010 false',
      'current/9 true',
      'current/10 true',
    ]);
  });

  test.each([
    ['--! no-transaction\nselect 1;', 'one-message'],
    ['--! Message: x\n\n\n--! no-transaction\nselect 1;', 'one-message'],
    ['select 1;\n--! no-transaction\n', 'per-file'],
  ])('no-transaction counts on the first line of the body: %j', (text, transaction) => {
    expect(file('graphile-migrate', 'migrations/current.sql', text).transaction).toBe(transaction);
  });

  test('in a part of current/ it is what graphile-migrate refuses too', () => {
    expect(refusal('graphile-migrate', 'migrations/current/1.sql', '--! no-transaction\n')).toBe(
      'migrations/current/1.sql says no-transaction, which graphile-migrate takes in current.sql only. Use current.sql.',
    );
  });

  test('an edited committed file is told of, unless its header allows it', () => {
    const path = 'migrations/committed/000001.sql';
    // What `graphile-migrate commit` 1.4.1 writes for this text.
    expect(file('graphile-migrate', path, committed('005c6eb7364156e6b0d158d8b2767a24f1ce6611')).warnings).toEqual([]);
    const edited = committed('0000000000000000000000000000000000000000');
    expect(file('graphile-migrate', path, edited).warnings).toEqual([
      'its text has another hash than its header says, so graphile-migrate refuses it',
    ]);
    const allowed = edited.replace('\n\n', '\n--! AllowInvalidHash\n\n');
    expect(file('graphile-migrate', path, allowed).warnings).toEqual([]);
  });

  test('placeholders are text, in strings too; casts and times of day are none', () => {
    const text = `grant all on shop to :OWNER; comment on table shop is 'of :OWNER'; select '1'::TEXT, a[1:B];`;
    const path = 'migrations/current.sql';
    const known = file('graphile-migrate', path, text, { placeholders: { OWNER: 'alice' } });
    expect(known.up).toBe(`grant all on shop to alice; comment on table shop is 'of alice'; select '1'::TEXT, a[1:B];`);
    expect(refusal('graphile-migrate', path, text)).toBe(
      'migrations/current.sql line 1 uses the placeholder :OWNER, which has no value here. ' +
        'Give it one in the configuration: migrations.placeholders: { "OWNER": "…" }.',
    );
  });

  test('an included file is named', () => {
    expect(refusal('graphile-migrate', 'migrations/current.sql', 'select 1;\n--!include functions/f.sql\n')).toBe(
      'migrations/current.sql line 2 includes functions/f.sql, and included files are not readable yet. ' +
        'Commit the migration, which puts the text in, and review that.',
    );
  });
});

describe('node-pg-migrate', () => {
  const path = 'migrations/1700000000000_x.sql';

  test('the Down of a file never runs with its Up, in either order, and what stands before both never runs', () => {
    const up = '-- Up Migration\nselect 1;\n';
    const down = '-- Down Migration\nselect 2;\n';
    for (const text of [up + down, down + up, `select 0;\n${up}${down}`]) {
      const read = file('node-pg-migrate', path, text);
      expect([read.up?.replace(/--.*/, '').trim(), read.down?.replace(/--.*/, '').trim()]).toEqual([
        'select 1;',
        'select 2;',
      ]);
    }
  });

  test('no character runs both ways, whatever the file holds', () => {
    const line = fc.constantFrom('-- Up Migration', '---- down  MIGRATION', '', 'select 1;', '-- up', 'drop table a;');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 9 }), (lines) => {
        const text = lines.join('\n');
        const { ok, ...read } = toolById('node-pg-migrate')!.read({ path, text }, settings());
        const { up = '', down = '' } = ok && 'value' in read ? read.value : {};
        const both = Array.from(text).filter((character, at) => character.trim() && up[at]?.trim() && down[at]?.trim());
        expect(both).toEqual([]);
        expect(ok).toBe(!/down {2}MIGRATION/.test(text) || text.includes('-- Up Migration'));
      }),
    );
  });

  test('a file without markers is an up', () => {
    expect(file('node-pg-migrate', path, 'select 1;')).toMatchObject({ up: 'select 1;', direction: 'up' });
  });

  test('a Down without an Up would run with it', () => {
    expect(refusal('node-pg-migrate', path, 'create table a ();\n-- Down Migration\ndrop table a;')).toBe(
      `${path} has a line “-- Down Migration” and none “-- Up Migration”: node-pg-migrate runs all of it as the up, its down too. ` +
        'Add the line “-- Up Migration”.',
    );
  });

  test('a .down.sql is the way back, with a word of warning', () => {
    const pair = ['up', 'down'].map((way) => file('node-pg-migrate', `migrations/1_a.${way}.sql`));
    expect(units(pair)).toMatchObject([{ version: '1', up: { direction: 'up' }, down: { direction: 'down' } }]);
    expect(pair[1]?.warnings).toEqual([
      'is taken for the way back of its .up.sql, as the sql loader does: the command line runs it as an up',
    ]);
  });

  test('a prefix of seventeen digits is a date: 2023-12-01 comes after 1700000000000, which is in November', () => {
    const compare = (a: string, b: string) => toolById('node-pg-migrate')!.compareVersions(a, b);
    expect(compare('20231201000000000', '1700000000000')).toBeGreaterThan(0);
    expect(compare('20231101000000000', '1700000000000')).toBeLessThan(0);
    expect(compare('20239999000000000', '1')).toBeGreaterThan(0);
  });

  test('is found by its marker or by package.json, not by a remark in files of another tool', () => {
    const marker = '-- Up Migration\nselect 1;';
    expect(found({ 'migrations/1_a.sql': marker })).toEqual(['node-pg-migrate migrations']);
    expect(found({ 'migrations/1_a.sql': '', 'package.json': '{"dependencies":{"node-pg-migrate":"9"}}' })).toEqual([
      'node-pg-migrate migrations',
    ]);
    const manifest = { 'package.json': '{"devDependencies":{"node-pg-migrate":"9"}}' };
    expect(found({ 'migrations/1_a.up.sql': marker, ...manifest })).toEqual(['golang-migrate migrations']);
    expect(found({ 'migrations/1_a.sql': '-- Up migration for the shop\nselect 1;' })).toEqual(['sql migrations']);
  });
});

describe("a runner of one's own, read as plain SQL", () => {
  const inTransaction = { transaction: 'per-file' } as const;
  const modeOf = (text: string): string => file('sql', 'migrations/1__x.sql', text, inTransaction).transaction;

  test('its mark at the top takes the file out of the configured transaction', () => {
    expect(modeOf('-- our-runner:migrations NO TRANSACTION\ncreate index concurrently a on b (c);')).toBe(
      'one-message',
    );
    expect(modeOf('-- why\r\n\r\n-- no-transaction\r\nselect 1;')).toBe('one-message');
  });

  test('a remark elsewhere, or one that says more, does not', () => {
    expect(modeOf('select 1;\n-- no transaction\n')).toBe('per-file');
    expect(modeOf('-- there is no transaction around this\nselect 1;')).toBe('per-file');
  });

  test('without a configured transaction there is none to leave', () => {
    expect(file('sql', 'migrations/1__x.sql', '-- no transaction\nselect 1;').transaction).toBe('per-statement');
  });
});
