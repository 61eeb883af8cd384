/** The least that any reader of these files has to do here: Node's start, the parser's, and one parse of each file. */
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';

// As the command line does: optimising the parser for three statements costs more than it saves.
setFlagsFromString('--wasm-tiering-budget=50000000');
const { loadModule, parseSync } = await import('libpg-query');
await loadModule();
for (const path of process.argv.slice(2)) parseSync(readFileSync(path, 'utf8'));
