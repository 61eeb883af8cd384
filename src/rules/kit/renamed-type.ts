import type { Node, RenameStmt } from '@pgsql/types';
import { as } from '../../sql/nodes.ts';
import { atOnce, remark, statement, steps } from './instead.ts';
import { restOfTransaction } from './later.ts';
import type { Facts, Hit } from './rule.ts';
import { nameFrom, objectName, quoteIdentifier } from './tables.ts';
import { code, oneLine } from './text.ts';

/** `ALTER TYPE … RENAME TO`, `ALTER DOMAIN … RENAME TO`: drivers cast parameters to the type by name. */
export function renamedType({ object, newname, renameType }: RenameStmt, facts: Facts): Hit | undefined {
  if (!object || newname === undefined) return undefined;
  const written = nameFrom(object);
  const type = facts.catalog.type(written);
  if (type ? type.madeHere : facts.catalog.complete) return undefined;
  const old = type?.name ?? { schema: written.schema ?? 'public', name: written.name };
  if (takenAgain(old.name, facts)) return undefined;
  const name = objectName(old);
  return {
    objects: [name],
    says: `Casts of the running code to ${code(name)} fail from the moment it is called ${code(quoteIdentifier(newname))} (42704).`,
    // Of a type that nobody made here: most that are renamed are enums.
    instead:
      (type?.kind ?? (renameType === 'OBJECT_DOMAIN' ? 'domain' : 'enum')) === 'enum'
        ? keepName
        : steps(
            atOnce(
              facts,
              statement(oneLine(facts.statement.sql)),
              `CREATE DOMAIN ${name} AS ${objectName({ ...old, name: newname })};`,
            ),
            '-- Drop the domain when no code uses the old name any more.',
          ),
  };
}

/** An enum compares with nothing but itself: a domain over it takes writes, and fails in a WHERE. */
const keepName = steps(
  remark('Leave the type its name, and use the new name in the code only.'),
  remark('A domain under the old name would serve writes, but each comparison of the column with it fails (42883).'),
);

/** Another type takes the name before anybody can see that it was gone: the usual way to take a value out of an enum. */
const takenAgain = (name: string, facts: Facts): boolean =>
  restOfTransaction(facts).some(({ statement: { node } }) => madeBy(node) === name);

function madeBy(node: Node): string | undefined {
  const list = as('CreateEnumStmt', node)?.typeName ?? as('CreateDomainStmt', node)?.domainname;
  if (list) return nameFrom({ List: { items: [...list] } }).name;
  return as('RenameStmt', node)?.newname ?? as('CompositeTypeStmt', node)?.typevar?.relname;
}
