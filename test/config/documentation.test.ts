import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { parseConfig } from '../../src/config/parse.ts';
import { parseProfile } from '../../src/config/profile.ts';
import { configurationJsonSchemaText, fileSchema } from '../../src/config/schema.ts';

const page = readFileSync('docs/configuration.md', 'utf8');
const block = (language: string, holding: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))]
    .map(([, text]) => text ?? '')
    .find((text) => text.includes(holding)) ?? '';
const sample = block('yaml', 'mode: enforce');

test('the page names every key, and what it shows is accepted', () => {
  expect(parseConfig(sample, 'docs/configuration.md', ['drop-table', 'missing-lock-timeout'])).toMatchObject({
    ok: true,
  });
  const shown = parse(sample) as Record<string, object>;
  expect(Object.keys(shown)).toEqual(Object.keys(fileSchema.shape));
  for (const section of ['migrations', 'postgres', 'volume', 'rehearsal', 'approval', 'windows', 'notify', 'comment']) {
    const all = fileSchema.parse({ migrations: { tool: 'sql', transaction: 'per-file' }, postgres: { version: 17 } });
    expect(Object.keys(shown[section] ?? {}).sort()).toEqual(
      Object.keys(all[section as keyof typeof all] ?? {}).sort(),
    );
  }
});

test('the profile on the page is accepted', () => {
  expect(parseProfile(block('json', '"schema": 1'), 'p.json')).toMatchObject({ ok: true });
});

test('the JSON schema for editors is fresh, and agrees about the page', () => {
  const committed = readFileSync('docs/configuration.schema.json', 'utf8');
  expect(JSON.parse(committed)).toEqual(JSON.parse(configurationJsonSchemaText()));
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(JSON.parse(committed) as object);
  expect(validate(parse(sample))).toBe(true);
  expect(validate({ migratons: {} })).toBe(false);
  expect(validate({})).toBe(true);
});
