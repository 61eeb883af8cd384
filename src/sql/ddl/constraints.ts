import type { Constraint as ConstraintNode, Node } from '@pgsql/types';
import { keyOf } from '../catalog.ts';
import { expressionText, provesNotNull } from '../expression.ts';
import type { Constraint, ReferentialAction } from '../model.ts';
import { stringsOf, writtenName } from '../names.ts';
import { all, columnsIn } from '../nodes.ts';
import type { QualifiedName } from '../qualified-name.ts';
import { generatedName } from './object-name.ts';
import { change, current, find, lookNow, newName, putIndex, removeIndex } from './site.ts';
import type { Site } from './site.ts';

/** Adds a constraint as ALTER TABLE … ADD would; `column` is set where it stands behind a column. */
export function addConstraint(site: Site, table: QualifiedName, node: ConstraintNode, column?: string): void {
  switch (node.contype) {
    case 'CONSTR_PRIMARY':
    case 'CONSTR_UNIQUE':
    case 'CONSTR_EXCLUSION':
      addKey(site, table, node, column);
      break;
    case 'CONSTR_FOREIGN':
      addForeignKey(site, table, node, column);
      break;
    case 'CONSTR_CHECK':
      addCheck(site, table, node, column);
      break;
    case 'CONSTR_NOTNULL':
      setNotNull(site, table, column === undefined ? stringsOf(node.keys) : [column]);
      break;
    default:
      break;
  }
}

export function setNotNull(site: Site, table: QualifiedName, columns: readonly string[]): void {
  change(site, table, (relation) => ({
    ...relation,
    columns: relation.columns.map((one) => (columns.includes(one.name) ? { ...one, notNull: true } : one)),
  }));
}

function store(site: Site, table: QualifiedName, constraint: Constraint): void {
  const marked = site.madeHere ? { ...constraint, madeHere: true as const } : constraint;
  change(site, table, (relation) => ({ ...relation, constraints: [...relation.constraints, marked] }));
}

function addCheck(site: Site, table: QualifiedName, node: ConstraintNode, column: string | undefined): void {
  const used = columnsIn(node.raw_expr).filter((name) => hasColumn(site, table, name));
  const only = used.length === 1 ? used : [];
  const name = node.conname ?? generatedName(site, table, column === undefined ? only : [column], 'check');
  store(site, table, {
    name,
    kind: 'check',
    columns: used,
    validated: !node.skip_validation,
    expression: expressionText(node.raw_expr),
    ...(node.raw_expr ? { condition: node.raw_expr } : {}),
    provesNotNull: provesNotNull(node.raw_expr),
  });
}

function hasColumn(site: Site, table: QualifiedName, name: string): boolean {
  const relation = current(site, table);
  return !relation.known || relation.columns.some((column) => column.name === name);
}

function addForeignKey(site: Site, table: QualifiedName, node: ConstraintNode, column: string | undefined): void {
  if (!node.pktable) return;
  const columns = column === undefined ? stringsOf(node.fk_attrs) : [column];
  const parent = find(site, writtenName(node.pktable))?.name ?? newName(site, writtenName(node.pktable));
  const written = stringsOf(node.pk_attrs);
  const key = current(site, parent).constraints.find(({ kind }) => kind === 'primary-key')?.columns ?? [];
  store(site, table, {
    name: node.conname ?? generatedName(site, table, columns, 'fkey'),
    kind: 'foreign-key',
    columns,
    validated: !node.skip_validation,
    provesNotNull: [],
    references: { table: parent, columns: written.length > 0 ? written : key, ...actionsOf(node) },
  });
  noteReference(site, table, parent);
}

const actions: Readonly<Record<string, ReferentialAction | undefined>> = {
  c: 'cascade',
  n: 'set-null',
  d: 'set-default',
};

function actionsOf({ fk_del_action: gone = '', fk_upd_action: changed = '' }: ConstraintNode) {
  const [onDelete, onUpdate] = [actions[gone], actions[changed]];
  return { ...(onDelete ? { onDelete } : {}), ...(onUpdate ? { onUpdate } : {}) };
}

export function noteReference(site: Site, child: QualifiedName, parent: QualifiedName): void {
  const children = site.store.referencedBy.get(keyOf(parent)) ?? [];
  if (!children.includes(keyOf(child))) site.store.referencedBy.set(keyOf(parent), [...children, keyOf(child)]);
}

const labels = { CONSTR_PRIMARY: 'pkey', CONSTR_UNIQUE: 'key', CONSTR_EXCLUSION: 'excl' } as const;
const kinds = { CONSTR_PRIMARY: 'primary-key', CONSTR_UNIQUE: 'unique', CONSTR_EXCLUSION: 'exclusion' } as const;

function addKey(site: Site, table: QualifiedName, node: ConstraintNode, column: string | undefined): void {
  const type = node.contype as keyof typeof kinds;
  const existing =
    node.indexname === undefined ? undefined : lookNow(site).index({ schema: table.schema, name: node.indexname });
  const columns = existing?.columns ?? (column === undefined ? keyColumns(node) : [column]);
  const name =
    node.conname ??
    existing?.name.name ??
    generatedName(site, table, type === 'CONSTR_PRIMARY' ? [] : columns, labels[type]);
  if (existing) removeIndex(site, existing);
  putIndex(site, {
    name: { schema: table.schema, name },
    table,
    columns,
    unique: type !== 'CONSTR_EXCLUSION',
    partial: node.where_clause !== undefined,
    hasExpressions: existing?.hasExpressions ?? false,
    method: existing?.method ?? node.access_method ?? (type === 'CONSTR_EXCLUSION' ? 'gist' : 'btree'),
    constraint: name,
    madeHere: existing?.madeHere ?? site.madeHere,
  });
  const index = { schema: table.schema, name };
  store(site, table, { name, kind: kinds[type], columns, validated: true, provesNotNull: [], index });
  if (type === 'CONSTR_PRIMARY') setNotNull(site, table, columns);
}

const keyColumns = (node: ConstraintNode): readonly string[] =>
  node.exclusions ? node.exclusions.flatMap(excludedColumn) : stringsOf(node.keys);

/** An element of EXCLUDE is a list: index element, operator. */
function excludedColumn(node: Node): readonly string[] {
  const items = 'List' in node ? node.List.items : undefined;
  return all('IndexElem', items).flatMap(({ name }) => (name === undefined ? [] : [name]));
}

/** Takes constraints away, with the indexes that stand behind them. */
export function dropConstraints(site: Site, table: QualifiedName, going: (constraint: Constraint) => boolean): void {
  const gone = current(site, table).constraints.filter(going);
  if (gone.length === 0) return;
  for (const { index } of gone) {
    const found = index && lookNow(site).index(index);
    if (found) removeIndex(site, found);
  }
  change(site, table, (relation) => ({
    ...relation,
    constraints: relation.constraints.filter((one) => !gone.includes(one)),
    dropped: site.madeHere ? [...relation.dropped, ...gone] : relation.dropped,
  }));
}
