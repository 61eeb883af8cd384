import type { Traffic } from '../../../../src/domain/rehearsal.ts';
import type { TrafficStall } from '../../../../src/domain/traffic.ts';
import type { Server } from '../../../../src/ports/database.ts';
import type { RehearsalPlan } from '../../../../src/rehearsal/plan.ts';
import { base, plan, rehearseOn, unit } from '../../plans.ts';

export const shop = `
  CREATE TABLE customers (id bigint PRIMARY KEY, name text);
  CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, note text, total numeric);
  CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE TRIGGER stamped BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp();`;

export type Measured = Extract<Traffic, { readonly status: 'measured' }>;

/** Long enough for a stall that nobody can take for chance, and short enough for a test. */
export const heldMs = 300;
/** What queues behind it waits for nearly as long. */
export const asLong = 200;

export async function traffic(server: Server, migration: string, more: Partial<RehearsalPlan> = {}): Promise<Traffic> {
  const asked = { rollback: 'leave-out', rerun: 'leave-out', traffic: 'rehearse' } as const;
  const volume = { rows: 500, tables: new Map(), seconds: 30 };
  const given = { baseline: base(shop), changed: [unit('0002', migration)], longestTransactionMs: heldMs, volume };
  const { rehearsal } = await rehearseOn(server, plan({ ...given, ...asked, ...more }));
  if (rehearsal.status !== 'ran') throw new Error(rehearsal.because);
  return rehearsal.traffic;
}

export async function measured(
  server: Server,
  migration: string,
  more: Partial<RehearsalPlan> = {},
): Promise<Measured> {
  const result = await traffic(server, migration, more);
  if (result.status !== 'measured') throw new Error(result.because);
  return result;
}

/** Every wait of the run behind an open transaction, in short. */
export const waits = ({ behind }: Measured) =>
  (behind?.stalls ?? []).map(({ line, tables, waited }) => ({
    ...{ line, tables, behind: waited?.behind },
    ...more(waited),
  }));

const more = (waited: TrafficStall['waited']) => ({
  ...(waited?.sqlstate !== undefined && { sqlstate: waited.sqlstate }),
  ...(waited?.leaves !== undefined && { leaves: waited.leaves }),
  ...(waited?.keeps !== undefined && { keeps: waited.keeps }),
  ...(waited?.alike !== undefined && { alike: waited.alike.map(({ line }) => line) }),
});
