import { createRequire } from 'node:module';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';

// GitHub's own description of its API. What the fake takes and gives is held against it, so that it cannot drift into fiction.
const description = createRequire(import.meta.url)('@octokit/openapi/generated/api.github.com.json') as Description;

interface Schema {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly oneOf?: readonly Schema[];
}
interface Content {
  readonly content?: { readonly 'application/json'?: { readonly schema: Schema } };
}
interface Operation {
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content & { readonly $ref?: string }>>;
}
interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly examples: Readonly<Record<string, { readonly value: object }>> };
}

const ajv = new Ajv({ strict: false, logger: false, allErrors: true });
formats.default(ajv);
ajv.addSchema(allowNull(description), 'github');

/** OpenAPI 3.0 means by `nullable` that null is welcome, also where an enum does not list it; JSON Schema needs it listed. */
function allowNull<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) allowNull(part);
  const { nullable, enum: allowed } = value as { readonly nullable?: unknown; readonly enum?: unknown };
  if (nullable === true && Array.isArray(allowed) && !allowed.includes(null)) allowed.push(null);
  // Beside a reference there is no type to widen.
  if (nullable === true && !('type' in value)) {
    const rest = { ...value } as Record<string, unknown>;
    Reflect.deleteProperty(rest, 'nullable');
    for (const key of Object.keys(value)) Reflect.deleteProperty(value, key);
    Object.assign(value, { anyOf: [rest, { type: 'null' }] });
  }
  return value;
}

/** `POST /repos/{owner}/{repo}/check-runs`, as GitHub's documentation writes it. */
export type Endpoint = `${'GET' | 'POST' | 'PATCH' | 'DELETE'} /${string}`;

/** A fresh copy of the documentation's own example of a response body. */
export function example(name: string): Record<string, unknown> {
  const found = description.components.examples[name];
  if (found === undefined) throw new Error(`GitHub's description has no example ${name}`);
  return structuredClone(found.value) as Record<string, unknown>;
}

/** What is wrong with a request's body, in ajv's words; empty if nothing. */
export function requestFaults(endpoint: Endpoint, body: unknown): readonly string[] {
  const schema = operation(endpoint).requestBody?.content?.['application/json']?.schema;
  if (schema === undefined) return body === undefined ? [] : ['this endpoint takes no body'];
  const known = new Set([schema, ...(schema.oneOf ?? [])].flatMap(({ properties }) => Object.keys(properties ?? {})));
  // GitHub passes over unknown keys in silence, which is how a misspelt one stays unseen.
  const unknown = Object.keys(body ?? {}).filter((key) => !known.has(key));
  return [
    ...unknown.map((key) => `unknown key ${key}`),
    ...(holdsHalfACharacter(body) ? ['half of a surrogate pair'] : []),
    ...faults(`${pointer(endpoint)}/requestBody/content/application~1json/schema`, body),
  ];
}

/** Half a character is no Unicode text, so GitHub cannot store it. */
function holdsHalfACharacter(value: unknown): boolean {
  if (typeof value === 'string') return /\p{Surrogate}/u.test(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsHalfACharacter);
}

/** What is wrong with a response, in ajv's words; empty if nothing. */
export function responseFaults(endpoint: Endpoint, status: number, body: unknown): readonly string[] {
  const response = operation(endpoint).responses[String(status)];
  // Outages, rate limits and refusals may come from any endpoint, described or not.
  if (response === undefined) return status >= 400 ? [] : [`${status} is not a response of this endpoint`];
  if (response.content?.['application/json'] === undefined) return [];
  return faults(`${pointer(endpoint)}/responses/${status}/content/application~1json/schema`, body);
}

function operation(endpoint: Endpoint): Operation {
  const [method = '', path = ''] = endpoint.split(' ');
  const found = description.paths[path]?.[method.toLowerCase()];
  if (found === undefined) throw new Error(`GitHub has no endpoint ${endpoint}`);
  return found;
}

function pointer(endpoint: Endpoint): string {
  const [method = '', path = ''] = endpoint.split(' ');
  return `github#/paths/${path.replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D')}/${method.toLowerCase()}`;
}

const compiled = new Map<string, ValidateFunction>();

function faults(reference: string, value: unknown): readonly string[] {
  const validate = compiled.get(reference) ?? ajv.compile({ $ref: reference });
  compiled.set(reference, validate);
  return validate(value)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
