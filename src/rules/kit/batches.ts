import type { RangeVar } from '@pgsql/types';
import type { Relation } from '../../sql/model.ts';
import type { Facts } from './facts.ts';
import { outsideTransaction, remark, steps, uncut } from './instead.ts';
import { chosenName, columnList, objectName, quoteIdentifier, typeText } from './tables.ts';
import { literal } from './text.ts';
import { walkOf, type Walk } from './walks.ts';

/** What a loop does to the rows of each round. */
export interface Change {
  /** `UPDATE t SET a = b`. */
  readonly verb: string;
  /** A condition without the word WHERE. */
  readonly where: string;
  /** Another one, true for the rows that still need work: run again, it passes over what is done. */
  readonly pending?: string;
  /** What a statement with more tables than this one calls it. */
  readonly called?: string | undefined;
  /** Behind the condition: ON CONFLICT … */
  readonly ending?: string;
  /** No row may be changed twice: how far it came is kept in a table, and taken up there. */
  readonly once?: true;
}

/**
 * A backfill that locks 10,000 rows at a time, commits, rests and looks at the replicas in between, walking a key; for
 * Postgres 13 and later (`%TYPE[]` is 17's). It must run outside a transaction, and says how the tool does that.
 *
 * Its variables start with an underscore, because a column of the same name would make the statement ambiguous.
 */
export const inBatches = (table: Relation, verb: string, where: string, facts: Facts, called?: string): string =>
  walking(table, byKey(table, facts), { verb, where, called }, facts);

/** The loop over a table, and how the tool runs it. */
export const walking = (table: Relation, walk: Walk, change: Change, facts: Facts): string =>
  outsideTransaction(uncut(loop(table, walk, change), facts), facts);

/** Without knowing what is left to do only a key leads on. */
function byKey(table: Relation, facts: Facts): Walk {
  const walk = walkOf(table, facts);
  return walk === undefined || walk.by === 'pages' ? { by: 'assumed' } : walk;
}

/** Of the loop: rows a round, and the rest after each. */
export const batching = { rows: 10_000, restMs: 200 } as const;
const rest = `PERFORM pg_sleep(${String(batching.restMs / 1_000)});`;
const limit = `LIMIT ${String(batching.rows)}`;
/** Whether a proposal holds the loop over a key. */
export const isInBatches = (instead: string): boolean => instead.includes(rest) && instead.includes(limit);

/** Where a backfill that must not change a row twice keeps how far it came. */
export const progressOf = ({ name }: Relation): string =>
  `${quoteIdentifier(name.schema)}.${chosenName(name, [], 'backfill')}`;

/** The parts of the loop that depend on what leads through the table. */
interface Course {
  readonly assumed?: string;
  readonly variables: readonly string[];
  readonly before?: readonly string[];
  readonly head: string;
  readonly next: readonly string[];
  /** Which rows a round is about. */
  readonly rows: string;
  readonly then: readonly string[];
  readonly after?: readonly string[];
}

function loop(table: Relation, walk: Walk, change: Change): string {
  const { verb, where, pending = '', ending = '' } = change;
  const course = courseOf(table, walk, change);
  const rows = [course.rows, where && `(${where})`, pending].filter(Boolean).join(' AND ');
  const body = steps(
    'DECLARE',
    ...course.variables.map((one) => `  ${one};`),
    'BEGIN',
    ...(course.before ?? []).map((one) => `  ${one};`),
    `  ${course.head}`,
    ...course.next.map((one) => `    ${one};`),
    `    ${verb} WHERE ${rows}${ending ? ` ${ending}` : ''};`,
    ...course.then.map((one) => `    ${one};`),
    '    COMMIT;',
    `    ${rest}`,
    '    -- Lets replicas catch up; whoever is no member of pg_monitor sees no lag, and has to watch it elsewhere.',
    "    WHILE EXISTS (SELECT FROM pg_stat_replication WHERE replay_lag > interval '10 seconds') LOOP",
    '      PERFORM pg_sleep(1);',
    '      COMMIT;',
    '    END LOOP;',
    '  END LOOP;',
    ...(course.after ?? []).map((one) => `  ${one};`),
  );
  const quote = quoteAround(body);
  return steps(course.assumed ?? '', `DO ${quote}`, body, `END ${quote};`);
}

