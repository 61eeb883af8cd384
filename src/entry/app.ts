import { serve } from './app/serve.ts';
import { startQuickly, tellingCrashes } from './start-up.ts';

startQuickly();
const crashed = tellingCrashes('The server crashed.');
serve().then((status) => {
  process.exitCode = status;
}, crashed);
