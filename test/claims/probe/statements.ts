import { readFileSync, readdirSync } from 'node:fs';

/** One statement that the probe runs on every supported major. */
export interface Probe {
  readonly sql: string;
  /** The first major that has it: older ones must refuse it. */
  readonly since: number;
}

const folder = new URL('.', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

export const schema = read('schema.sql');

/** One statement a line; `-- since 15` holds from there to the end of its file. */
export const statements: readonly Probe[] = readdirSync(new URL('statements', folder)).flatMap((file) => {
  let since = 13;
  return read(`statements/${file}`)
    .split('\n')
    .flatMap((line) => {
      since = Number(/^-- since (\d+)$/.exec(line)?.[1] ?? since);
      return line === '' || line.startsWith('--') ? [] : [{ sql: line.replace(/;$/, ''), since }];
    });
});
