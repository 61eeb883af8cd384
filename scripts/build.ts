/**
 * Builds dist/, which runs without node_modules: a small file an entry, and beside them what the entries share, loaded
 * when it is needed. `--check` builds in memory and compares byte for byte with what is committed; `--into FOLDER`
 * writes somewhere else.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const entries = {
  'cli/index': 'src/entry/cli.ts',
  'action/index': 'src/entry/action.ts',
  'app/index': 'src/entry/app.ts',
};

const { values: options } = parseArgs({
  options: { check: { type: 'boolean', default: false }, into: { type: 'string', default: 'dist' } },
});

// Bundled CommonJS packages still call require and look at __dirname, which a module does not have.
const commonJs = /\b(?:require|__dirname|__filename)\b/;
const commonJsNames = `import { createRequire as __createRequire } from 'node:module';
import { dirname as __pathDirname } from 'node:path';
import { fileURLToPath as __fileURLToPath } from 'node:url';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
`;

const { outputFiles, metafile } = await build({
  entryPoints: entries,
  outdir: options.into,
  bundle: true,
  splitting: true,
  chunkNames: 'shared/[name]-[hash]',
  metafile: true,
  write: false,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  mainFields: ['module', 'main'],
  external: ['pg-native'],
  legalComments: 'linked',
  // Half of a short run is compiling; names stay, for the places that a crash tells.
  minifyWhitespace: true,
  minifySyntax: true,
  lineLimit: 160,
  logLevel: 'warning',
});

const files = new Map<string, Uint8Array | string>(
  outputFiles.map(({ path, text }) => {
    const runs = commonJs.test(text) && path.endsWith('.js') ? `${commonJsNames}${text}` : text;
    return [relative(options.into, path), path.endsWith('cli/index.js') ? `#!/usr/bin/env node\n${runs}` : runs];
  }),
);
// dist/ is a module wherever it is copied to.
files.set('package.json', '{ "type": "module" }\n');

// The parser's glue code looks for its wasm in the folder that it runs from.
const wasm = 'node_modules/libpg-query/wasm/libpg-query.wasm';
for (const [path, { inputs }] of Object.entries(metafile.outputs)) {
  const holdsGlue = wasm.replace(/wasm$/, 'js') in inputs;
  if (holdsGlue) files.set(relative(options.into, join(dirname(path), 'libpg-query.wasm')), await readFile(wasm));
}

if (options.check) {
  const there = await readdir(options.into, { recursive: true, withFileTypes: true }).catch(() => []);
  const found = there
    .filter((entry) => entry.isFile())
    .map((entry) => relative(options.into, join(entry.parentPath, entry.name)));
  const stale: string[] = [];
  for (const path of new Set([...files.keys(), ...found])) {
    const built = files.get(path);
    const committed = await readFile(join(options.into, path)).catch(() => undefined);
    if (built === undefined || committed?.equals(Buffer.from(built)) !== true) stale.push(path);
  }
  if (stale.length > 0) {
    console.error(`Not what src/ builds: ${stale.join(', ')}. Run \`npm run build\` and commit ${options.into}/.`);
    process.exitCode = 1;
  }
} else {
  await rm(options.into, { recursive: true, force: true });
  for (const [path, contents] of files) {
    await mkdir(dirname(join(options.into, path)), { recursive: true });
    await writeFile(join(options.into, path), contents, { mode: path === 'cli/index.js' ? 0o755 : 0o644 });
  }
}
