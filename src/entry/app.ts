import { placesOf } from '../server/log.ts';
import { serve } from './app/serve.ts';
import { startQuickly } from './start-up.ts';

startQuickly();
serve().then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    // A message could carry a secret; where it happened cannot.
    process.stderr.write(`The server crashed.\n${placesOf(error).at.join('\n')}\n`);
    process.exitCode = 2;
  },
);
