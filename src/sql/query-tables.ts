import type { RangeVar } from '@pgsql/types';
import { queryKinds } from './constants.ts';
import { writtenName } from './names.ts';
import type { WrittenName } from './names.ts';
import { eachNode, relationsIn } from './nodes.ts';
import { parseText } from './parser.ts';

/** Relations that a query reads, and those that it changes. */
export interface QueryTables {
  readonly read: readonly WrittenName[];
  readonly changed: readonly WrittenName[];
}

/** Of one query, those of its WITH queries included. The parser must have been loaded. */
export function tablesIn(sql: string): QueryTables {
  const parsed = parseText(sql);
  if (parsed.kind !== 'parsed') return { read: [], changed: [] };
  const targets = new Set<unknown>();
  const changed: WrittenName[] = [];
  const tree = parsed.statements.map(({ node }) => node);
  eachNode(tree, (kind, body) => {
    const target =
      kind !== 'SelectStmt' && queryKinds.includes(kind)
        ? (body as { readonly relation?: RangeVar }).relation
        : undefined;
    if (!target || targets.has(target)) return;
    targets.add(target);
    changed.push(writtenName(target));
  });
  return { read: relationsIn(tree).filter((name) => !changed.some((one) => sameWritten(one, name))), changed };
}

const sameWritten = (one: WrittenName, other: WrittenName): boolean =>
  one.schema === other.schema && one.name === other.name;
