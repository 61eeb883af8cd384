import { runPhase } from './action/phase.ts';
import { surroundings } from './action/surroundings.ts';

await runPhase(surroundings);
