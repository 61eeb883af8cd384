import * as z from 'zod';
import { lockModes } from '../../domain/lock.ts';

/** What several parts of the JSON document are made of. */

export const position = z.int().min(1);
export const count = z.int().min(0);
export const ms = z.number().min(0);
export const size = z.int().min(0);
export const words = z.string().min(1);

export const notMeasured = z.strictObject({ status: z.literal('not-measured'), because: words });

export const sqlstate = z.string().regex(/^[0-9A-Z]{5}$/);

export const lock = z.strictObject({
  object: words,
  mode: z.enum(lockModes),
  heldMs: ms,
  blocks: z.array(z.enum(['reads', 'writes'])).readonly(),
});
export const failed = z.strictObject({ sqlstate, says: words });
