// Written by `npm run generate` from the files of `verbs/`.
import type { Verb } from './command.ts';
import { verb as block } from './verbs/block.ts';

export const verbs: readonly Verb[] = [
  block,
];
