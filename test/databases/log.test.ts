import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { csvRecords, parseLog } from '../../src/databases/log.ts';
import { isSettingName } from '../../src/domain/server-settings.ts';
import { settingsFile } from '../../src/databases/settings.ts';

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const cells = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 6 });

describe('csvlog', () => {
  test('every record comes back, wherever the file was cut', () => {
    fc.assert(
      fc.property(fc.array(cells, { minLength: 1, maxLength: 4 }), fc.nat(), (records, at) => {
        const text = records.map((record) => `${record.map(quoted).join(',')}\n`).join('');
        const cut = at % (text.length + 1);
        const first = csvRecords(text.slice(0, cut));
        const second = csvRecords(first.rest + text.slice(cut));
        expect([...first.records, ...second.records]).toEqual(records);
        expect(second.rest).toBe('');
      }),
    );
  });
});

describe('jsonlog', () => {
  const record = { pid: 7, dbname: 'app', error_severity: 'ERROR', state_code: '42601', message: 'a "b"\nc' };

  test('a record is read, an unfinished one waits, a broken one is left out', () => {
    const text = `${JSON.stringify(record)}\n{broken\n${JSON.stringify(record)}`;
    expect(parseLog(text, 'jsonlog')).toEqual({
      lines: [{ pid: 7, severity: 'ERROR', message: 'a "b"\nc', sqlstate: '42601', database: 'app' }],
      rest: JSON.stringify(record),
    });
  });
});

describe('postgresql.conf', () => {
  test('a value cannot leave its line or its quotes', () => {
    expect(settingsFile({ search_path: `a'b\\c\nfsync = on` })).toBe(`search_path = 'a''b\\\\c fsync = on'\n`);
  });

  test('a name is a name', () => {
    expect(['work_mem', 'auto_explain.log_min_duration'].every(isSettingName)).toBe(true);
    expect(['', '1a', 'a b', `a='x'\nb`, 'include '].some(isSettingName)).toBe(false);
  });
});
