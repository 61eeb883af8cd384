import type { Constraint } from '../../sql/model.ts';
import type { Dropped } from './constraints.ts';
import { remark } from './instead.ts';
import { columnList, objectName, quoteIdentifier } from './tables.ts';
import { code } from './text.ts';

/** What may come in from now on. */
export function loss({ table, name, constraint }: Dropped): string {
  const shown = code(objectName(table.name));
  const columns = code(columnList(constraint?.columns ?? []));
  switch (constraint?.kind) {
    case 'check':
      return `From now on ${shown} may hold rows that do not meet ${code(constraint.expression ?? '…')}.`;
    case 'unique':
      return `From now on rows of ${shown} may repeat ${columns}, and INSERT … ON CONFLICT on it fails (42P10).`;
    case 'foreign-key': {
      const parent = constraint.references ? code(objectName(constraint.references.table)) : 'a table';
      return `From now on rows of ${shown} may refer by ${columns} to rows of ${parent} that are not there, and what the foreign key did on delete and update is no longer done.`;
    }
    case 'exclusion':
      return `From now on ${shown} may hold rows that ${code(quoteIdentifier(name))} kept from conflicting.`;
    default:
      return `From now on ${shown} may hold rows that ${code(quoteIdentifier(name))} kept out.`;
  }
}

/** The same of a UNIQUE whose duplicates something else keeps out. */
export const conflictLost = ({ table, constraint }: Dropped): string =>
  `From now on INSERT … ON CONFLICT (${columnList(constraint?.columns ?? [])}) into ${code(objectName(table.name))} fails (42P10): no unique index is on these columns alone any more.`;

/** The constraint again, where its text is known. */
export function wayBack(head: string, { name, constraint }: Dropped): readonly string[] {
  const body =
    constraint?.kind === 'check' && !constraint.expression?.includes('…')
      ? `CHECK (${constraint.expression ?? ''})`
      : constraint?.references
        ? `FOREIGN KEY (${columnList(constraint.columns)}) REFERENCES ${objectName(constraint.references.table)} (${columnList(constraint.references.columns)})${actions(constraint.references)}`
        : undefined;
  return body === undefined
    ? []
    : [remark(`The way back: ${head} ADD CONSTRAINT ${quoteIdentifier(name)} ${body} NOT VALID;`)];
}

const inSql = { cascade: 'CASCADE', 'set-null': 'SET NULL', 'set-default': 'SET DEFAULT' } as const;

const actions = ({ onDelete, onUpdate }: NonNullable<Constraint['references']>): string =>
  `${onDelete ? ` ON DELETE ${inSql[onDelete]}` : ''}${onUpdate ? ` ON UPDATE ${inSql[onUpdate]}` : ''}`;
