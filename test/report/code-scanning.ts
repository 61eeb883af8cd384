/**
 * What code scanning takes of SARIF 2.1.0 and asks for beyond it, as a JSON schema: names as in the standard, required
 * properties and limits as in GitHub's documentation (“SARIF support for code scanning”).
 */
const words = { type: 'string', minLength: 1 };
const message = { type: 'object', properties: { text: words }, required: ['text'], additionalProperties: false };
const position = { type: 'integer', minimum: 1 };
const level = { enum: ['none', 'note', 'warning', 'error'] };
const record = (properties: Readonly<Record<string, object>>, optional: readonly string[] = []) => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});
const bag = { type: 'object', additionalProperties: true };

const rule = record({
  id: { ...words, maxLength: 255 },
  shortDescription: { ...message, properties: { text: { ...words, maxLength: 1024 } } },
  fullDescription: { ...message, properties: { text: { ...words, maxLength: 1024 } } },
  help: message,
  defaultConfiguration: record({ level }),
  properties: record({
    tags: { type: 'array', items: words, maxItems: 20, uniqueItems: true },
    precision: { enum: ['very-high', 'high', 'medium', 'low'] },
    'problem.severity': { enum: ['error', 'warning', 'recommendation'] },
  }),
});

const location = record({
  physicalLocation: record({
    // Relative to the top of the repository, with slashes, and nothing that a URI may not hold.
    artifactLocation: record({
      uri: { type: 'string', pattern: "^(?!/)(?![A-Za-z][A-Za-z0-9+.-]*:)(?:[\\w.~!$&'()*+,;=:@/-]|%[0-9A-F]{2})+$" },
      uriBaseId: { const: '%SRCROOT%' },
    }),
    region: record({ startLine: position, startColumn: position, endLine: position, endColumn: position }),
  }),
});

const result = record({
  ruleId: words,
  ruleIndex: { type: 'integer', minimum: 0 },
  level,
  message,
  locations: { type: 'array', items: location, minItems: 1, maxItems: 1 },
  partialFingerprints: { type: 'object', additionalProperties: words, minProperties: 1 },
});

const notification = record({ level, message });
const invocation = record(
  { executionSuccessful: { type: 'boolean' }, toolExecutionNotifications: { type: 'array', items: notification } },
  ['toolExecutionNotifications'],
);

const run = record({
  tool: record({ driver: record({ name: words, semanticVersion: words, rules: { type: 'array', items: rule } }) }),
  invocations: { type: 'array', items: invocation, minItems: 1, maxItems: 1 },
  columnKind: { const: 'utf16CodeUnits' },
  results: { type: 'array', items: result, maxItems: 25_000 },
  properties: bag,
});

export const codeScanning = record({
  $schema: { const: 'https://json.schemastore.org/sarif-2.1.0.json' },
  version: { const: '2.1.0' },
  runs: { type: 'array', items: run, minItems: 1, maxItems: 1 },
});
