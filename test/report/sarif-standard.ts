import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import formats from 'ajv-formats';

const require = createRequire(import.meta.url);
const published = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') as Readonly<
  Record<string, unknown>
>;

/** Words that mean something else, or nothing, in the draft of JSON Schema that the standard is written in. */
const changedSince = ['exclusiveMinimum', 'exclusiveMaximum', 'const', 'contains', 'if', 'propertyNames', '$id'];

/** The schema of SARIF 2.1.0 as its authors publish it. It is of draft 4, and so must not use what was changed later. */
export function standard(): ValidateFunction {
  const used = changedSince.filter((word) => JSON.stringify(published).includes(`"${word}":`));
  if (used.length > 0)
    throw new Error(`The schema of SARIF uses ${used.join(', ')}; read it with a reader of draft 4.`);
  const schema = Object.fromEntries(Object.entries(published).filter(([key]) => !['$schema', 'id'].includes(key)));
  // One of its patterns has a bracket too many, which only the older expressions pass over.
  const reader = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
  formats.default(reader);
  return reader.compile(schema);
}
