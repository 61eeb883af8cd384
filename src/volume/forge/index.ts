export { forgedFrom } from './forge.ts';
export type { Forged } from './forge.ts';
export { layoutSql } from './layout.ts';
export type { Physical } from './layout.ts';
export { forgeable } from './qualify.ts';
export type { Forgeable } from './qualify.ts';
