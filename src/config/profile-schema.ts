import * as z from 'zod';

/** The production profile as it is written. Keys that are not known yet are passed over: a newer one still serves. */

const amount = z.number().nonnegative();
const fraction = z.number().min(0).max(1);
const names = z.array(z.string().nullable());
const moment = z.iso.datetime({ offset: true });

export const columnSchema = z.object({
  nullFraction: fraction.exactOptional(),
  distinct: z.number().min(-1).exactOptional().describe('A count; below 0 the share of the rows, negated'),
  width: amount.exactOptional().describe('Average bytes of a value that is not null'),
  correlation: z.number().min(-1).max(1).exactOptional(),
  frequencies: z
    .array(fraction)
    .max(10)
    .exactOptional()
    .describe('Shares of the rows that the commonest values have, the greatest first'),
});

const index = z.object({
  name: z.string(),
  method: z.string().exactOptional().describe('btree where it is absent'),
  primary: z.boolean().exactOptional(),
  unique: z.boolean().exactOptional(),
  partial: z.boolean().exactOptional(),
  valid: z.boolean().exactOptional(),
  columns: names.describe('Its key; null stands for an expression'),
  rows: amount.exactOptional().describe('Of a partial index'),
  bytes: amount.exactOptional(),
});

const constraint = z.object({
  name: z.string(),
  kind: z.enum(['primary-key', 'unique', 'foreign-key', 'check', 'exclusion']),
  columns: z.array(z.string()).exactOptional(),
  references: z.string().exactOptional().describe('The table that a foreign key points at'),
  validated: z.boolean().exactOptional(),
});

/** Without its columns, whose names are read by hand: a column may be called __proto__. */
export const tableSchema = z.object({
  rows: amount.exactOptional().describe('Absent where the table was never analysed'),
  bytes: amount.exactOptional().describe('Heap and TOAST, without indexes'),
  indexBytes: amount.exactOptional(),
  readsPerSecond: amount.exactOptional().describe('Scans begun'),
  writesPerSecond: amount.exactOptional().describe('Rows inserted, updated and deleted'),
  kind: z.literal('materialized-view').exactOptional(),
  partitioned: z.object({ by: z.enum(['range', 'list', 'hash']), columns: names }).exactOptional(),
  parent: z.string().exactOptional().describe('The table it is a partition of, or inherits from'),
  shareOfParent: amount.exactOptional().describe('Of the rows of the table it is a partition of'),
  indexes: z.array(index).exactOptional(),
  constraints: z.array(constraint).exactOptional(),
});

const query = z.object({
  sql: z.string().describe('Normalised: constants are $1, $2, …'),
  callsPerSecond: amount.exactOptional(),
  meanMs: amount.exactOptional(),
});

const settings = z.record(z.string(), z.string());

export const versionSchema = z.object({ schema: z.literal(1) });

/** All but the tables. */
export const profileSchema = z.object({
  postgres: z.int().positive().exactOptional().describe('The major version'),
  version: z.string().exactOptional(),
  takenAt: moment.exactOptional().describe('A profile without it counts as stale'),
  statsSince: moment.exactOptional(),
  standby: z.boolean().exactOptional(),
  missing: settings.exactOptional().describe('What could not be read, and why'),
  settings: settings.exactOptional(),
  roleSettings: z
    .array(z.object({ role: z.string().exactOptional(), database: z.string().exactOptional(), settings }))
    .exactOptional(),
  extensions: settings.exactOptional(),
  replicas: z
    .array(
      z.object({
        mode: z.string().exactOptional(),
        lagBytes: amount.exactOptional(),
        lagMs: amount.exactOptional(),
      }),
    )
    .exactOptional(),
  slots: z
    .array(
      z.object({
        name: z.string(),
        kind: z.string().exactOptional(),
        active: z.boolean().exactOptional(),
        lagBytes: amount.exactOptional(),
      }),
    )
    .exactOptional(),
  longestTransactionMs: amount.exactOptional(),
  callsShare: fraction.exactOptional().describe('Share of all calls that the queries stand for'),
  queries: z.array(query).default([]),
  durations: z
    .array(
      z.object({
        migration: z.string(),
        seconds: amount,
        predicted: z
          .tuple([amount, amount])
          .readonly()
          .exactOptional()
          .describe('Milliseconds that its report had foretold, the lower end first'),
        class: z.enum(['metadata', 'scan', 'scan-sort', 'rewrite', 'rows']).exactOptional(),
      }),
    )
    .exactOptional()
    .describe('What past migrations took, written by hand'),
});

/** docs/profile.schema.json. */
export function profileJsonSchemaText(): string {
  const histogram = z.object({
    bounds: z.array(z.string()).exactOptional(),
    common: z.array(z.string()).exactOptional(),
    commonShares: z.array(fraction).exactOptional(),
  });
  const column = columnSchema.extend({
    histogram: histogram.exactOptional().describe('Values, of columns that --histograms names and of no other'),
  });
  const table = tableSchema.extend({ columns: z.record(z.string(), column).exactOptional() });
  const tables = z.record(z.string(), table).describe('By schema.table, each part quoted as Postgres would');
  const schema = z.toJSONSchema(versionSchema.extend({ tables, ...profileSchema.shape }), {
    io: 'input',
    target: 'draft-7',
  });
  return `${JSON.stringify({ ...schema, title: 'Production profile of Migration Rehearsal' }, undefined, 2)}\n`;
}
