import type { Session } from '../../../ports/database.ts';
import { quotedParts } from '../../../sql/names.ts';
import { guarded } from '../../watch/watchdog.ts';
import type { Watchdog } from '../../watch/watchdog.ts';
import { holdPrepared } from './held-prepared.ts';
import type { HeldQuery } from './held-prepared.ts';
import type { KnownQuery } from './known.ts';

/** How the planner would run a query, whatever its values; cost in the planner's own unit. */
export interface QueryPlan {
  readonly cost: number;
  readonly scans: readonly Scan[];
}

/** Each place where it reads a table. */
export interface Scan {
  /** `Index Scan`, `Seq Scan`, … */
  readonly how: string;
  /** `schema.name`, each part quoted as Postgres would. */
  readonly table: string;
  readonly alias: string;
  /** Without its schema. */
  readonly index?: string;
  readonly rows: number;
  readonly cost: number;
}

export interface Planned {
  /** By the query's text; those that the schema does not take are not in it. */
  readonly plans: ReadonlyMap<string, QueryPlan>;
  /** How many came after there was enough. */
  readonly left: number;
}

/** Nothing is run; the queries are left prepared. */
export async function plansOf(
  session: Session,
  queries: readonly KnownQuery[],
  dog: Watchdog,
  enough: () => boolean = () => false,
): Promise<Planned> {
  await session.query(`SET plan_cache_mode = 'force_generic_plan'`);
  const held = await holdPrepared(session, queries, dog);
  const plans = new Map<string, QueryPlan>();
  for (const [index, one] of held.entries()) {
    dog.signal.throwIfAborted();
    if (enough()) return { plans, left: held.length - index };
    const plan = await planOf(session, one, dog);
    if (plan) plans.set(one.query.sql, plan);
  }
  return { plans, left: 0 };
}

async function planOf(session: Session, { call }: HeldQuery, dog: Watchdog): Promise<QueryPlan | undefined> {
  // A NULL is no value of every type: what refuses one is not asked again.
  const explain = `EXPLAIN (FORMAT JSON, VERBOSE) EXECUTE ${call}`;
  if (!(await guarded(session, explain, dog)).ok) return undefined;
  const { rows } = await session.query<{ 'QUERY PLAN': readonly { readonly Plan: PlanNode }[] }>(explain);
  const top = rows[0]?.['QUERY PLAN'][0]?.Plan;
  return top && { cost: top['Total Cost'], scans: scansIn(top) };
}

/** As EXPLAIN writes it (manual, “EXPLAIN”); only what is read here. */
interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Schema?: string;
  readonly Alias?: string;
  readonly 'Index Name'?: string;
  readonly 'Total Cost': number;
  readonly 'Plan Rows': number;
  readonly Plans?: readonly PlanNode[];
}

function scansIn(node: PlanNode): readonly Scan[] {
  const below = (node.Plans ?? []).flatMap(scansIn);
  const { Schema: schema, Alias: alias = '', 'Relation Name': relation, 'Node Type': how } = node;
  if (schema === undefined || relation === undefined || how === 'ModifyTable') return below;
  const index = node['Index Name'] ?? bitmapIndex(node);
  const table = quotedParts([schema, relation]);
  const scan = { how, table, alias, rows: node['Plan Rows'], cost: node['Total Cost'] };
  return [{ ...scan, ...(index !== undefined && { index }) }, ...below];
}

/** A bitmap of several indexes is told by its first one. */
const bitmapIndex = (node: PlanNode): string | undefined =>
  node['Index Name'] ?? (node.Plans ?? []).map(bitmapIndex).find((name) => name !== undefined);
