import type { Relation } from '../../sql/model.ts';
import { nextMigration, remark, statement, steps } from './instead.ts';
import { provenNotNull } from './not-null.ts';
import { chosenName, objectName, quoteIdentifier } from './tables.ts';
import { atDepthZero, oneLine } from './text.ts';

interface DomainColumn {
  readonly table: Relation;
  readonly name: string;
}

/** The same NOT NULL on each column of a domain. */
export const provedColumns = (columns: readonly DomainColumn[]): string =>
  columns.length === 0
    ? remark('ALTER TABLE … ADD CONSTRAINT … CHECK (… IS NOT NULL) NOT VALID, VALIDATE, SET NOT NULL')
    : steps(
        ...columns.map(({ table, name }) => provenNotNull(`ALTER TABLE ${objectName(table.name)}`, table.name, name)),
      );

/**
 * The CHECK of an ALTER DOMAIN … ADD CONSTRAINT for new rows, and for those that are there as a CHECK on each column,
 * which can be validated while writes go on. Without the statement the condition is left to fill in.
 */
export function columnChecks(columns: readonly DomainColumn[], added: string): string {
  const text = oneLine(added);
  const condition = checkOf(text);
  const checks = columns.map(({ table, name }) => ({
    head: `ALTER TABLE ${objectName(table.name)}`,
    check: chosenName(table.name, [name], 'check'),
    says: condition === '' ? '(<condition of the domain>)' : saidOf(condition, quoteIdentifier(name)),
  }));
  return steps(
    remark(
      'New rows are held to a constraint that is NOT VALID; VALIDATE of a domain stops writes, of a table it does not:',
    ),
    text && statement(`${text} NOT VALID`),
    ...checks.map(({ head, check, says }) => `${head} ADD CONSTRAINT ${check} CHECK ${says} NOT VALID;`),
    checks.length > 0 ? nextMigration('reads and writes go on during the scan.') : '',
    ...checks.map(({ head, check }) => `${head} VALIDATE CONSTRAINT ${check};`),
  );
}

/** The condition in its parentheses. */
function checkOf(text: string): string {
  const found = /\bCHECK\s*(\.+)/iu.exec(atDepthZero(text));
  return found
    ? text.slice(found.index + found[0].length - (found[1] ?? '').length, found.index + found[0].length)
    : '';
}

const saidOf = (condition: string, column: string): string =>
  condition.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\bvalue\b/giu, (part) =>
    part.toLowerCase() === 'value' ? column : part,
  );
