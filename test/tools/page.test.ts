import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { toolsPage } from '../../src/tools/page.ts';

test('the page tells what the tools are', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/tools.md'), 'utf8');
  expect(page).toBe(toolsPage());
});
