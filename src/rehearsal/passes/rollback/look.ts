import type { Session } from '../../../ports/database.ts';
import type { Label, Part, PartKind } from '../../../sql/reverse/part.ts';
import { relationParts } from './look-relations.ts';
import { routineParts } from './look-routines.ts';
import { tableParts } from './look-tables.ts';
import { typeParts } from './look-types.ts';

interface Row {
  readonly kind: PartKind;
  readonly id: string;
  readonly on: string | null;
  readonly own: string;
  readonly name: string;
  readonly same: string;
  readonly make: readonly (string | null)[];
  readonly remove: string;
  readonly more: Readonly<Partial<More>> | null;
}

interface More {
  readonly mend: readonly string[];
  readonly otherwise: readonly string[];
  readonly rename: string;
  readonly move: string;
  readonly schema: string;
  readonly owner: string;
  readonly uses: readonly string[];
  readonly needs: readonly string[];
  readonly labels: readonly Label[];
  readonly given: boolean;
  readonly holds: 'rows' | 'values';
}

/**
 * The schema as parts, each with the SQL that makes and removes it, in the server's own words. What an extension
 * brought goes with it.
 * @param observer its search path is pg_catalog, so that the server writes every other name with its schema.
 */
export async function look(observer: Session): Promise<readonly Part[]> {
  const parts: Part[] = [];
  for (const query of [typeParts, relationParts, tableParts, routineParts]) {
    const { rows } = await observer.query<Row>(query);
    parts.push(...rows.map(partOf));
  }
  return parts;
}

const partOf = ({ on, make, more, ...row }: Row): Part => ({
  ...row,
  on: on ?? undefined,
  make: make.filter((sql) => sql !== null),
  ...(more ?? {}),
});
