/**
 * Builds dist/: one self-contained file an entry, the parser's wasm inlined, so that it runs without node_modules.
 * `--check` builds in memory and compares byte for byte with what is committed.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { build, type Plugin } from 'esbuild';

const entries = { 'cli/index': 'src/entry/cli.ts', 'action/index': 'src/entry/action.ts' };

/** The glue code cannot be handed the wasm's bytes as an option, so the one call that starts it is rewritten. */
const inlineParser: Plugin = {
  name: 'inline-parser',
  setup(build) {
    build.onLoad({ filter: /libpg-query\/wasm\/index\.(c?js)$/ }, async ({ path }) => {
      const glue = await readFile(path, 'utf8');
      const start = /PgQueryModule\(\)\.then|\(0, libpg_query_js_1\.default\)\(\)\.then/;
      if (!start.test(glue)) throw new Error('libpg-query starts its wasm in a new way: mend scripts/build.ts.');
      const inlined = glue.replace(start, (call) =>
        call.replace(
          '()',
          '({ instantiateWasm: (imports, done) => { void WebAssembly.instantiate(wasm, imports).then(({ instance }) => done(instance)); } })',
        ),
      );
      return { contents: `import wasm from './libpg-query.wasm';\n${inlined}`, loader: 'js' };
    });
  },
};

// Bundled CommonJS packages still call require and look at __dirname, which a module does not have.
const banner = `import { createRequire as __createRequire } from 'node:module';
import { dirname as __pathDirname } from 'node:path';
import { fileURLToPath as __fileURLToPath } from 'node:url';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);`;

const { outputFiles } = await build({
  entryPoints: entries,
  outdir: 'dist',
  bundle: true,
  write: false,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  mainFields: ['module', 'main'],
  loader: { '.wasm': 'binary' },
  plugins: [inlineParser],
  banner: { js: banner },
  external: ['pg-native'],
  legalComments: 'linked',
  logLevel: 'warning',
});

const files = new Map(
  outputFiles.map(({ path, text }) => [
    relative('.', path),
    path.endsWith('cli/index.js') ? `#!/usr/bin/env node\n${text}` : text,
  ]),
);
// dist/ is a module wherever it is copied to.
files.set('dist/package.json', '{ "type": "module" }\n');

if (process.argv.includes('--check')) {
  const stale: string[] = [];
  for (const [path, text] of files) {
    if ((await readFile(path, 'utf8').catch(() => '')) !== text) stale.push(path);
  }
  if (stale.length > 0) {
    console.error(`Not what src/ builds: ${stale.join(', ')}. Run \`npm run build\` and commit dist/.`);
    process.exitCode = 1;
  }
} else {
  await rm('dist', { recursive: true, force: true });
  for (const [path, text] of files) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { mode: path.endsWith('cli/index.js') ? 0o755 : 0o644 });
  }
}
