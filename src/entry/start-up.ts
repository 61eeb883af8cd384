import module from 'node:module';
import { setFlagsFromString } from 'node:v8';

/**
 * A short run is over before compiling for speed pays. Call it before anything large is imported:
 * from Node 22.1 on V8 keeps what it compiled, in the folder for temporary files, and the next run finds it there.
 * Before Node 24 its threshold for WebAssembly is so low that the very first statement makes it optimise Postgres's
 * parser, 120 ms of work; with a higher one that happens after some hundred statements.
 */
export function startQuickly(): void {
  const keepCompiled: unknown = Reflect.get(module, 'enableCompileCache');
  if (typeof keepCompiled === 'function') Reflect.apply(keepCompiled, module, []);
  if (Number.parseInt(process.versions.node) < 24) setFlagsFromString('--wasm-tiering-budget=50000000');
}
