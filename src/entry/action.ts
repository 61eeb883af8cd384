import { runPhase } from './action/phase.ts';
import { reviewer } from './action/review.ts';

await runPhase(reviewer);
