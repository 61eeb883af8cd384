import type { StatementError } from '../../domain/rehearsal.ts';
import type { SqlError } from '../../ports/database.ts';

/** Our own sentence for what Postgres refused: its message, DETAIL and HINT can carry rows (manual, appendix A). */
const sentences: Readonly<Record<string, string>> = {
  '0A000': 'Postgres does not support this on that kind of object.',
  '21000': 'A command would change a row twice, or a subquery gives more than one row.',
  '22001': 'A value is too long for its type.',
  '22003': 'A number is out of range for its type.',
  '22007': 'A value is not a date or time.',
  '22008': 'A date or time is out of range.',
  '22012': 'A division by zero.',
  '22023': 'A parameter has a value that is not allowed.',
  '22P02': 'A value cannot be read as the type it is converted to.',
  '23502': 'A row has NULL where the column must not be NULL.',
  '23503': 'A row points at a row of another table that is not there, or is still pointed at.',
  '23505': 'Two rows have the same value where it must be unique.',
  '23514': 'A row does not satisfy a CHECK constraint.',
  '23P01': 'Two rows conflict under an exclusion constraint.',
  '25001': 'The statement cannot run inside a transaction, and the tool runs it in one.',
  '25006': 'The transaction is read-only.',
  '25P01': 'The statement needs a transaction block, and there is none.',
  '25P02': 'An earlier statement failed, and the transaction is aborted.',
  '2BP01': 'Other objects depend on it.',
  '3F000': 'The schema does not exist.',
  '40001': 'The transaction could not be serialised.',
  '40P01': 'A deadlock.',
  '42501': 'The role that runs the migration has no right to do this.',
  '42601': 'A syntax error.',
  '42602': 'A name is not valid.',
  '42622': 'A name is too long.',
  '42701': 'The column exists already.',
  '42702': 'A column name is ambiguous.',
  '42703': 'A column does not exist.',
  '42704': 'An object (type, role, index, constraint …) does not exist.',
  '42710': 'The object exists already.',
  '42723': 'The function exists already.',
  '42725': 'A function name is ambiguous.',
  '42804': 'The types do not match.',
  '42809': 'The object is of another kind.',
  '42830': 'The foreign key does not match the key it points at.',
  '42846': 'The type cannot be converted to the other one.',
  '42883': 'A function or operator does not exist.',
  '42P01': 'A table or view does not exist.',
  '42P04': 'The database exists already.',
  '42P06': 'The schema exists already.',
  '42P07': 'The table or index exists already.',
  '42P16': 'The definition of the table is not valid.',
  '42P17': 'The definition of the object is not valid.',
  '53100': 'The disk is full.',
  '53200': 'The server is out of memory.',
  '53400': 'A limit of the server was met: temporary files, perhaps.',
  '54000': 'A limit of Postgres was met.',
  '55000': 'The object is not in the state that the statement needs.',
  '55006': 'The object is in use.',
  '55P03': 'A lock could not be had within lock_timeout.',
  '55P04': 'A new value of an enum is used in the transaction that adds it.',
  '57014': 'The statement met a time limit and was cancelled.',
  '57P01': 'The connection was ended.',
  '58P01': 'A file is not there.',
  P0001: 'The migration raised an error of its own.',
  P0002: 'A query gave no row.',
  P0003: 'A query gave more than one row.',
  P0004: 'An ASSERT of the migration failed.',
};

const classes: Readonly<Record<string, string>> = {
  '08': 'The connection to Postgres was lost.',
  '22': 'A value cannot be handled as its type.',
  '23': 'A row violates a constraint.',
  '25': 'The statement does not fit the state of the transaction.',
  '42': 'The statement does not fit the schema.',
  '53': 'The server ran out of something.',
  '57': 'The statement was ended from outside.',
  '58': 'A file or the system failed.',
  XX: 'Postgres failed within itself.',
};

/** @param mayName names that the migration or the schema has, and that may be published. */
export function statementError(error: SqlError, mayName: (name: string) => boolean): StatementError {
  const says = sentences[error.sqlstate] ?? classes[error.sqlstate.slice(0, 2)] ?? 'Postgres refused the statement.';
  return { sqlstate: error.sqlstate, says: `${says.slice(0, -1)}${where(error, mayName)}.` };
}

function where(error: SqlError, mayName: (name: string) => boolean): string {
  const named = (name: string | undefined): name is string => name !== undefined && mayName(name);
  const table = named(error.table) ? ` table ${error.table}` : '';
  const column = named(error.column) ? ` column ${error.column}` : '';
  const constraint = named(error.constraint) ? ` constraint ${error.constraint}` : '';
  const parts = [table, column, constraint].filter(Boolean).map((part) => part.trim());
  return parts.length > 0 ? ` (${parts.join(', ')})` : '';
}

/** Errors that rows decide, and other rows might not meet. */
export const isAboutRows = (sqlstate: string): boolean =>
  /^(21|22|23)/.test(sqlstate) || sqlstate === 'P0001' || sqlstate === 'P0004';
