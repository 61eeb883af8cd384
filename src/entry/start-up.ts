import module from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { placesIn } from '../domain/crash.ts';

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

/**
 * Tells whatever was thrown by its places, also what nobody caught: Node would print its words, which can hold a row or
 * a secret.
 */
export function tellingCrashes(says: string): (thrown: unknown) => void {
  const tell = (thrown: unknown): void => {
    process.stderr.write(`${says}\n${placesIn(thrown).join('\n')}\n`);
    process.exitCode = 2;
  };
  process.once('uncaughtException', (thrown) => {
    tell(thrown);
    process.exit(2);
  });
  return tell;
}
