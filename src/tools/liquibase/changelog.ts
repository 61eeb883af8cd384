import { parse } from 'yaml';

/** What a change log in XML, YAML or JSON holds; undefined for a file that is none. */
export interface ChangeLog {
  readonly includes: readonly Include[];
  /** Kinds of changes written in it rather than in SQL files: createTable, addColumn. */
  readonly changes: readonly string[];
}

export interface Include {
  readonly what: 'file' | 'folder';
  readonly path: string;
  readonly relative: boolean;
}

export const isChangeLog = (path: string): boolean => /\.(?:xml|ya?ml|json)$/i.test(path);

export const readChangeLog = (path: string, text: string): ChangeLog | undefined =>
  path.endsWith('.xml') ? fromXml(text.replace(/<!--[\s\S]*?-->/g, '')) : fromYaml(text);

function fromXml(text: string): ChangeLog | undefined {
  if (!/<(?:\w+:)?databaseChangeLog\b/.test(text)) return undefined;
  const value = (tag: string, name: string): string | undefined =>
    new RegExp(`\\b${name}\\s*=\\s*["']([^"']*)["']`).exec(tag)?.[1];
  const includes = [...text.matchAll(/<(?:\w+:)?(include|includeAll)\b[^>]*>/g)].map(([tag, kind]) => ({
    what: kind === 'include' ? ('file' as const) : ('folder' as const),
    path: value(tag, kind === 'include' ? 'file' : 'path') ?? '',
    relative: value(tag, 'relativeToChangelogFile') === 'true',
  }));
  const sets = [...text.matchAll(/<(?:\w+:)?changeSet\b[^>]*>([\s\S]*?)<\/(?:\w+:)?changeSet>/g)];
  const changes = sets.map(
    ([, body = '']) => /<(?!preConditions|comment|\/)(?:\w+:)?(\w+)/.exec(body)?.[1] ?? 'changeSet',
  );
  return { includes, changes: [...new Set(changes)] };
}

/** JSON is YAML too. */
function fromYaml(text: string): ChangeLog | undefined {
  const entries = entriesOf(text);
  if (entries === undefined) return undefined;
  const held = (name: string): readonly Fields[] =>
    entries.flatMap((entry) => (isFields(entry[name]) ? [entry[name]] : []));
  const includes = entries.flatMap(({ include, includeAll }) => {
    const fields = isFields(include) ? include : includeAll;
    if (!isFields(fields)) return [];
    const path = fields === include ? fields['file'] : fields['path'];
    const what = fields === include ? ('file' as const) : ('folder' as const);
    return [{ what, path: String(path), relative: String(fields['relativeToChangelogFile']) === 'true' }];
  });
  const changes = held('changeSet').flatMap(({ changes }) =>
    Array.isArray(changes) ? changes.filter(isFields).flatMap((change) => Object.keys(change)) : ['changeSet'],
  );
  return { includes, changes: [...new Set(changes)] };
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

function entriesOf(text: string): readonly Fields[] | undefined {
  try {
    const log: unknown = parse(text, { maxAliasCount: 100 });
    const entries = isFields(log) ? log['databaseChangeLog'] : undefined;
    return Array.isArray(entries) ? entries.filter(isFields) : undefined;
  } catch {
    return undefined;
  }
}
