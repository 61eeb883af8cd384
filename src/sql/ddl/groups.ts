import type { AlterPublicationStmt, CreateStatsStmt, DropStmt, Node } from '@pgsql/types';
import { keyOf } from '../catalog.ts';
import type { Group } from '../groups.ts';
import { groupKey } from '../groups.ts';
import { namedBy, stringsOf } from '../names.ts';
import { all } from '../nodes.ts';
import type { QualifiedName } from '../qualified-name.ts';
import { dropRelation } from './drop.ts';
import { find, findRange } from './site.ts';
import type { Site } from './site.ts';

const put = (site: Site, group: Group): void => {
  site.store.groups.set(groupKey(group), group);
};

const published = (site: Site, objects: readonly Node[] | undefined): readonly QualifiedName[] =>
  all('PublicationObjSpec', objects).flatMap(({ pubtable }) => findRange(site, pubtable?.relation)?.name ?? []);

export function alterPublication(
  site: Site,
  { pubname: name = '', pubobjects, action = 'AP_SetObjects' }: AlterPublicationStmt,
): void {
  const before = site.store.groups.get(groupKey({ kind: 'publication', name }))?.tables ?? [];
  const named = published(site, pubobjects);
  const others = before.filter((one) => !named.some((other) => keyOf(other) === keyOf(one)));
  if (action === 'AP_DropObjects') put(site, { kind: 'publication', name, tables: others });
  else if (named.length > 0) {
    put(site, { kind: 'publication', name, tables: [...(action === 'AP_AddObjects' ? others : []), ...named] });
  }
}

export function createStatistics(site: Site, { defnames, relations }: CreateStatsStmt): void {
  const tables = all('RangeVar', relations).flatMap((range) => findRange(site, range)?.name ?? []);
  const name = stringsOf(defnames).at(-1);
  if (name !== undefined) put(site, { kind: 'statistics', name, tables });
}

export function createServer(site: Site, name: string, wrapper: string): void {
  put(site, { kind: 'server', name, wrapper, tables: [] });
}

export function onServer(site: Site, name: string, table: QualifiedName): void {
  const server = site.store.groups.get(groupKey({ kind: 'server', name }));
  put(site, { kind: 'server', name, ...server, tables: [...(server?.tables ?? []), table] });
}

/** A server goes with its foreign tables, a wrapper with its servers. */
export function dropGroups(site: Site, { removeType, objects }: DropStmt): void {
  const names = (objects ?? []).map((object) => namedBy(object).at(-1));
  for (const group of site.store.groups.values()) {
    const named =
      removeType === 'OBJECT_FDW' ? group.wrapper : kinds[group.kind] === removeType ? group.name : undefined;
    if (named === undefined || !names.includes(named)) continue;
    site.store.groups.set(groupKey(group), undefined);
    if (group.kind !== 'server') continue;
    for (const table of group.tables) {
      const relation = find(site, table);
      if (relation?.known) dropRelation(site, relation);
    }
  }
}

const kinds: Readonly<Record<Group['kind'], DropStmt['removeType']>> = {
  publication: 'OBJECT_PUBLICATION',
  statistics: 'OBJECT_STATISTIC_EXT',
  server: 'OBJECT_FOREIGN_SERVER',
};

/** A table under another name is still in them. */
export function moveInGroups(site: Site, from: QualifiedName, to: QualifiedName): void {
  for (const group of site.store.groups.values()) {
    if (!group.tables.some((one) => keyOf(one) === keyOf(from))) continue;
    put(site, { ...group, tables: group.tables.map((one) => (keyOf(one) === keyOf(from) ? to : one)) });
  }
}
