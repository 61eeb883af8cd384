import type { QualifiedName } from './qualified-name.ts';

/** What stands over tables without being one: known so that a statement about it is known to lock them. */
export interface Group {
  readonly kind: 'publication' | 'statistics' | 'server';
  /** Without a schema. */
  readonly name: string;
  readonly tables: readonly QualifiedName[];
  /** Of a foreign server: its foreign data wrapper. */
  readonly wrapper?: string;
}

export const groupKey = ({ kind, name }: Pick<Group, 'kind' | 'name'>): string => `${kind}\0${name}`;
