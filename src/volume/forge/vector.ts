import type { Numeric } from './numerics.ts';
import type { Pick } from './picks.ts';
import type { Digest, Digits, Hex, Texts } from './texts.ts';
import type { Times } from './times.ts';
import type { Numbers } from './vectors.ts';

/** What an expression gives in every row. */
export type Vector = Numbers | Times | Texts | Digits | Hex | Digest | Pick | Numeric;