/** Dollar signs around a text that may have some of its own. */
function quoteAround(text: string): string {
  let name = '';
  while (text.includes(`$${name}$`)) name = name === '' ? 'backfill' : `${name}_`;
  return `$${name}$`;
}

function courseOf(table: Relation, walk: Walk, change: Change): Course {
  const { called } = change;
  const own = (name: string): string => (called === undefined ? name : `${quoteIdentifier(called)}.${name}`);
  if (walk.by === 'pages') return overPages(table, own('ctid'));
  if (walk.by === 'keys') return overKeys(table, walk, own('ctid'));
  const name = objectName(table.name);
  const id = quoteIdentifier(walk.by === 'key' ? walk.column.name : 'id');
  const type = walk.by === 'key' ? typeText(walk.column.type) : 'bigint';
  const progress = progressOf(table);
  return {
    ...(walk.by === 'assumed' && {
      assumed: remark(`For id and bigint put the primary key of ${name} and its type.`),
    }),
    variables: [`_batch ${type}[]`, `_last ${type}`],
    head: 'LOOP',
    next: [
      `_batch := ARRAY(SELECT ${id} FROM ${name} WHERE _last IS NULL OR ${id} > _last ORDER BY ${id} ${limit})`,
      'EXIT WHEN cardinality(_batch) = 0',
    ],
    rows: `${own(id)} = ANY (_batch)`,
    then: ['_last := _batch[cardinality(_batch)]', ...(change.once ? [`INSERT INTO ${progress} VALUES (_last)`] : [])],
    ...(change.once && {
      before: [
        `CREATE TABLE IF NOT EXISTS ${progress} (last ${type})`,
        `SELECT last INTO _last FROM ${progress} ORDER BY last DESC LIMIT 1`,
      ],
      after: [`DROP TABLE ${progress}`],
    }),
  };
}

/** The rows of a round are locked first, so that they stay where they were found. */
function overKeys(table: Relation, { columns }: Extract<Walk, { by: 'keys' }>, ctid: string): Course {
  const name = objectName(table.name);
  const list = columnList(columns.map((column) => column.name));
  const last = columns.map((_, index) => `_last_${String(index + 1)}`);
  return {
    variables: ['_batch tid[]', ...columns.map(({ type }, index) => `${last[index] ?? ''} ${typeText(type)}`)],
    head: 'LOOP',
    next: [
      `_batch := ARRAY(SELECT ctid FROM ${name} WHERE _last_1 IS NULL OR (${list}) > (${last.join(', ')}) ORDER BY ${list} ${limit} FOR NO KEY UPDATE)`,
      'EXIT WHEN cardinality(_batch) = 0',
      `SELECT ${list} INTO ${last.join(', ')} FROM ${name} WHERE ctid = _batch[cardinality(_batch)]`,
    ],
    rows: `${ctid} = ANY (_batch)`,
    then: [],
  };
}

/** Without any key: what is changed may come up again further on, and must be passed over then. */
function overPages(table: Relation, ctid: string): Course {
  return {
    variables: [
      '_page int8 := 0',
      `_pages int8 := pg_relation_size(${literal(objectName(table.name))}) / current_setting('block_size')::int8`,
      '_from tid',
      '_to tid',
    ],
    head: 'WHILE _page < _pages LOOP',
    next: ["_from := format('(%s,0)', _page)", "_to := format('(%s,0)', _page + 200)"],
    rows: `${ctid} >= _from AND ${ctid} < _to`,
    then: ['_page := _page + 200'],
  };
}

/** What a statement calls the table that it changes. */
export const calledIn = (range: RangeVar | undefined): string | undefined => range?.alias?.aliasname ?? range?.relname;
