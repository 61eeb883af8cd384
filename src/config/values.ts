import * as z from 'zod';

/** Anchored, so that `1 minute` or `60` is refused with an example instead of being taken for something else. */
const durationPattern = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/;
const milliseconds = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds, written `500ms`, `60s`, `10m`, `2h` or `30d`. */
export const duration = z
  .string({ error: 'must be a time such as 60s, 10m or 30d' })
  .regex(durationPattern, { error: 'must be a time such as 60s, 10m or 30d' })
  .transform((text) => scaled(durationPattern.exec(text), milliseconds))
  .meta({ examples: ['60s', '10m', '30d'] });

const sizePattern = /^(\d+(?:\.\d+)?)(B|KB|MB|GB|TB)$/i;
const bytesIn = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3, tb: 1024 ** 4 };

/** Bytes, written `500MB` or `20GB` (powers of 1024, as Postgres counts), or `auto`. */
export const size = z.union(
  [
    z.literal('auto'),
    z.int().nonnegative(),
    z
      .string()
      .regex(sizePattern)
      .transform((text) => Math.round(scaled(sizePattern.exec(text.toLowerCase()), bytesIn))),
  ],
  { error: 'must be auto, or a size such as 500MB or 20GB' },
);

function scaled(match: RegExpExecArray | null, units: Readonly<Record<string, number>>): number {
  return Number(match?.[1]) * (units[match?.[2] ?? ''] ?? NaN);
}

/** A day that exists, written 2027-01-31. */
export const day = z.iso.date({ error: 'must be a day such as 2027-01-31' });

export const flag = (byDefault: 'on' | 'off') =>
  z.boolean({ error: 'must be true or false' }).default(byDefault === 'on');

export const text = z.string({ error: 'must be text' });
export const texts = z.array(text, { error: 'must be a list of texts, such as ["a", "b"]' }).default([]);

export const count = z
  .int({ error: 'must be a whole number' })
  .nonnegative({ error: 'must not be below 0' })
  .max(Number.MAX_SAFE_INTEGER);

/** Postgres settings and placeholders: YAML reads `16` and `on` as other types than text, people mean the text. */
export const settings = z
  .record(
    z.string(),
    z.union([z.string(), z.number(), z.boolean()], { error: 'must be text, a number, true or false' }),
    { error: 'must be a list of `name: value`' },
  )
  .transform((entries): Readonly<Record<string, string>> => {
    return Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, String(value)]));
  })
  .prefault({});

/** One of a few words. */
export const word = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, { error: `must be one of ${words.join(', ')}` });
