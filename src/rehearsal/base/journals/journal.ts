import type { MigrationUnit } from '../../../domain/migration.ts';

/** A row of a journal; its values as text, and only of the columns that the table has. */
export type JournalRow = Readonly<Partial<Record<string, string | null>>>;

/** The table in which a tool writes down what has run. */
export interface Journal {
  /** Its usual name, with the schema where the tool always takes the same one. */
  readonly table: string;
  /** Those that it has in every version of the tool: other tools have tables of that name as well. */
  readonly columns: readonly string[];
  /** Read where they are there. */
  readonly sometimes?: readonly string[];
  readonly read: (rows: readonly JournalRow[]) => Ledger;
}

/** What a journal tells. */
export interface Ledger {
  readonly hasRun: (unit: MigrationUnit) => boolean;
  /** `newest`: the tool keeps how far it got, and of a single older one it does not know. */
  readonly tells: 'each' | 'newest';
  /** Begun and not ended, by the tool's own account. */
  readonly halfway: readonly string[];
}

/** What a tool may call a migration. */
export type Names = (unit: MigrationUnit) => readonly string[];

export const pathOf = ({ up }: MigrationUnit): readonly string[] => (up?.path ?? '').split('/');
export const versionOf: Names = ({ version }) => [version];
export const fileOf: Names = (unit) => [pathOf(unit).at(-1) ?? ''];
export const folderOf: Names = (unit) => [pathOf(unit).at(-2) ?? ''];
export const stemOf: Names = (unit) =>
  fileOf(unit).flatMap((file) => [file.replace(/\.\w+$/, ''), file.replace(/(\.up)?\.\w+$/, '')]);

/** `0007` and `7` are one version, and diesel writes `2020-01-01-000000` without the dashes. */
export const plain = (name: string): string =>
  /^[\d-]+$/.test(name) ? name.replace(/-/g, '').replace(/^0+(?=\d)/, '') : name;

export const valuesOf = (rows: readonly JournalRow[], column: string): readonly string[] =>
  rows.map((row) => row[column]).filter((value) => value !== null && value !== undefined);

/** Versions are digits of any length; anything else comes before all of them. */
export const numberOf = (text: string): bigint => (/^\d+$/.test(text) ? BigInt(text) : -1n);

export const newestOf = (numbers: readonly bigint[]): bigint =>
  numbers.reduce((most, one) => (one > most ? one : most), -1n);

export const inOrderOf = (rows: readonly JournalRow[], column: string): readonly JournalRow[] =>
  rows.toSorted((one, other) => Number(one[column]) - Number(other[column]));

interface Each {
  readonly columns?: readonly string[];
  /** Rows that count at all. */
  readonly counts?: (row: JournalRow) => boolean;
  /** Of those, rows of migrations that came to their end. */
  readonly ended?: (row: JournalRow) => boolean;
}

/** A row for each migration, named in one column. */
export function each(table: string, column: string, names: Names, how: Each = {}): Journal {
  const { columns = [], counts = () => true, ended = () => true } = how;
  return {
    table,
    columns: [column, ...columns],
    read: (all) => {
      const rows = all.filter(counts);
      const begun = new Set(valuesOf(rows, column).map(plain));
      const done = new Set(valuesOf(rows.filter(ended), column).map(plain));
      return {
        tells: 'each',
        hasRun: (unit) => names(unit).some((name) => name !== '' && begun.has(plain(name))),
        halfway: [...begun].filter((name) => !done.has(name)),
      };
    },
  };
}
